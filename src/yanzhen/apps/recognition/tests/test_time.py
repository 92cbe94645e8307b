"""Terms that the office enters, what time brings about, and facts looked at again."""

from datetime import date

import pytest

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.notices.service import received
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.tasks import run_night, run_recheck
from yanzhen.apps.recognition.tests.guild import FOR_C, FOR_D, KIND, Guild, on
from yanzhen.apps.registry.service import Grade, facts_of

BEGIN = date(2026, 1, 12)


def enter_term(guild: Guild, valid: int | None = 36, recheck: int | None = 12) -> None:
    with acting(guild.town.office) as office:
        service.set_term(office, "xiangtan", KIND, valid, recheck, "潭人才办〔2026〕1号")


def recognised(guild: Guild, honour: str = FOR_C) -> service.RecognitionShown:
    with on(BEGIN):
        guild.honours("ding", honour)
        guild.recognise("ding")
    return guild.now("ding")


def test_without_a_term_it_is_open_ended(guild: Guild) -> None:
    one = recognised(guild)
    assert (one.valid_until, one.recheck_on, one.no_term) == (None, None, True)
    with on(date(2050, 1, 1)):
        run_night(Report())
    assert guild.now("ding").number == one.number


def test_a_term_of_the_city_ends_it_with_its_fact(guild: Guild) -> None:
    enter_term(guild)
    one = recognised(guild)
    assert (one.valid_until, one.recheck_on) == (date(2029, 1, 11), date(2027, 1, 12))

    with on(date(2029, 1, 11)):
        run_night(Report())
        assert guild.now("ding").state == "current"
    with on(date(2029, 1, 12)):
        run_night(Report())
        run_night(Report())
        with acting(SYSTEM):
            assert "recognised_tier" not in facts_of(one.subject_id, date(2029, 1, 12), "xiangtan")
    (ended,) = guild.all_of("ding")
    assert (ended.state, ended.ended_on) == ("ended", date(2029, 1, 11))
    with acting(guild.town.ding) as ding:
        assert received(acting=ding)[0].kind == "recognition_lapsed"


def test_the_day_of_re_check_is_told_once_and_ends_nothing(guild: Guild) -> None:
    enter_term(guild, None, 12)
    recognised(guild)
    with on(date(2027, 1, 12)):
        run_night(Report())
        run_night(Report())
    with acting(guild.town.office) as office:
        kinds = [one.kind for one in received(acting=office)]
    assert kinds.count("recognition_recheck") == 1
    assert guild.now("ding").level == "C"


@pytest.mark.parametrize(
    ("valid", "recheck", "basis", "code"),
    [(36, None, " ", "needs_basis"), (None, None, "文号", "no_term"), (0, 3, "文号", "no_months")],
)
def test_a_term_needs_months_and_a_basis(
    guild: Guild, valid: int | None, recheck: int | None, basis: str, code: str
) -> None:
    with acting(guild.town.office) as office, pytest.raises(service.RecognitionRefused) as refused:
        service.set_term(office, "xiangtan", KIND, valid, recheck, basis)
    assert code in {one.code for one in refused.value.refusals}


def test_a_county_enters_no_term_for_the_city(guild: Guild) -> None:
    with acting(guild.town.yuhu_office) as yuhu, pytest.raises(service.RecognitionRefused):
        service.set_term(yuhu, "xiangtan", KIND, 12, None, "文号")
    assert service.terms(["xiangtan"]) == ()


def test_facts_that_say_less_are_proposed_and_nothing_changes(guild: Guild) -> None:
    recognised(guild)
    with on(date(2026, 9, 1)):
        guild.honours("ding", FOR_D, selections=[], posts=[], projects=[])
        run_recheck(Report())
        run_recheck(Report())

    assert guild.now("ding").level == "C"
    with acting(guild.town.office) as office:
        (proposal,) = service.proposals(office).rows
        assert (proposal.found_level, proposal.found_item, proposal.source) == (
            "D", "D1", "recheck",
        )  # fmt: skip
        service.dismiss(office, proposal.id, "证书在换发")
        run_recheck(Report())
        assert service.proposals(office, "open").rows == ()


def test_unknown_is_no_reason_to_propose(guild: Guild) -> None:
    recognised(guild)
    with on(date(2026, 9, 1)):
        guild.honours("ding", grade=Grade.A)
        run_recheck(Report())
    with acting(guild.town.office) as office:
        assert service.proposals(office).rows == ()


def test_what_a_review_gave_is_not_taken_back_by_a_re_check(guild: Guild) -> None:
    with on(BEGIN), acting(SYSTEM):
        guild.honours("ding", equivalent_tier="C")
        guild.recognise("ding")
    assert guild.now("ding").basis_item == "C10"
    with on(date(2026, 9, 1)):
        run_recheck(Report())
    with acting(guild.town.office) as office:
        assert service.proposals(office).rows == ()
