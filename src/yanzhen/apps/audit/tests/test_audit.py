"""What is recorded stays as it was, and whoever changes it behind our back is found out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit import chains, service
from yanzhen.apps.audit.digests import canonical, digest_of, joined
from yanzhen.apps.audit.models import Event, Link, Waiting
from yanzhen.apps.audit.service import Broken, Verified
from yanzhen.apps.organisations.service import as_owner


@dataclass(frozen=True)
class Somebody:
    account_id: int | None = 7
    name: str = "王芳"


CLERK = Somebody()


@pytest.fixture(autouse=True)
def whole() -> Iterator[None]:
    """These tests look at the log as a whole."""
    with acting(SYSTEM):
        yield


def happened(count: int, chain: str = "lake") -> None:
    for number in range(count):
        service.record(
            "case.accepted", acting=CLERK, subject=f"case:{number}", details={"n": number},
            chain=chain,
        )  # fmt: skip


@contextmanager
def behind_our_back() -> Iterator[Any]:
    """What the owner of the database can do."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_event_stays")
        cursor.execute("ALTER TABLE audit_link DISABLE TRIGGER audit_link_stays")
        yield cursor
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_event_stays")
        cursor.execute("ALTER TABLE audit_link ENABLE TRIGGER audit_link_stays")


@pytest.mark.django_db
def test_what_happened_hangs_in_its_chain() -> None:
    happened(3)
    happened(2, "sea")

    found = service.verify_chain("lake")

    assert isinstance(found, Verified)
    assert (found.events, found.head) == (3, bytes(Link.objects.get(chain="lake", number=3).hash))
    assert service.chains() == ["lake", "sea"]
    assert service.verify_chain("nowhere") == Verified("nowhere", 0, bytes(32))
    assert Waiting.objects.filter(chain="lake").count() == 0


@pytest.mark.django_db
def test_an_event_tells_who_did_what_to_whom() -> None:
    service.record("case.paid", acting=CLERK, subject="case:1", details={"fen": 5, "to": ["甲"]})

    event = service.events_of("case:1").get()

    assert (event.account_id, event.name, event.kind) == (7, "王芳", "case.paid")
    assert event.details == {"fen": 5, "to": ["甲"]}
    assert event.chain == service.SYSTEM_CHAIN
    assert list(service.events_by(7)) == [event]


@pytest.mark.django_db(transaction=True)
def test_an_event_goes_with_its_transaction() -> None:
    with transaction.atomic():
        happened(1)
        transaction.set_rollback(True)

    assert not Event.objects.exists()
    happened(1)
    assert Link.objects.get().event == Event.objects.get()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [Event, Link])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_changes(rows: Any, change: str) -> None:
    happened(2)
    service.link_all()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.objects.update(
            chain="other"
        ) if change == "update" else rows.objects.all()._raw_delete("default")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "column",
    [
        "details = '{\"n\": 9}'", "kind = 'case.refused'", "at = at + interval '1 us'",
        "name = '别人'", "account_id = NULL", "subject = 'case:9'", "chain = 'sea'",
    ],
)  # fmt: skip
def test_a_changed_event_is_found(column: str) -> None:
    happened(4)
    service.link_all()
    third = Link.objects.get(number=3).event_id
    with behind_our_back() as cursor:
        cursor.execute(f"UPDATE audit_event SET {column} WHERE id = %s", [third])

    found = service.verify_chain("lake")

    assert isinstance(found, Broken)
    assert (found.number, found.event_id) == (3, third)


@pytest.mark.django_db(transaction=True)
def test_a_changed_event_with_a_new_digest_is_found_too() -> None:
    happened(3)
    service.link_all()
    event = Link.objects.get(number=2).event
    event.subject = "case:x"
    digest = chains.digest_now(event)
    with behind_our_back() as cursor:
        cursor.execute(
            "UPDATE audit_event SET subject = 'case:x', digest = %s WHERE id = %s",
            [digest, event.pk],
        )

    found = service.verify_chain("lake")

    assert isinstance(found, Broken)
    assert found.number == 2


