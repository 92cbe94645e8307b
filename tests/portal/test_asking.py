"""Which questions come: the ones that matter, none twice, none that others must decide."""

from dataclasses import replace

import pytest
from tests.portal.sit import TODAY, Sit

from yanzhen.portal import asking
from yanzhen.portal.answers import Answers, Raw
from yanzhen.portal.sitting import Sitting, head, sit

NO: dict[str, Raw] = {"bool": "no", "records": [], "many_of": []}


def interview(sitting: Sitting, answer_no: bool) -> list[tuple[str, ...]]:
    """All pages of an interview in which everything is denied, or passed over."""
    pages = []
    while page := asking.next_page(sitting):
        pages.append(page.facts)
        answers = sitting.answers
        given, skipped = dict(answers.given), list(answers.skipped)
        for name in page.facts:
            raw = NO.get(sitting.fact(name).type) if answer_no else None
            if raw is None:
                skipped.append(name)
            else:
                given[name] = raw
        answers = replace(answers, given=given, skipped=tuple(skipped))
        sitting = sit(sitting.pack, answers, TODAY)
    return pages


def test_a_recognition_is_asked_first(sit_down: Sit) -> None:
    page = asking.next_page(sit_down())

    assert page == asking.Page(asking.TIER, ("recognised_tier",))


def test_a_recognised_tier_spares_the_records(sit_down: Sit) -> None:
    open_ones = asking.worth_asking(sit_down(recognised_tier="A"))

    assert "patents" not in open_ones
    assert "patents" in asking.worth_asking(sit_down())


@pytest.mark.parametrize(
    "who", ["person", "employer", "team", "intermediary", "institution", "project"]
)
@pytest.mark.parametrize("answer_no", [True, False])
def test_an_interview_ends_and_asks_nothing_twice(sit_down: Sit, who: str, answer_no: bool) -> None:
    pages = interview(sit_down(who), answer_no)
    asked = [name for page in pages for name in page]

    assert asked
    assert len(asked) == len(set(asked))
    assert all(len(page) <= asking.MOST_QUESTIONS for page in pages)


def test_nobody_is_asked_for_what_others_decide(sit_down: Sit) -> None:
    asked = {name for page in interview(sit_down(), answer_no=False) for name in page}
    facts = sit_down().pack.vocabulary.facts

    assert not any(facts[name].is_decision for name in asked)


def test_decisions_are_asked_on_request(sit_down: Sit) -> None:
    known = {"recognised_tier": "A", "introduction": "new", "employment_mode": "full_time"}
    known |= {"host_kind": "enterprise"}

    assert "introduction_assessment_passed" in asking.decisions(sit_down(**known))
    assert "introduction_assessment_passed" not in asking.worth_asking(sit_down(**known))
    assert "introduction_assessment_passed" in asking.worth_asking(sit_down(decided=True, **known))


def test_only_what_still_matters_is_asked(sit_down: Sit) -> None:
    sitting = sit_down(recognised_tier="A", introduction="none")
    gaps = {head(gap) for gap in sitting.assessment.ask}

    assert set(asking.worth_asking(sitting)) <= gaps
    assert "employment_mode" not in asking.worth_asking(sitting)


def test_a_question_waits_for_the_one_that_may_spare_it(sit_down: Sit) -> None:
    pages = interview(sit_down(), answer_no=False)
    place = {name: number for number, page in enumerate(pages) for name in page}

    assert place["founded_business_locally"] < place["borrower_kind"]


def test_a_record_is_asked_for_its_kind_first_and_then_for_what_matters(sit_down: Sit) -> None:
    empty = sit_down(honours=[{}])
    named = sit_down(honours=[{"award": "national_science_progress_award"}])

    assert asking.fields_that_matter(empty, "honours", 0) == ("award",)
    assert {"grade", "rank"} <= set(asking.fields_that_matter(named, "honours", 0))
    assert asking.next_page(named) == asking.Page("honours", ("honours",))


def test_a_field_that_was_passed_over_is_let_go(sit_down: Sit) -> None:
    award = {"award": "national_science_progress_award"}
    open_fields = asking.pending(sit_down(honours=[award]), "honours")[0]
    skipped = tuple(f"honours.0.{name}" for name in open_fields)

    sitting = sit_down(honours=[award], skipped=skipped)

    assert "honours" not in asking.worth_asking(sitting)


def test_an_unknown_subject_of_the_vocabulary_has_no_questions(sit_down: Sit) -> None:
    assert asking.next_page(sit_down("city")) is None
    assert isinstance(sit_down("city").answers, Answers)
