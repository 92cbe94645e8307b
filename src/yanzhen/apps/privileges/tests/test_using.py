"""Reading a card, recording a use, taking it back: what counts, what is refused, what is told."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.privileges import pooling, service, tickets
from yanzhen.apps.privileges.models import Count, Use
from yanzhen.apps.privileges.service import Limits, NoSuchPrivilege
from yanzhen.apps.privileges.tests.gates import Gates, card, offer_row, refused, today


def counted(offer: int, card_id: int = 1) -> dict[str, int]:
    with acting(SYSTEM):
        rows = Count.objects.filter(privilege=offer, card_id=card_id)
        return dict(rows.values_list("span", "used"))


def spent(offer: int) -> tuple[int, int]:
    """Free and used of this year's number."""
    balance = ledgers.balance(pooling.line_of(offer_row(offer), today().year))
    assert balance.committed == 0
    return balance.available, balance.spent


def test_a_use_counts_in_every_span_and_in_the_years_number(gates: Gates) -> None:
    offer = gates.offer("hospital", Limits(per_day=2, yearly=5))

    made = gates.use("hospital", "code-1", offer)

    assert made.fresh
    assert not made.late
    assert set(counted(offer).values()) == {1}
    assert len(counted(offer)) == 4
    assert spent(offer) == (4, 1)


def test_the_same_key_counts_once(gates: Gates) -> None:
    offer = gates.offer("hospital", Limits(per_day=2, yearly=5))

    first = gates.use("hospital", "code-1", offer, key="tap")
    again = gates.use("hospital", "code-1", offer, key="tap")

    assert (again.id, again.fresh) == (first.id, False)
    assert spent(offer) == (4, 1)
    gates.cards["code-2"] = card(2)
    assert refused(lambda: gates.use("hospital", "code-2", offer, key="tap")) == ["key_used"]


@pytest.mark.parametrize("span", ["day", "month", "year", "card"])
def test_a_limit_of_the_card_is_kept_and_nothing_counts_beyond(gates: Gates, span: str) -> None:
    offer = gates.offer("hospital", Limits(**{f"per_{span}": 1}, yearly=5))
    gates.use("hospital", "code-1", offer)

    reached = refused(lambda: gates.use("hospital", "code-1", offer))

    assert reached == [f"reached_{'all' if span == 'card' else span}"]
    assert set(counted(offer).values()) == {1}
    assert spent(offer) == (4, 1)
    gates.cards["code-2"] = card(2)
    assert gates.use("hospital", "code-2", offer).fresh


def test_when_the_years_number_is_used_up_nobody_gets_more(gates: Gates) -> None:
    offer = gates.offer("hospital", Limits(yearly=1))
    gates.use("hospital", "code-1", offer)
    gates.cards["code-2"] = card(2)

    assert refused(lambda: gates.use("hospital", "code-2", offer)) == ["none_left"]
    assert counted(offer, 2) == {}


def test_what_is_taken_back_on_the_same_day_is_free_again(gates: Gates) -> None:
    offer = gates.offer("hospital", Limits(per_day=1, yearly=1))
    made = gates.use("hospital", "code-1", offer)

    with acting(gates.actors["hospital"]) as partner:
        service.take_back(acting=partner, use_id=made.id, reason="点错了")
        service.take_back(acting=partner, use_id=made.id, reason="点错了")

    assert set(counted(offer).values()) == {0}
    assert spent(offer) == (1, 0)
    assert gates.use("hospital", "code-1", offer).fresh


def test_nothing_is_taken_back_on_another_day_or_without_a_reason(gates: Gates) -> None:
    offer = gates.offer("hospital")
    made = gates.use("hospital", "code-1", offer)
    partner = gates.actors["hospital"]

    with acting(partner):
        assert refused(lambda: service.take_back(acting=partner, use_id=made.id, reason=" ")) == [
            "needs_reason"
        ]
    with acting(SYSTEM):
        before = timezone.now() - timedelta(days=1)
        Use.objects.filter(pk=made.id).update(recorded_at=before, at=before)
    with acting(partner):
        assert refused(
            lambda: service.take_back(acting=partner, use_id=made.id, reason="点错了")
        ) == ["another_day"]


