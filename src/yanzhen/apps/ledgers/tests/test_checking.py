"""Whoever changes the books behind our back is found, with the first thing that is wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.jobs.service import CannotBeDone
from yanzhen.apps.ledgers import service, tasks
from yanzhen.apps.ledgers.models import Movement
from yanzhen.apps.ledgers.service import Broken, Difference, Sealed
from yanzhen.apps.ledgers.tests.town import COUNTY, FUND, YEAR, build_books, employ, give, posting
from yanzhen.apps.notices.service import received
from yanzhen.apps.organisations.service import as_owner

pytestmark = pytest.mark.django_db(transaction=True)
LOCKED = ("ledgers_movement", "ledgers_account", "ledgers_seal")


@contextmanager
def behind_our_back() -> Iterator[Any]:
    """What the owner of the database can do."""
    with as_owner(), connection.cursor() as cursor:
        for table in LOCKED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        for table in LOCKED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def movements() -> list[int]:
    with acting(SYSTEM):
        return list(Movement.objects.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def sealed() -> list[int]:
    """Two seals of three movements each, and one movement after them."""
    build_books()
    give(YEAR, 1000)
    for _ in range(2):
        for _ in range(3):
            service.commit(acting=SYSTEM, posting=posting(YEAR, 10))
        service.seal_books()
    service.commit(acting=SYSTEM, posting=posting(YEAR, 10))
    return movements()


def test_seals_hold(sealed: list[int]) -> None:
    found = service.verify_seals(FUND)

    assert isinstance(found, Sealed)
    assert (found.seals, found.movements, found.unsealed) == (2, 7, 1)
    assert service.seal_books() == 1
    assert service.seal_books() == 0


@pytest.mark.parametrize(
    ("change", "which", "seal", "what"),
    [
        ("UPDATE ledgers_movement SET amount = 11 WHERE id IN (%(2)s, %(5)s)", 2, 1, "changed"),
        ("UPDATE ledgers_movement SET reason = '' WHERE id = %(5)s", 5, 2, "changed"),
        ("UPDATE ledgers_movement SET at = at - interval '1 s' WHERE id = %(4)s", 4, 2, "changed"),
        ("DELETE FROM ledgers_movement WHERE id = %(1)s", 1, 1, "deleted"),
        ("DELETE FROM ledgers_movement WHERE id = %(6)s", 6, 2, "deleted"),
    ],
)
def test_the_first_wrong_row_is_named(
    sealed: list[int], change: str, which: int, seal: int, what: str
) -> None:
    with behind_our_back() as cursor:
        cursor.execute(change, {str(place): pk for place, pk in enumerate(sealed)})

    found = service.verify_seals(FUND)

    assert isinstance(found, Broken)
    assert (found.seal, found.movement_id) == (seal, sealed[which])
    assert what in found.reason.en


def test_seals_themselves_are_kept(sealed: list[int]) -> None:
    with behind_our_back() as cursor:
        cursor.execute("DELETE FROM ledgers_seal WHERE number = 2")
    found = service.verify_seals(FUND)
    assert isinstance(found, Broken)
    assert (found.seal, found.movement_id) == (2, None)

    with behind_our_back() as cursor:
        cursor.execute("UPDATE ledgers_seal SET digest = previous WHERE number = 1")
    found = service.verify_seals(FUND)
    assert isinstance(found, Broken)
    assert (found.seal, found.movement_id) == (1, None)


def told(actor: Actor) -> list[str]:
    with acting(actor):
        return [one.kind for one in received(acting=actor)]


def test_a_balance_that_differs_is_an_alarm() -> None:
    build_books()
    people = employ()
    give(COUNTY, 100)
    tasks.compare(None)  # type: ignore[arg-type]
    with behind_our_back() as cursor:
        cursor.execute("UPDATE ledgers_account SET balance = 70 WHERE balance = 100")

    assert service.recompute().first_difference == Difference(COUNTY, "available", 70, 100)
    with pytest.raises(CannotBeDone):
        tasks.compare(None)  # type: ignore[arg-type]

    assert told(people.finance) == told(people.auditor) == ["ledger_differs"]
    assert told(people.clerk) == told(people.elsewhere) == []


def test_a_broken_seal_is_an_alarm(sealed: list[int]) -> None:
    people = employ()
    with behind_our_back() as cursor:
        cursor.execute("UPDATE ledgers_movement SET actor_name = '?' WHERE id = %s", [sealed[1]])

    with pytest.raises(CannotBeDone):
        tasks.compare(None)  # type: ignore[arg-type]

    assert told(people.auditor) == ["ledger_tampered"]


def test_finance_is_warned_once_of_a_line() -> None:
    build_books()
    people = employ()
    service.set_rules(acting=people.finance, book=FUND, warns_at_percent=80, carries_over=None)
    give(COUNTY, 100)
    for amount, kinds in ((79, 0), (1, 1), (10, 1)):
        service.commit(acting=SYSTEM, posting=posting(COUNTY, amount))
        tasks.warn(None)  # type: ignore[arg-type]
        assert told(people.county) == told(people.finance) == ["budget_low"] * kinds
    give(COUNTY, 1000)
    tasks.warn(None)  # type: ignore[arg-type]
    service.commit(acting=SYSTEM, posting=posting(COUNTY, 1000))
    tasks.warn(None)  # type: ignore[arg-type]

    assert told(people.county) == ["budget_low"] * 2
    assert told(people.auditor) == []


def test_many_rows_get_several_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yanzhen.apps.ledgers.seals.MOST_IN_A_SEAL", 40)
    build_books()
    give(YEAR, 100)
    service.post_many(
        acting=SYSTEM, way=service.COMMIT, postings=(posting(YEAR, 1) for _ in range(99))
    )

    assert service.seal_books() == 100
    found = service.verify_seals(FUND)

    assert isinstance(found, Sealed)
    assert (found.seals, found.movements) == (3, 100)
    assert timezone.now()
