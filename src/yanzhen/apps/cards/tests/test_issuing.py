"""Who gets a card, and who does not: only whom the text names, one of a kind at a time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cards import service
from yanzhen.apps.cards.errors import CardRefused
from yanzhen.apps.cards.grounds import Ground
from yanzhen.apps.cards.models import Card, Series
from yanzhen.apps.cards.tests.town import CARD, CITY, Town
from yanzhen.apps.notices.service import received
from yanzhen.apps.organisations.service import organisation


def refused(**asked: Any) -> set[str]:
    with pytest.raises(CardRefused) as refusal:
        service.issue(**asked)
    return {one.code for one in refusal.value.refusals}


def test_a_recognition_brings_the_card_and_the_person_is_told(town: Town) -> None:
    card = town.issue("wang", level="C")

    assert (card.state, card.level, card.name_mask) == ("valid", "C", "王*")
    assert card.basis == "recognition"
    assert card.number == "XIANGTAN-CARD-000001"
    assert town.events(card) == ["issued"]
    with acting(town.wang):
        assert [one.kind for one in received(acting=town.wang)] == ["card_issued"]


def test_a_recognition_of_another_kind_brings_none(town: Town) -> None:
    recognition = town.recognise("wang", kind="manager")

    with acting(town.office):
        assert service.mine(town.wang) == ()
        assert refused(
            acting=town.office, city=CITY, programme=CARD,
            ground=service.of_recognition(recognition),
        ) == {"not_named"}  # fmt: skip


def test_a_card_for_which_a_decision_is_named_is_not_issued_on_a_recognition(town: Town) -> None:
    recognition = town.recognise("wang")

    with acting(town.office):
        ground = service.of_recognition(recognition)
        codes = refused(acting=town.office, city=CITY, programme="scholar-card", ground=ground)

    assert codes == {"not_named"}


def test_a_second_card_of_a_kind_is_refused_by_the_action_and_the_database(town: Town) -> None:
    card = town.issue("wang")

    with acting(town.office):
        ground = service.of_recognition(card.recognition_id or 0)
        codes = refused(acting=town.office, city=CITY, programme=CARD, ground=ground)
    assert codes == {"has_one"}
    card.pk, card.number, card.pseudonym, card.status_index = None, "X", b"12345678", 1
    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        card.save(force_insert=True)


def test_another_citys_office_issues_nothing_here(town: Town) -> None:
    recognition = town.recognise("wang", kind="manager")
    town.recognitions[recognition].kind = "tier"

    with acting(town.elsewhere):
        ground = service.of_recognition(recognition)
        codes = refused(acting=town.elsewhere, city=CITY, programme=CARD, ground=ground)

    assert codes == {"not_office"}


def test_the_offices_own_last_day_is_never_later_than_the_recognitions(town: Town) -> None:
    today = timezone.localdate()
    recognition = town.recognise("wang", kind="manager", until=today + timedelta(30))
    town.recognitions[recognition].kind = "tier"
    asked: dict[str, Any] = {
        "acting": town.office, "city": CITY, "programme": CARD,
        "ground": service.of_recognition(recognition),
    }  # fmt: skip

    with acting(town.office):
        assert refused(**asked, until=today + timedelta(31)) == {"later_than_basis"}
        card = service.issue(**asked, until=today + timedelta(10))

    assert card.valid_until == today + timedelta(10)


def test_places_in_the_list_are_chance_and_never_given_twice(town: Town) -> None:
    for n in range(40):
        with acting(SYSTEM):
            town.settle(f"p{n}", f"张{chr(0x4E00 + n)}", account=False)
        town.recognise(f"p{n}")

    with acting(SYSTEM):
        places = list(Card.objects.order_by("pk").values_list("status_index", flat=True))
        size = Series.objects.get(city=CITY).size
    assert len(set(places)) == 40
    assert places != sorted(places)
    assert max(places) > size // 4


def test_many_are_issued_at_once_and_again_issues_no_second(town: Town) -> None:
    with acting(SYSTEM):
        for n in range(7):
            town.settle(f"p{n}", "张三", account=False)
            key = town.recognise(f"p{n}", kind="manager")
            town.recognitions[key].kind = "tier"
    town.issue("wang")
    counted: list[int] = []

    with acting(town.office) as office:
        grounds = service.due(CITY, ["tier"])
        asked: dict[str, Any] = {"acting": office, "city": CITY, "programme": CARD}
        first = service.issue_many(**asked, grounds=grounds, advance=counted.append)
        again = service.issue_many(**asked, grounds=grounds)

    assert (first, again, counted) == (7, 0, [8])
    with acting(SYSTEM):
        assert Card.objects.values("subject").distinct().count() == Card.objects.count() == 8
    assert town.events(town.card("p3")) == ["issued"]


def test_a_raised_recognition_raises_the_card_and_a_lowered_one_refuses_old_codes(
    town: Town,
) -> None:
    card = town.issue("wang", level="C")

    town.recognise("wang", level="B", event="raised")
    raised = town.card("wang")
    town.recognise("wang", level="D", event="lowered")
    lowered = town.card("wang")

    assert {card.pk} == {raised.pk, lowered.pk}
    assert (raised.level, lowered.level) == ("B", "D")
    assert raised.status_index == card.status_index
    assert lowered.status_index != card.status_index
    assert town.events(card) == ["issued", "changed", "changed"]


def test_a_card_on_a_decision_shows_the_tier_of_the_day_and_outlives_it(town: Town) -> None:
    decided = Ground(
        CITY, organisation(CITY).id, town.subjects["wang"], "decision", "scholar",
        timezone.localdate(), case_number="XIANGTAN-2026-000001",
    )  # fmt: skip
    with acting(town.office):
        card = service.issue(
            acting=town.office, city=CITY, programme="scholar-card", ground=decided
        )
    levels = [card.level]
    for level in ("C", "D"):
        recognition = town.recognise("wang", level=level, event="lowered")
        card = town.card_of("wang", "scholar-card")
        levels.append(card.level)
    town.withdraw(recognition)

    card = town.card_of("wang", "scholar-card")
    assert [*levels, card.level] == ["", "C", "D", ""]
    assert card.state == "valid"
    assert town.card_of("wang", CARD).state == "revoked"


def test_a_withdrawn_recognition_revokes_the_card_unless_another_one_carries_it(town: Town) -> None:
    card = town.issue("wang", level="C")
    other = town.recognise("wang", level="D", kind="manager")
    town.recognitions[other].kind = "tier"

    town.withdraw(card.recognition_id or 0)
    carried = town.card("wang")
    assert (carried.state, carried.level, carried.recognition_id) == ("valid", "D", other)
    town.withdraw(other)

    ended = town.card("wang")
    assert (ended.pk, ended.state, ended.cause) == (card.pk, "revoked", "withdrawn")
    assert town.issue("wang").pk != card.pk