def test_an_offer_is_for_its_card_its_levels_and_its_days(gates: Gates) -> None:
    only_a = gates.offer("hospital", levels=("A",))
    gates.cards |= {
        "b": card(2, level="B"),
        "other": card(3, programme="another-card"),
        "city": card(4, city="hengyang"),
    }
    ended = gates.offer("hospital", valid_until=today() - timedelta(days=1))

    assert gates.use("hospital", "code-1", only_a).fresh
    for code in ("b", "other", "city"):
        assert refused(partial(gates.use, "hospital", code, only_a)) == ["not_for_card"]
    assert refused(lambda: gates.use("hospital", "code-1", ended)) == ["not_for_card"]


def test_a_draft_and_what_was_withdrawn_cannot_be_used(gates: Gates) -> None:
    offer = gates.offer("hospital")
    with acting(gates.office) as office:
        service.withdraw(acting=office, privilege_id=offer, reason="协议到期")

    assert refused(lambda: gates.use("hospital", "code-1", offer)) == ["not_for_card"]


def test_a_late_entry_is_marked_and_counts_on_its_own_day(gates: Gates) -> None:
    offer = gates.offer("hospital", Limits(per_day=1))
    shown = timezone.now() - timedelta(days=1)

    made = gates.use("hospital", "code-1", offer, at=shown)

    assert made.late
    assert made.at == shown
    assert timezone.localdate(shown).isoformat() in counted(offer)
    assert gates.use("hospital", "code-1", offer).fresh
    tomorrow = timezone.now() + timedelta(hours=1)
    assert refused(lambda: gates.read("hospital", "code-1", tomorrow)) == ["tomorrow"]


def test_a_refused_code_gives_no_ticket(gates: Gates) -> None:
    verdict = gates.read("hospital", "something")

    assert verdict.seen is None
    assert verdict.refused is not None
    assert verdict.refused.code == "not_a_card"
    assert verdict.ticket == ""


def test_a_ticket_is_of_whoever_scanned_and_gets_old(
    gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = gates.offer("museum")
    ticket = gates.read("hospital", "code-1").ticket

    def record(name: str) -> object:
        with acting(gates.actors[name]) as partner:
            return service.record_use(acting=partner, ticket=ticket, privilege_id=offer, key="x")

    assert refused(lambda: record("museum")) == ["stale"]
    with pytest.raises(NoSuchPrivilege):
        record("hospital")  # an offer of another provider
    monkeypatch.setattr(tickets, "SECONDS", -1)
    assert refused(lambda: record("hospital")) == ["stale"]


def test_what_is_left_is_shown_with_the_verdict(gates: Gates) -> None:
    mine = gates.offer("hospital", Limits(per_day=2, yearly=5))
    gates.offer("hospital", levels=("D",))
    gates.offer("museum")
    gates.use("hospital", "code-1", mine)
    ticket = gates.read("hospital", "code-1").ticket

    with acting(gates.actors["hospital"]) as partner:
        rows = service.for_card(partner, ticket)

    assert [(row.can, dict(row.left)) for row in rows] == [
        (True, {"day": 1, "pool": 4}),
        (False, {}),
    ]
    assert rows[1].why_not is not None


def test_gates_send_a_code_and_the_same_key_reads_nothing_anew(gates: Gates) -> None:
    offer = gates.offer("museum")
    with acting(gates.actors["museum"]) as partner:
        made = service.record_code(acting=partner, code="code-1", privilege_id=offer, key="gate-7")
        del gates.cards["code-1"]
        again = service.record_code(acting=partner, code="code-1", privilege_id=offer, key="gate-7")
        other = refused(
            lambda: service.record_code(
                acting=partner, code="code-1", privilege_id=offer, key="gate-8"
            )
        )

    assert (again.id, again.fresh) == (made.id, False)
    assert other == ["not_a_card"]


def test_a_use_says_no_more_of_a_person_than_mask_level_and_pseudonym(gates: Gates) -> None:
    hospital, museum = gates.offer("hospital"), gates.offer("museum")
    gates.use("hospital", "code-1", hospital)
    gates.use("museum", "code-1", museum)

    with acting(SYSTEM):
        names = {one.provider_id: one.pseudonym for one in Use.objects.all()}
    with acting(gates.actors["hospital"]) as partner:
        shown = service.at_the_gate(partner).uses

    assert len(set(names.values())) == 2
    assert [(one.name_mask, one.level) for one in shown] == [("王*", "A")]
    assert not hasattr(shown[0], "card_id")
