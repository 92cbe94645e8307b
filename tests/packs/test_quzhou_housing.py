"""Quzhou's article 20 with the prices and the wage filled in: areas, the 120%, the caps.

The document prints none of these sums, so the worked cases stop at "the price is missing". Here
invented values are given (12,000 yuan a square metre, a minimum wage of 2,000 a month), and each
sum is worked out by hand from the clause.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from yanzhen.policy import Engine, Outcome, admit, load_pack
from yanzhen.policy.pack import Dated

PRICE = 12_000_00
WAGES = 2_000_00 * 12
AS_OF = date(2026, 1, 1)

BUYER: dict[str, Any] = {
    "introduction": "new",
    "employment_mode": "full_time",
    "contract_years": 3,
    "introduced_on": "2022-03-01",
    "local_home_purchase": "commercial",
    "first_local_home_after_hire": True,
    "home_bought_on": "2024-05-10",
    "home_price_paid": 5_000_000,
    "highest_full_time_degree": "bachelor",
    "professional_title": "none",
    "honours": [],
    "selections": [],
    "projects": [],
    "professional_post": "other",
    "host_kind": "enterprise",
    "double_first_class": False,
    "urgently_needed_major": False,
}
TENANT: dict[str, Any] = {
    "host_kind": "enterprise",
    "local_home_purchase": "none",
    "rents_talent_flat": False,
    "highest_full_time_degree": "master",
}
DOCTOR = {"highest_full_time_degree": "doctor"}
MASTER = {"highest_full_time_degree": "master"}
LEADING = {"selections": [{"programme": "zhejiang_recruitment_programme"}]}
ALLOWANCE = {"honours": [{"award": "state_council_special_allowance"}]}
TEACHER = {"professional_post": "teacher"}
PHYSICIAN = {"professional_post": "physician", "host_kind": "hospital"}
FIRST_CLASS = {"master_double_first_class": True}
OTHER_UNIVERSITY = {"master_double_first_class": False}
NEEDED = {"urgently_needed_major": True, "double_first_class": True}


@cache
def priced() -> Engine:
    # An engine of its own: the shared one is kept by the content of the pack's files.
    pack = load_pack("quzhou")
    given = {
        name: replace(one, values=(Dated(PRICE if name != "minimum_wage_year_total" else WAGES),))
        for name, one in pack.parameters.items()
        if name.startswith("new_home_price") or name == "minimum_wage_year_total"
    }
    assert len(given) > 1
    return Engine(replace(pack, parameters={**pack.parameters, **given}))


def outcome(rule: str, facts: dict[str, Any]) -> Outcome:
    engine = priced()
    subject = admit({"subject": "person", "facts": facts}, engine.pack.vocabulary)
    return engine.assess(subject, AS_OF).outcome(rule)


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (120, LEADING),
        (100, ALLOWANCE),
        (60, DOCTOR),
        (60, {"professional_title": "senior"}),
        (30, {"professional_title": "associate_senior"}),
        (30, MASTER | FIRST_CLASS),
        (15, MASTER | OTHER_UNIVERSITY),
        (15, NEEDED),
        (15, {"host_kind": "hospital", "urgently_needed_major": True}),
        # Several items at once: one home, the largest area.
        (120, LEADING | ALLOWANCE | DOCTOR),
        (60, DOCTOR | {"professional_title": "associate_senior"}),
        # 120% stands in for the standard of the degree; it is not added to it.
        (72, DOCTOR | TEACHER),
        (72, DOCTOR | PHYSICIAN),
        (36, MASTER | FIRST_CLASS | PHYSICIAN),
        (18, MASTER | OTHER_UNIVERSITY | TEACHER),
        # Only doctors and masters have it: neither a title alone nor a bachelor.
        (30, {"professional_title": "associate_senior"} | PHYSICIAN),
        (15, NEEDED | TEACHER),
    ],
)
def test_a_home_brings_its_area_at_the_average_price(metres: int, said: dict[str, Any]) -> None:
    found = outcome("art-20-home-purchase", BUYER | said)
    assert (found.status, found.sums.total) == ("eligible", metres * PRICE)


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (100, 120, ALLOWANCE | DOCTOR | PHYSICIAN),
        (30, 36, MASTER | OTHER_UNIVERSITY | TEACHER | {"professional_title": "associate_senior"}),
    ],
)
def test_120_percent_of_a_higher_level_than_the_degree_is_open(
    least: int, most: int, said: dict[str, Any]
) -> None:
    found = outcome("art-20-home-purchase", BUYER | said)
    assert found.status == "pending_interpretation"
    assert (found.sums.low, found.sums.high) == (least * PRICE, most * PRICE)


@pytest.mark.parametrize(("paid", "total"), [(720_000, 720_000), (719_999, 719_999), (1, 1)])
def test_the_subsidy_never_exceeds_the_price_paid(paid: int, total: int) -> None:
    found = outcome("art-20-home-purchase", BUYER | DOCTOR | {"home_price_paid": paid})
    assert found.sums.total == total * 100


def test_an_unknown_price_is_not_the_sum() -> None:
    unpaid = {name: value for name, value in BUYER.items() if name != "home_price_paid"}
    found = outcome("art-20-home-purchase", unpaid | DOCTOR)
    assert (found.status, found.sums.total, found.sums.high) == ("eligible", None, 60 * PRICE)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("art-20-rent", {}),
        (
            "art-20-rent-by-institution",
            {"host_kind": "hospital", "public_institution_employer": True},
        ),
    ],
)
def test_the_rent_subsidy_is_60_percent_of_the_yearly_wage(rule: str, said: dict[str, Any]) -> None:
    found = outcome(rule, TENANT | said)
    assert (found.status, found.sums.per_period) == ("eligible", 14_400_00)
