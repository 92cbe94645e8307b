"""Sixty-four gates at once: for the last of a year, for a card's last of the day, for one key."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.privileges import pooling, service
from yanzhen.apps.privileges.models import Count, Use
from yanzhen.apps.privileges.service import Limits, PrivilegeRefused
from yanzhen.apps.privileges.tests.gates import Gates, build_gates, card, offer_row, today

RACERS = 64
pytestmark = pytest.mark.django_db(transaction=True)


def race(run: Callable[[int], str]) -> list[str]:
    """What became of each racer, all let loose at once with connections of their own."""
    got: list[str] = []
    start = Barrier(RACERS)

    def racer(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            got.append(run(number))
        finally:
            connection.close()

    threads = [Thread(target=racer, args=(number,)) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == RACERS
    return got


def recorder(gates: Gates, offer: int, key: str = "") -> Callable[[int], str]:
    """Each racer records a use of the card that it has read before."""
    tickets = [
        gates.read("hospital", f"code-{number}" if f"code-{number}" in gates.cards else "code-1")
        for number in range(RACERS)
    ]
    partner = gates.actors["hospital"]

    def run(number: int) -> str:
        with acting(partner):
            try:
                made = service.record_use(
                    acting=partner, ticket=tickets[number].ticket, privilege_id=offer,
                    key=key or f"racer-{number}",
                )  # fmt: skip
            except PrivilegeRefused as refused:
                return refused.refusals[0].code
        return "fresh" if made.fresh else "known"

    return run


def kept(offer: int) -> tuple[int, set[int]]:
    with acting(SYSTEM):
        uses = Use.objects.filter(privilege=offer).count()
        counts = set(
            Count.objects.filter(privilege=offer, card_id=1).values_list("used", flat=True)
        )
    return uses, counts


def test_for_the_last_of_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    gates = build_gates(monkeypatch)
    offer = gates.offer("hospital", Limits(yearly=5))
    gates.cards |= {f"code-{number}": card(number) for number in range(RACERS)}

    got = race(recorder(gates, offer))

    assert (got.count("fresh"), got.count("none_left")) == (5, RACERS - 5)
    assert kept(offer)[0] == 5
    balance = ledgers.balance(pooling.line_of(offer_row(offer), today().year))
    assert (balance.available, balance.committed, balance.spent) == (0, 0, 5)
    assert ledgers.recompute().first_difference is None


def test_for_what_a_card_has_left_today(monkeypatch: pytest.MonkeyPatch) -> None:
    gates = build_gates(monkeypatch)
    offer = gates.offer("hospital", Limits(per_day=3, yearly=1000))

    got = race(recorder(gates, offer))

    assert (got.count("fresh"), got.count("reached_day")) == (3, RACERS - 3)
    assert kept(offer) == (3, {3})
    balance = ledgers.balance(pooling.line_of(offer_row(offer), today().year))
    assert (balance.available, balance.spent) == (997, 3)


def test_one_tap_sent_many_times_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    gates = build_gates(monkeypatch)
    offer = gates.offer("hospital", Limits(per_day=50, yearly=50))

    got = race(recorder(gates, offer, key="tap"))

    assert (got.count("fresh"), got.count("known")) == (1, RACERS - 1)
    assert kept(offer) == (1, {1})


def test_a_use_that_is_taken_back_many_times_at_once_is_given_back_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gates = build_gates(monkeypatch)
    offer = gates.offer("hospital", Limits(yearly=2))
    made, partner = gates.use("hospital", "code-1", offer), gates.actors["hospital"]

    def back(_number: int) -> str:
        with acting(partner):
            service.take_back(acting=partner, use_id=made.id, reason="点错了")
        return "done"

    race(back)

    balance = ledgers.balance(pooling.line_of(offer_row(offer), today().year))
    assert (balance.available, balance.spent) == (2, 0)
    assert kept(offer) == (1, {0})
