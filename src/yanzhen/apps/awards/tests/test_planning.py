"""Where the clause leaves dates or sums open somebody enters them, exactly; corrections by two."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.awards import service
from yanzhen.apps.awards.actions import taking_up
from yanzhen.apps.awards.generating import generate
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.awards.plans import Steady, steady
from yanzhen.apps.awards.service import AwardRefused, Part
from yanzhen.apps.awards.tests.purse import BUYS, Purse
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.policy.values import add_months

FULL_TIME: dict[str, Any] = {"introduction_assessment_passed": True}
RULE = "art-2-full-time-award"
SUM = 80_0000_01
OFFICE = "xiangtan/talent_office"


def test_a_ceiling_with_an_approved_sum_waits_for_its_dates(purse: Purse) -> None:
    number = approved(purse)

    award = purse.award("wang", number)
    assert (award.row.granted_fen, award.most_fen, award.within_years) == (SUM, 100_0000_00, 3)
    assert (award.row.plan, award.instalments) == ("to_plan", ())
    with acting(purse.town.zhou) as zhou:
        found = service.outlook(zhou, "xiangtan")
    assert (found.unplanned_fen, found.unplanned) == (SUM, 1)


def test_forty_thirty_thirty_within_three_years(purse: Purse) -> None:
    purse.budget(timezone.localdate().year, 100_0000_00)
    number = approved(purse)
    name = f"A-{number}-1"
    with acting(purse.town.zhou) as zhou:
        assert service.plan(zhou, name).pattern == ""  # nobody has set one
        service.set_pattern(zhou, "xiangtan", RULE, "40/30/30")
        offered = service.plan(zhou, name)
        assert [fen for _, fen in offered.parts] == [32_0000_01, 24_0000_00, 24_0000_00]
        parts = [Part(n, day, None, fen) for n, (day, fen) in enumerate(offered.parts, 1)]
        service.confirm_plan(zhou, name, parts)

    award = purse.award("wang", number)
    assert [one.state for one in award.instalments] == ["due", "planned", "planned"]
    assert sum(one.fen for one in award.instalments) == SUM
    assert [one.has_budget for one in award.instalments] == [True, False, False]


def test_a_plan_has_to_be_exact_and_in_time(purse: Purse) -> None:
    number = approved(purse)
    today = timezone.localdate()
    late = add_months(today, 37)

    parts = [Part(1, today, None, 40_0000_00), Part(2, late, None, 40_0000_00)]
    with acting(purse.town.zhou) as zhou, pytest.raises(AwardRefused) as refused:
        service.confirm_plan(zhou, f"A-{number}-1", parts)

    assert [one.code for one in refused.value.refusals] == ["too_late", "not_exact"]
    assert "0.01元" in refused.value.refusals[1].say.zh
    assert purse.award("wang", number).instalments == ()


def test_who_decided_does_not_plan(purse: Purse) -> None:
    purse.town.employ("both", (Role.APPROVER, OFFICE), (Role.TALENT_OFFICE, OFFICE))
    number = approved(purse, approver="both")

    with acting(purse.town.both) as both, pytest.raises(AwardRefused) as refused:
        service.confirm_plan(both, f"A-{number}-1", [Part(1, date.max, None, SUM)])

    assert refused.value.refusals[0].code == "same_hand"


def test_a_correction_takes_two_people(purse: Purse) -> None:
    line = purse.budget(2026, 100_0000_00)
    number = purse.grant("wang")
    name = f"A-{number}-1"
    purse.pay(number, 1)
    today = timezone.localdate()
    with acting(purse.town.zhou) as zhou:
        made = service.correct(zhou, name, 6_000_00, [Part(1, today, None, 3_000_00)], "多算了")
        with pytest.raises(AwardRefused) as refused:
            service.approve_correction(zhou, made)
    assert refused.value.refusals[0].code == "same_hand"
    assert purse.award("wang", number).row.granted_fen == 36 * 3_000_00

    with acting(purse.town.qian) as qian:
        service.approve_correction(qian, made)

    award = purse.award("wang", number)
    assert (award.row.granted_fen, award.row.computed_fen) == (6_000_00, 36 * 3_000_00)
    assert award.row.cuts[0].code == "correction"
    assert [one.fen for one in award.instalments if one.state != "cancelled"] == [3_000_00] * 2
    assert ledgers.balance(line).committed == 2 * 3_000_00


def test_a_correction_cannot_pass_a_cut(purse: Purse) -> None:
    purse.now("wang", local_home_purchase="commercial")
    number = purse.grant("wang", "purchase", answers={**BUYS, "rent_subsidy_received": "1000元"})
    today = timezone.localdate()

    whole = [Part(1, today, None, 50_0000_00)]
    with acting(purse.town.zhou) as zhou, pytest.raises(AwardRefused) as refused:
        service.correct(zhou, f"A-{number}-1", 50_0000_00, whole, "x")

    assert [one.code for one in refused.value.refusals] == ["too_much"]


def test_another_county_takes_on_what_is_not_paid(purse: Purse) -> None:
    city = purse.budget(2026, 100_0000_00)
    county = purse.budget(2026, 100_0000_00, "xiangtan/yuhu")
    number = purse.grant("wang")
    purse.pay(number, 1, 2)

    with acting(purse.town.zhou) as zhou:
        service.move(zhou, f"A-{number}-1", "工作调动", place="xiangtan/yuhu")

    assert ledgers.balance(city).committed == 2 * 3_000_00
    assert ledgers.balance(county).committed == 8 * 3_000_00
    assert purse.award("yuhu_finance", number).row.place.zh == "雨湖区"


def test_shares_split_only_where_they_are_set(purse: Purse) -> None:
    number = purse.grant("wang")
    assert all(one.fen is None for one in purse.award("zhou", number).bearers)
    today = timezone.localdate()
    percents = {"city": Decimal("33.3"), "county": Decimal("66.7")}

    with acting(purse.town.zhou) as zhou:
        service.set_shares(zhou, "xiangtan", "", percents, today)
        with pytest.raises(AwardRefused):
            service.set_shares(zhou, "xiangtan", "", {"city": Decimal(99)}, today)
    with acting(purse.town.yuhu_finance) as county, pytest.raises(AwardRefused):
        service.set_shares(county, "xiangtan", "", percents, today)

    assert [one.fen for one in purse.award("zhou", number).bearers] == [35_964_00, 72_036_00]


def test_costs_by_rule_county_and_tier(purse: Purse) -> None:
    purse.budget(2026, 100_0000_00)
    number = purse.grant("wang")
    purse.grant("li", place="xiangtan/yuhu")
    purse.pay(number, 1)

    with acting(purse.town.zhou) as zhou:
        [rule] = service.clause_costs(zhou, "xiangtan", "rule")
        places = service.clause_costs(zhou, "xiangtan", "place")
        [tier] = service.clause_costs(zhou, "xiangtan", "tier")
        page = service.awards(zhou, service.Filters(city="xiangtan", rule="art-19-rent"))
        none = service.awards(zhou, service.Filters(state="stopped"))

    assert (rule.awards, rule.subjects, rule.paid_fen) == (2, 2, 3_000_00)
    assert rule.granted_fen == rule.paid_fen + rule.open_fen == 72 * 3_000_00
    assert sorted(one.label.zh for one in places) == ["湘潭市", "雨湖区"]
    assert tier.key == "C"
    assert (page.total, none.total) == (2, 0)


def test_returned_money_is_committed_anew(purse: Purse) -> None:
    line = purse.budget(2026, 10 * 3_000_00)
    number = purse.grant("wang")
    purse.pay(number, 1)
    with acting(SYSTEM):
        first = Instalment.objects.get(number=1)
        # payments post these: spent, and back again
        one = ledgers.Posting("run-1/1", line, 3_000_00)
        ledgers.spend(acting=SYSTEM, posting=one)
        ledgers.give_back(acting=SYSTEM, posting=ledgers.Posting("run-1/1/back", line, 3_000_00))
        assert service.mark_returned([first.pk], {"zh": "退汇", "en": "Returned"}) == [first.pk]
        assert service.mark_returned([first.pk], {"zh": "退汇", "en": "Returned"}) == []

    with acting(purse.town.zhou) as zhou:
        service.commit_waiting(zhou, f"A-{number}-1")

    assert ledgers.balance(line).committed == 10 * 3_000_00
    assert service.retry([first.pk]) == [first.pk]


def approved(purse: Purse, approver: str = "approver") -> str:
    purse.now("wang", **FULL_TIME)
    return purse.grant(
        "wang", "full-time", approver=approver, answers={}, wanted=Wanted(amount_fen=SUM)
    )


def test_a_loans_outcome_is_a_record_and_no_money(
    purse: Purse, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = purse.budget(2026, 100_0000_00)
    monkeypatch.setattr(taking_up, "is_external", lambda pack, rule: rule == "art-19-rent")
    number = purse.grant("wang")
    told = {"party": "某银行", "kind": "loan", "sum_fen": 50_0000_00, "reference": "L-1"}

    with acting(purse.town.zhou) as zhou:
        service.note_outcome(zhou, f"A-{number}-1", on=date(2026, 12, 1), **told)
        with pytest.raises(AwardRefused) as refused:
            service.note_outcome(zhou, f"A-{number}-1", on=date(2026, 12, 1), **told)

    assert refused.value.refusals[0].code == "noted"
    award = purse.award("wang", number)
    assert [(one.party, one.fen) for one in award.outcomes] == [("某银行", 50_0000_00)]
    assert (award.row.nature, award.instalments, award.row.granted_fen) == ("external", (), 0)
    assert ledgers.balance(line).used == 0


def test_the_statement_for_many_says_what_a_plan_says(purse: Purse) -> None:
    """What PostgreSQL generates is what `steady` works out, ends of months too."""
    number = purse.grant("wang")
    with acting(SYSTEM):
        award = Award.objects.get(case_number=number)
        for start, every, count, each, total in (
            (date(2024, 1, 31), 1, 14, 100, 1350), (date(2024, 2, 29), 12, 3, 7, 21),
            (date(2026, 5, 5), 0, 1, 9, 9), (date(2025, 8, 30), 1, 36, 1000, 36_000),
        ):  # fmt: skip
            award.instalments.all().delete()
            Award.objects.filter(pk=award.pk).update(
                starts_on=start, every_months=every, periods=count, each_fen=each,
                granted_fen=total,
            )  # fmt: skip

            generate([award.pk])
            assert generate([award.pk]) == 0

            rows = award.instalments.order_by("number")
            found = rows.values_list("number", "due_on", "until_on", "amount_fen")
            wanted = steady(Steady(start, every, count, each, total))
            assert list(found) == [(o.number, o.due_on, o.until_on, o.fen) for o in wanted]
