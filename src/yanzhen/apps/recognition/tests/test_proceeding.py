"""Lowering, withdrawing, ending: told, heard, decided by another person, and what follows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.notices.service import received
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.models import Proceeding, Step
from yanzhen.apps.recognition.service import Wanted
from yanzhen.apps.recognition.tests.guild import FOR_C, Guild, on
from yanzhen.apps.registry.service import facts_of

JANUARY = date(2026, 1, 12)


@pytest.fixture
def ding(guild: Guild) -> Guild:
    """Ding is of tier C since January."""
    with on(JANUARY):
        guild.honours("ding", FOR_C)
        guild.recognise("ding")
    return guild


def codes(refused: pytest.ExceptionInfo[service.RecognitionRefused]) -> set[str]:
    return {one.code for one in refused.value.refusals}


def test_withdrawn_for_cause_after_a_hearing_by_another_person(ding: Guild) -> None:
    number = ding.heard_of("ding")
    ding.decide(number)

    (one,) = ding.all_of("ding")
    today = timezone.localdate()
    assert (one.state, one.ended_on) == ("withdrawn", today - timedelta(days=1))
    with acting(SYSTEM):
        assert "recognised_tier" not in facts_of(one.subject_id, today, "xiangtan")
        assert facts_of(one.subject_id, JANUARY, "xiangtan")["recognised_tier"].value == "C"
    with acting(ding.town.ding) as her:
        kinds = [step.kind for step in service.steps(her, one.number)]
        assert kinds == ["recognised", "told", "answered", "decided", "withdrawn"]
        shown = service.my_proceeding(her, number)
        assert (shown.state, shown.may, shown.minutes) == (
            "carried", frozenset(), "情况属实，请酌情考虑。"
        )  # fmt: skip
        assert [o.kind for o in received(acting=her)][:2] == [
            "recognition_withdrawn", "recognition_hearing",
        ]  # fmt: skip


def test_lowered_it_is_a_recognition_of_its_own(ding: Guild) -> None:
    ding.decide(ding.heard_of("ding", aim="lower", to_level="D"))

    new, old = ding.all_of("ding")
    assert (new.level, new.by, new.state, old.state) == ("D", "proceeding", "current", "lowered")
    with acting(SYSTEM):
        today = timezone.localdate()
        assert facts_of(new.subject_id, today, "xiangtan")["recognised_tier"].value == "D"


def test_it_is_not_decided_before_she_was_heard_nor_by_who_opened_it(ding: Guild) -> None:
    number = ding.opened("ding")
    with pytest.raises(service.RecognitionRefused) as refused:
        ding.decide(number)
    assert codes(refused) == {"not_heard"}

    with acting(ding.town.office) as office:
        service.tell(office, number, timezone.localdate() + timedelta(days=10))
        with pytest.raises(service.RecognitionRefused) as refused:
            service.hear(office, number, "silent", timezone.localdate(), "没有答复")
        assert codes(refused) == {"too_early"}
        service.hear(office, number, "hearing", timezone.localdate(), "听证笔录：……")
        with pytest.raises(service.RecognitionRefused) as refused:
            service.decide(office, number, "x")
        assert codes(refused) == {"same_hand"}
    with acting(SYSTEM):
        row = Proceeding.objects.get(number=number)
        row.decided_by_id, row.decided_at, row.state = row.opened_by_id, timezone.now(), "carried"
        row.effective_on = timezone.localdate()
        with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
            row.save()
    assert ding.now("ding").level == "C"


def test_she_sees_nothing_before_she_is_told(ding: Guild) -> None:
    number = ding.opened("ding")
    with acting(ding.town.ding) as her:
        assert service.my_proceedings(her) == ()
        assert [one.kind for one in Step.objects.all()] == ["recognised"]
        with pytest.raises(service.NoSuchRecognition):
            service.answer(her, number, "……")


def test_dropped_nothing_changes(ding: Guild) -> None:
    number = ding.heard_of("ding")
    with acting(ding.town.office) as office:
        service.drop(office, number, "查无实据")
    assert ding.now("ding").level == "C"
    assert ding.opened("ding").endswith("-P2")


@pytest.mark.parametrize("way", ["wish", "died"])
def test_who_asks_herself_or_has_died_is_not_heard(ding: Guild, way: str) -> None:
    ding.decide(ding.opened("ding", aim="end", way=way, clause=""))

    (one,) = ding.all_of("ding")
    assert one.state == "ended"


def test_who_has_left_is_heard_or_waives_it(ding: Guild) -> None:
    number = ding.opened("ding", aim="end", way="left", clause="")
    with pytest.raises(service.RecognitionRefused):
        ding.decide(number)
    with acting(ding.town.office) as office:
        service.tell(office, number, timezone.localdate() + timedelta(days=10))
    with acting(ding.town.ding) as her:
        service.answer(her, number, "", waives=True)
    ding.decide(number)
    assert ding.all_of("ding")[0].state == "ended"


def test_what_is_wrong_is_said_at_once(ding: Guild) -> None:
    with pytest.raises(service.RecognitionRefused) as refused:
        ding.opened("ding", aim="lower", to_level="A", cause=" ", clause="")
    assert codes(refused) == {"needs_cause", "needs_clause", "no_level"}
    with pytest.raises(service.RecognitionRefused) as refused:
        ding.opened("ding", aim="end")
    assert codes(refused) == {"no_aim"}
    ding.opened("ding")
    with pytest.raises(service.RecognitionRefused) as refused:
        ding.opened("ding")
    assert codes(refused) == {"going_on"}


def test_another_county_may_not(ding: Guild) -> None:
    number = ding.now("ding").number
    with acting(ding.town.yuhu_office) as yuhu:
        with pytest.raises(service.NoSuchRecognition):
            service.recognition_numbered(yuhu, number)
        with pytest.raises(service.NoSuchRecognition):
            service.open_proceeding(yuhu, number, Wanted("withdraw", "cause", "x", "y"))
