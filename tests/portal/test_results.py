"""What stands in the results: the truth of articles 2 and 19, natures apart, nothing hidden."""

import pytest
from tests.portal.sit import Sit

from yanzhen.portal.answers import Raw
from yanzhen.portal.items import Item
from yanzhen.portal.results import Results, results
from yanzhen.portal.sitting import Sitting

NEWCOMER: dict[str, Raw] = {
    "recognised_tier": "A",
    "introduction": "new",
    "employment_mode": "full_time",
    "host_kind": "enterprise",
    "contract_years": "3",
    "months_worked_locally_per_year": "12",
    "housing_benefit_enjoyed": "no",
}


def find(found: Results, rule: str) -> tuple[str, Item]:
    for section in found.sections:
        for item in section.items:
            if item.rule == rule:
                return section.key, item
    raise AssertionError(rule)


def test_every_outcome_stands_in_exactly_one_section(sit_down: Sit) -> None:
    sitting = sit_down(**NEWCOMER)
    shown = [item.rule for section in results(sitting, "zh").sections for item in section.items]

    assert sorted(shown) == sorted(one.rule.id for one in sitting.assessment.outcomes)


def test_article_2_waits_for_the_assessment_only(sit_down: Sit) -> None:
    key, item = find(results(sit_down(**NEWCOMER), "zh"), "art-2-full-time-award")

    assert (key, item.sum) == ("decision", "最高500万元")
    assert item.decisions == "引进人才考核评估通过"
    assert [mark.sign for mark in item.marks].count("open") == 1


def test_after_the_assessment_the_ceiling_is_not_taken_for_a_sum(sit_down: Sit) -> None:
    found = results(sit_down(**NEWCOMER, introduction_assessment_passed="yes"), "zh")

    assert find(found, "art-2-full-time-award")[0] == "up_to"
    assert (found.sure, found.up_to, found.loan) == ("0元", "500万元", "0元")


def test_an_approved_sum_is_sure(sit_down: Sit) -> None:
    approved = [{"rule": "art-2-full-time-award", "sum": "300万"}]
    more: dict[str, Raw] = {"introduction_assessment_passed": "yes", "approved_sums": approved}

    found = results(sit_down(**NEWCOMER, **more), "zh")

    assert find(found, "art-2-full-time-award")[0] == "sure"
    assert (found.sure, found.up_to) == ("300万元", "0元")


def test_article_19_pays_a_tenant_month_by_month(sit_down: Sit) -> None:
    rent: dict[str, Raw] = {"local_home_purchase": "none", "rent_subsidy_months": "36"}
    dated: dict[str, Raw] = {**rent, "hired_on": "2026-03-01"}

    key, item = find(results(sit_down(**NEWCOMER, **dated), "zh"), "art-19-rent")

    assert (key, item.sum, item.per) == ("sure", "36万元", "每月1万元，共36次")
    assert item.schedule.startswith("2026年3月1日至2029年2月")
    assert "36次" in item.schedule


def test_article_19_deducts_the_rent_from_the_purchase(sit_down: Sit) -> None:
    bought: dict[str, Raw] = {"local_home_purchase": "commercial", "rent_subsidy_received": "12万"}

    key, item = find(results(sit_down(**NEWCOMER, **bought), "zh"), "art-19-purchase")

    assert (key, item.sum) == ("sure", "88万元")


def test_two_readings_stand_side_by_side(sit_down: Sit) -> None:
    flexible: dict[str, Raw] = {
        **NEWCOMER,
        "employment_mode": "flexible",
        "works_full_time": "no",
        "flexible_award_years": "3",
    }

    key, item = find(results(sit_down(**flexible), "zh"), "art-2-flexible-award")

    assert key == "pending"
    assert len(item.readings) == 2
    assert {side.status for side in item.readings} == {"符合", "不符合"}


def test_a_number_short_of_its_threshold_is_nearly_within_reach(sit_down: Sit) -> None:
    short: dict[str, Raw] = {**NEWCOMER, "contract_years": "2", "local_home_purchase": "none"}

    key, item = find(results(sit_down(**short), "zh"), "art-19-rent")

    assert key == "near"
    assert item.near == ("劳动合同期限：现为2年，需不少于3年",)


def test_what_is_not_available_names_the_condition(sit_down: Sit) -> None:
    _, item = find(results(sit_down(introduction="none"), "zh"), "art-19-apartment")

    assert item.failed
    assert item.sum == ""


@pytest.mark.parametrize("who", ["employer", "intermediary", "institution", "project", "team"])
def test_every_kind_of_applicant_has_results_in_both_languages(sit_down: Sit, who: str) -> None:
    sitting: Sitting = sit_down(who)

    zh, en = results(sitting, "zh"), results(sitting, "en")

    assert [one.key for one in zh.sections] == [one.key for one in en.sections]
    assert zh.tier is None


def test_the_tier_box_names_the_items(sit_down: Sit) -> None:
    box = results(sit_down(honours=[{"award": "nobel_prize"}]), "zh").tier

    assert box is not None
    assert (box.value, box.recognised, box.is_settled) == ("顶尖人才（A类）", False, True)
    assert box.items[0][0] == "附件A类第1项"


def test_a_tier_that_may_still_be_higher_says_so(sit_down: Sit) -> None:
    award: dict[str, Raw] = {"honours": [{"award": "china_young_scientist_award"}]}
    box = results(sit_down(**award), "zh").tier

    assert box is not None
    assert (box.value, box.is_settled) == ("领军人才（B类）", False)
    assert box.possible == "顶尖人才（A类）"
