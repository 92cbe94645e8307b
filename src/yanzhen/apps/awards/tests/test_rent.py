"""A monthly rent subsidy from submission to the end: 36 months, paid, suspended, resumed."""

from datetime import date

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.awards.tasks import run_commit, run_recheck
from yanzhen.apps.awards.tests.purse import Purse
from yanzhen.apps.cases.tests.town import ENTITLED, RENT_FEN
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.notices.service import received
from yanzhen.apps.registry.models import Fact

A_YEAR = 12 * 3_000_00


def test_a_case_in_effect_becomes_36_months(purse: Purse) -> None:
    purse.budget(2026, 100_0000_00)

    number = purse.grant("wang")

    award = purse.award("wang", number)
    assert (award.row.computed_fen, award.row.granted_fen) == (RENT_FEN, RENT_FEN)
    assert award.row.state == "running"
    assert [one.fen for one in award.instalments] == [3_000_00] * 36
    first, last = award.instalments[0], award.instalments[-1]
    assert (first.due_on, first.until_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (last.due_on, last.until_on) == (date(2029, 2, 1), date(2029, 2, 28))
    assert award.decision_hash
    assert award.clause_label.zh


def test_each_year_is_committed_where_it_has_a_budget(purse: Purse) -> None:
    line = purse.budget(2026, 100_0000_00)
    purse.budget(2027, 100_0000_00, "xiangtan", "art-19-rent")

    number = purse.grant("wang")

    assert ledgers.balance(line).committed == 10 * 3_000_00
    award = purse.award("zhou", number)
    assert {one.line for one in award.movements} == {
        "xiangtan/talent-fund/2026", "xiangtan/talent-fund/2027/xiangtan/art-19-rent",
    }  # fmt: skip
    budgeted = {one.due_on.year for one in award.instalments if one.has_budget}
    assert budgeted == {2026, 2027}
    with acting(purse.town.zhou) as zhou:
        years = service.outlook(zhou, "xiangtan", first=2026).years
    assert [one.committed_fen for one in years[:3]] == [10 * 3_000_00, A_YEAR, 0]
    assert [one.at_risk_fen for one in years] == [0, 0, A_YEAR, 2 * 3_000_00, 0]


def test_without_enough_budget_it_waits_and_nothing_is_promised(purse: Purse) -> None:
    line = purse.budget(2026, 10 * 3_000_00 - 1)

    number = purse.grant("wang")

    assert purse.award("wang", number).row.state == "waiting_budget"
    assert ledgers.balance(line).committed == 0

    purse.budget(2026, 1)
    with acting(purse.town.zhou) as zhou:
        service.commit_waiting(zhou, f"A-{number}-1")

    assert purse.award("wang", number).row.state == "running"
    assert ledgers.balance(line).available == 0


def test_taken_up_again_it_is_the_same(purse: Purse) -> None:
    line = purse.budget(2026, 100_0000_00)
    number = purse.grant("wang")
    before = ledgers.balance(line)

    assert service.take_up(number) == service.take_up(number) == (f"A-{number}-1",)

    with acting(SYSTEM):
        assert Award.objects.count() == 1
        assert Instalment.objects.count() == 36
    assert ledgers.balance(line) == before


def test_the_contract_ends_and_begins_again(purse: Purse) -> None:
    """Three months are paid; the fourth finds her no longer employed; later she is again."""
    purse.budget(2026, 100_0000_00)
    number = purse.grant("wang")
    name = f"A-{number}-1"
    purse.pay(number, 1, 2, 3)
    to_come = next(one for one in purse.award("zhou", number).instalments if one.state == "planned")
    with acting(SYSTEM):
        month = Instalment.objects.filter(award__number=name, number=to_come.number)
        month.update(due_on=timezone.localdate())
    purse.now("wang", contract_years=1)

    with acting(purse.town.zhou) as zhou:
        service.recheck(zhou, name)

    award = purse.award("wang", number)
    assert award.row.state == "suspended"
    assert award.row.why is not None
    assert "合同" in award.row.why.zh
    assert award.paid_fen == 3 * 3_000_00
    assert "due" not in {one.state for one in award.instalments}

    purse.now("wang", contract_years=5)
    with acting(purse.town.zhou) as zhou:
        service.resume(zhou, name, "续签合同")

    award = purse.award("wang", number)
    assert award.row.state == "running"
    assert award.instalments[to_come.number - 1].state == "due"
    kinds = [one.kind for one in award.events]
    assert kinds == ["taken_up", "suspended", "resumed"]


def test_what_nobody_verified_is_asked_for(purse: Purse) -> None:
    purse.budget(2026, 100_0000_00)
    number = purse.grant("wang")
    name = f"A-{number}-1"
    with acting(SYSTEM):
        month = Instalment.objects.filter(award__number=name, state="planned")[:1].get()
        Instalment.objects.filter(pk=month.pk).update(due_on=timezone.localdate())
        Fact.objects.filter(subject=purse.town.subjects["wang"], name="contract_years").update(
            grade="D"
        )

    work_off_nightly()

    award = purse.award("wang", number)
    waits = award.instalments[month.number - 1]
    assert (waits.state, waits.missing) == ("held_back", ("contract_years",))
    assert award.row.state == "running"
    with acting(purse.town.wang) as wang:
        assert received(acting=wang)[0].kind == "award_held_back"


def test_a_stop_frees_what_was_promised(purse: Purse) -> None:
    line = purse.budget(2026, 100_0000_00)
    number = purse.grant("wang")
    purse.pay(number, 1)

    with acting(purse.town.zhou) as zhou:
        service.stop(zhou, f"A-{number}-1", "本人离职")

    # the paid month stays promised until payments post it as spent
    assert ledgers.balance(line).committed == 3_000_00
    states = [one.state for one in purse.award("wang", number).instalments]
    assert states == ["paid"] + ["cancelled"] * 35


def test_months_already_granted_count(purse: Purse) -> None:
    """At most 36 months in all: 30 were granted, so six are left."""
    purse.budget(2026, 100_0000_00)
    first = purse.grant("wang", answers={**ENTITLED, "rent_subsidy_months": 30})
    second = purse.grant("wang")

    assert len(purse.award("wang", first).instalments) == 30
    again = purse.award("wang", second)
    assert len(again.instalments) == 6
    assert [(one.code, one.fen) for one in again.row.cuts] == [("lifetime", 30 * 3_000_00)]


def test_nobody_else_sees_it(purse: Purse) -> None:
    number = purse.grant("wang")

    with acting(purse.town.li) as li, pytest.raises(service.NoSuchAward):
        service.award(li, f"A-{number}-1")
    with acting(purse.town.yuhu_finance) as other, pytest.raises(service.NoSuchAward):
        service.stop(other, f"A-{number}-1", "x")
    with acting(purse.town.wang) as wang:
        assert [one.row.number for one in service.mine(wang)] == [f"A-{number}-1"]
        with pytest.raises(service.AwardRefused):
            service.stop(wang, f"A-{number}-1", "x")


def work_off_nightly() -> None:
    with acting(SYSTEM):
        run_recheck(Report())
        run_commit(Report())


def test_who_asks_hears_what_is_still_being_paid(purse: Purse) -> None:
    purse.budget(2026, 100_0000_00)
    number, wang = purse.grant("wang"), purse.town.subjects["wang"]
    rules = ("art-19-rent", "art-19-purchase")

    assert service.paid_under(wang, "xiangtan", rules) == (f"A-{number}-1",)
    assert service.paid_under(wang, "quzhou", rules) == ()
    assert service.paid_under(wang, "xiangtan", ["art-19-purchase"]) == ()
    assert service.paid_under(purse.town.subjects["li"], "xiangtan", rules) == ()
    with acting(purse.town.zhou) as zhou:
        service.suspend(zhou, f"A-{number}-1", "入住人才公寓")
    assert service.paid_under(wang, "xiangtan", rules) == ()