@pytest.mark.django_db(transaction=True)
def test_a_deleted_event_is_found_in_the_middle_and_at_the_end() -> None:
    happened(4)
    service.link_all()
    noted = service.verify_chain("lake")
    assert isinstance(noted, Verified)
    with behind_our_back() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE number = 4 RETURNING event_id")
        (event_id,) = cursor.fetchone()
    assert isinstance(service.verify_chain("lake"), Broken)
    with behind_our_back() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE id = %s", [event_id])

    assert isinstance(service.verify_chain("lake"), Verified)  # by itself a chain has no end
    assert isinstance(service.verify_chain("lake", noted.head), Broken)

    with behind_our_back() as cursor:
        cursor.execute("DELETE FROM audit_link WHERE number = 2")
    found = service.verify_chain("lake")
    assert isinstance(found, Broken)
    assert found.number == 2


@pytest.mark.django_db
def test_a_noted_head_stays_on_a_chain_that_grows() -> None:
    happened(2)
    noted = service.verify_chain("lake")
    assert isinstance(noted, Verified)
    happened(2)

    assert isinstance(service.verify_chain("lake", noted.head), Verified)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_never_fork_a_chain() -> None:
    ready = Barrier(4)

    def work() -> None:
        ready.wait()
        for number in range(15):
            with transaction.atomic():
                happened(2)
                if number % 5 == 4:
                    transaction.set_rollback(True)
        connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = service.verify_chain("lake")
    assert isinstance(found, Verified)
    assert found.events == Event.objects.count() == 4 * 12 * 2


@pytest.mark.django_db(transaction=True)
def test_who_finds_another_at_the_chain_does_not_wait() -> None:
    holds, done = Barrier(2), Barrier(2)

    def other() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.chain:lake'))")
            holds.wait()
            done.wait()
        connection.close()

    thread = Thread(target=other)
    thread.start()
    holds.wait()
    happened(1)
    assert Waiting.objects.count() == 1
    done.wait()
    thread.join()

    assert service.link_all() == 1


@pytest.mark.django_db(transaction=True)
def test_a_reading_stands_before_anything_is_shown() -> None:
    service.record_reading(CLERK, "subject:1 id_card", "核对身份")

    assert service.readings_of("subject:1 id_card").get().details == {"reason": "核对身份"}
    assert service.readings_by(7).count() == 1
    assert not service.events_by(7).exists()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        service.record_reading(CLERK, "subject:1 id_card", "核对身份")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", [0.5, date(2026, 1, 1), b"x", {1: "x"}, "\0", "\ud800", {"a": [{}, {1.5}]}]
)
def test_details_without_an_exact_form_are_refused(value: object) -> None:
    with pytest.raises(service.Unrecordable):
        service.record("x", acting=CLERK, subject="y", details={"value": value})


@pytest.mark.django_db(transaction=True)
def test_the_command_tells_of_each_chain_and_fails_on_a_break() -> None:
    happened(2)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "lake: 2 条" in out.getvalue()
    with behind_our_back() as cursor:
        cursor.execute("UPDATE audit_event SET name = '别人'")

    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=out)
    assert service.Broken.__name__ == "Broken"
    assert "第 1 条" in out.getvalue()


def test_the_digest_is_sm3_over_one_way_of_writing() -> None:
    told: dict[str, Any] = {
        "chain": "lake", "kind": "k", "at": datetime(2026, 1, 2, tzinfo=UTC), "account_id": None,
        "name": "n", "subject": "s",
    }  # fmt: skip

    first = digest_of(**told, details={"a": 1, "b": "𠮷"})

    assert first == digest_of(**told, details={"b": "𠮷", "a": 1})
    assert first.hex() == "2c9f2a8f58804783f1fbc445b29cae09d728c96ee02a93101d1f644e46299394"
    assert canonical({"z": 1, "a": None}) == '{"a":null,"z":1}'
    assert joined(bytes(32), 1, first) != joined(bytes(32), 2, first)
