"""With real cards: what a phone and a print show at a gate, and after the card was ended."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.cards import service as cards
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.tests.town import CARD, Town, build_town
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.models import Privilege, Use
from yanzhen.apps.privileges.reading import cards_of
from yanzhen.apps.privileges.service import Told, Verdict


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> Town:
    """The town of the cards, with a gate that offers something for level C."""
    found = build_town(monkeypatch)
    with acting(SYSTEM):
        found.employ("gate", Role.PARTNER, "xiangtan")
        place = organisation("xiangtan").id
        gate = service.add_provider(
            acting=SYSTEM, place="xiangtan", told=Told("馆", "Hall", "协议")
        )
        account = found.gate.account_id
        assert account is not None
        service.add_member(acting=SYSTEM, provider_id=gate.pk, account_id=account)
        Privilege.objects.create(
            tenant_id=place, city="xiangtan", programme=CARD, group="medical", provider=gate,
            title_zh="参观", title_en="Visit", offer_zh="免费", offer_en="Free", way="show",
            unit="time", levels=["C"], valid_from=date(2026, 1, 1), state="offered", basis="协议",
        )  # fmt: skip
    return found


def look(town: Town, code: str) -> Verdict:
    with acting(town.gate) as gate:
        return service.look(acting=gate, code=code)


def printed(card: Card) -> str:
    with acting(SYSTEM):
        return cards.print_token(acting=SYSTEM, card_id=card.pk)


def kinds(town: Town) -> list[str]:
    with acting(town.office) as office:
        return sorted(one.kind for one in service.signals(office))


def test_a_phone_and_a_print_open_what_is_for_their_level(town: Town) -> None:
    card = town.issue("wang")
    phone = town.bind("wang", card)

    shown, paper = look(town, town.shown_by("wang", card, phone)), look(town, printed(card))

    assert shown.seen is not None
    assert paper.seen is not None
    assert (shown.seen.card_id, shown.seen.level, shown.seen.name_mask) == (card.pk, "C", "王*")
    assert (shown.seen.printed, paper.seen.printed) == (False, True)
    with acting(town.gate) as gate:
        (row,) = service.for_card(gate, shown.ticket)
        service.record_use(acting=gate, ticket=shown.ticket, privilege_id=row.offer.id, key="tap")
    with acting(SYSTEM):
        assert Use.objects.get().card_id == card.pk
        assert [one.card_id for one in cards_of(town.subjects["wang"])] == [card.pk]


def test_what_is_shown_twice_is_refused_and_told(town: Town) -> None:
    card = town.issue("wang")
    code = town.shown_by("wang", card, town.bind("wang", card))

    assert look(town, code).seen is not None
    again = look(town, code)

    assert again.refused is not None
    assert again.refused.code == "replayed"
    assert kinds(town) == ["replayed"]


def test_a_card_that_was_ended_is_refused_and_told(town: Town) -> None:
    card = town.issue("wang")
    code = printed(card)
    with acting(town.office) as office:
        cards.suspend(acting=office, card_id=card.pk, reason="核实")

    suspended = look(town, code)
    with acting(town.office) as office:
        cards.revoke(acting=office, card_id=card.pk, reason="核实")
    revoked = look(town, code)

    assert suspended.refused is not None
    assert revoked.refused is not None
    assert (suspended.refused.code, revoked.refused.code) == ("suspended", "revoked")
    assert kinds(town) == ["ended"]
    with acting(SYSTEM):
        assert cards_of(town.subjects["wang"]) == ()


def test_what_was_shown_an_hour_ago_is_entered_late_and_once(town: Town) -> None:
    card, hour = town.issue("wang"), timezone.now() - timedelta(hours=1)
    codes = (printed(card), town.shown_by("wang", card, town.bind("wang", card), ago=3600))
    with acting(town.gate) as gate:
        for code in (*codes, *codes):
            late = service.look(acting=gate, code=code, at=hour)
            assert late.refused is None
            (row,) = service.for_card(gate, late.ticket)
            service.record_use(
                acting=gate, ticket=late.ticket, privilege_id=row.offer.id, key="any"
            )
        wrong = service.look(acting=gate, code=codes[1], at=hour - timedelta(hours=2))

    assert wrong.refused is not None
    assert wrong.refused.code == "clock"
    with acting(SYSTEM):
        assert [one.late for one in Use.objects.all()] == [True, True]


def test_a_late_entry_of_a_card_that_was_ended_since_is_told(town: Town) -> None:
    card = town.issue("wang")
    code = printed(card)
    with acting(town.office) as office:
        cards.revoke(acting=office, card_id=card.pk, reason="核实")
    with acting(town.gate) as gate:
        late = service.look(acting=gate, code=code, at=timezone.now() - timedelta(hours=1))
    with acting(town.office) as office:
        (signal,) = service.signals(office)

    assert late.refused is not None
    assert late.refused.code == "revoked"
    assert (signal.kind, signal.card_id) == ("ended", card.pk)
