"""The office's samples: the same seed draws the same, and each finding says what it is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.recognition.errors import NoSuchRecognition, RecognitionRefused
from yanzhen.apps.recognition.models.seat import SampledSeat, SeatSample
from yanzhen.apps.recognition.seats import service
from yanzhen.apps.recognition.seats.sampling import order_of
from yanzhen.apps.recognition.seats.service import Drawing
from yanzhen.apps.recognition.seats.tests.works import Works


def drawn(works: Works, **more: Any) -> SeatSample:
    today = timezone.localdate()
    given: dict[str, Any] = {"city": "hengyang", "since": today, "until": today, "size": 1,
                             "seed": "9f2c", **more}  # fmt: skip
    with acting(works.office) as office:
        return service.draw(acting=office, drawing=Drawing(**given))


def items(works: Works, sample: int) -> list[int]:
    with acting(works.office) as office:
        return [one.use.id for one in service.sample(office, sample)[1]]


def test_the_same_seed_draws_the_same(works: Works) -> None:
    uses = [works.recognise(name).pk for name in ("li", "wang")]

    first, again = drawn(works), drawn(works)

    assert first.population == 2
    assert items(works, first.pk) == items(works, again.pk) == order_of(uses, "9f2c")[:1]
    assert items(works, drawn(works, size=9).pk) == order_of(uses, "9f2c")


def test_a_finding_says_what_it_is_and_the_last_word_stands(works: Works) -> None:
    works.recognise("li")
    sample = drawn(works).pk
    with acting(works.office) as office:
        marking: dict[str, Any] = {"acting": office, "sample": sample, "place": 1}
        with pytest.raises(RecognitionRefused) as silent:
            service.mark(**marking, outcome="finding", note=" ")
        with pytest.raises(NoSuchRecognition):
            service.mark(**{**marking, "place": 2}, outcome="checked")
        service.mark(**marking, outcome="checked")
        service.mark(**marking, outcome="finding", note="缺评审记录")
        shown, (item,) = service.sample(office, sample)
    assert silent.value.refusals[0].code == "no_note"
    assert (shown.findings, shown.checked, item.note) == (1, 0, "缺评审记录")


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ({"size": 0}, ["no_size"]),
        ({"seed": "a b", "since": None}, ["no_seed", "no_days"]),
        ({"since": date(2020, 1, 1), "until": date(2020, 1, 2)}, ["no_one"]),
    ],
)
def test_what_cannot_be_drawn(works: Works, wrong: dict[str, Any], codes: list[str]) -> None:
    works.recognise("li")
    with pytest.raises(RecognitionRefused) as refused:
        drawn(works, **wrong)
    assert [one.code for one in refused.value.refusals] == codes


def test_samples_are_the_offices(works: Works) -> None:
    works.recognise("li")
    sample = drawn(works).pk
    for name in ("hr", "elsewhere", "li"):
        with acting(works.people[name]) as actor:
            assert SampledSeat.objects.count() == 0
            with pytest.raises(NoSuchRecognition):
                service.sample(actor, sample)
    with acting(works.second) as approver, pytest.raises(RecognitionRefused):
        service.mark(acting=approver, sample=sample, place=1, outcome="checked")


def test_days_run_over_midnight(works: Works) -> None:
    works.recognise("li")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(RecognitionRefused):
        drawn(works, since=tomorrow, until=tomorrow)
