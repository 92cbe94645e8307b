"""The rules: for each a variable that says whether it is met, and one with its sum in fen.

Sums are whole fen in OpenFisca's 32-bit integers (up to 2,147万元, enough for these twenty), not
its usual 32-bit floats, which lose fen above 167,772.16 yuan.

    art_19_rent, art_19_rent_fen
"""

from collections.abc import Callable

import numpy as np

from .engine import YEAR, Variable
from .entities import PERSON
from .inputs import CHOICES

Read = Callable[[str], np.ndarray]
Formula = Callable[[Read], np.ndarray]
WAN = 1_000_000


def make_rules() -> list[type[Variable]]:
    """Shared conditions first, then the two variables of each rule."""
    made = [_variable(name, bool, formula) for name, formula in SHARED.items()]
    return made + variables_of(RULES)


def variables_of(rules: dict[str, tuple[Formula, Formula]]) -> list[type[Variable]]:
    """Whether each rule is met, and its sum in fen."""
    made = []
    for name, (met, fen) in rules.items():
        made.append(_variable(name, bool, met))
        made.append(_variable(f"{name}_fen", int, _where_met(name, fen)))
    return made


def _where_met(name: str, fen: Formula) -> Formula:
    return lambda read: np.where(read(name), fen(read), 0)


def _variable(name: str, value_type: type, rule: Formula) -> type[Variable]:
    def formula(person, period):
        return rule(lambda asked: person(asked, period))

    attributes = {
        "value_type": value_type, "entity": PERSON, "definition_period": YEAR,
        "label": name, "formula": formula,
    }  # fmt: skip
    return type(name, (Variable,), attributes)


def _is(read: Read, name: str, *options: str) -> np.ndarray:
    values, choices = read(name), CHOICES[name]
    found = values == choices[options[0]]
    for option in options[1:]:
        found = found | (values == choices[option])
    return found


def _by(read: Read, name: str, **sums: int) -> np.ndarray:
    tests = [_is(read, name, option) for option in sums]
    return np.select(tests, list(sums.values()), 0)


def _all(read: Read, *names: str) -> np.ndarray:
    found = read(names[0])
    for name in names[1:]:
        found = found & read(name)
    return found


# -- conditions that several rules share


def _newly_introduced(read: Read) -> np.ndarray:
    return _is(read, "introduction", "new")


def _plan_host(read: Read) -> np.ndarray:
    return _is(read, "host_kind", "enterprise", "municipal_research_institute")


def _city_institution(read: Read) -> np.ndarray:
    school = _is(read, "host_kind", "university", "hospital") & read("municipally_run")
    institute = _is(read, "host_kind", "municipal_research_institute")
    public = _is(read, "host_kind", "municipal_public_institution")
    return public | school | institute & read("city_public_institution")


def _housing_term(read: Read) -> np.ndarray:
    long = (read("contract_years") >= 3) & (read("months_worked_locally_per_year") >= 6)
    return long & ~read("housing_benefit_enjoyed")


def _housing_of_tier(read: Read) -> np.ndarray:
    found = _all(read, "newly_introduced", "plan_host", "housing_term")
    full_time = _is(read, "employment_mode", "full_time")
    return found & full_time & _is(read, "recognised_tier", "A", "B", "C", "D")


def _grown_here(read: Read) -> np.ndarray:
    return (read("years_worked_locally") >= 3) & read("cultivated_locally")


SHARED: dict[str, Formula] = {
    "newly_introduced": _newly_introduced,
    "plan_host": _plan_host,
    "city_institution": _city_institution,
    "housing_term": _housing_term,
    "housing_of_tier": _housing_of_tier,
    "grown_here": _grown_here,
}


# -- sums that are more than a number or a table


def _living_allowance_bands(read: Read) -> list[np.ndarray]:
    title, degree = "professional_title", "highest_full_time_degree"
    return [
        _is(read, degree, "doctor") | _is(read, title, "senior"),
        _is(read, degree, "master") | _is(read, title, "associate_senior"),
        _is(read, degree, "bachelor") & read("double_first_class"),
    ]


def _first_home_bands(read: Read) -> list[np.ndarray]:
    title, degree, skill = "professional_title", "highest_full_time_degree", "skill_level"
    middle = _is(read, title, "intermediate") | _is(read, skill, "senior_technician")
    return [
        _is(read, title, "senior"),
        _is(read, title, "associate_senior") | _is(read, degree, "doctor"),
        middle | _is(read, degree, "master"),
        _is(read, skill, "technician") | _is(read, degree, "bachelor"),
    ]


def _flexible_award(read: Read) -> np.ndarray:
    yearly = _by(read, "recognised_tier", A=50 * WAN, B=30 * WAN, C=10 * WAN)
    return yearly * np.minimum(read("flexible_award_years"), 3)


def _purchase(read: Read) -> np.ndarray:
    whole = _by(read, "recognised_tier", A=100 * WAN, B=70 * WAN, C=50 * WAN, D=15 * WAN)
    return np.maximum(whole - read("rent_subsidy_received"), 0)


def _rent(read: Read) -> np.ndarray:
    monthly = _by(read, "recognised_tier", A=1_000_000, B=500_000, C=300_000, D=100_000)
    return monthly * np.minimum(read("rent_subsidy_months"), 36)


def _young_talent(read: Read) -> np.ndarray:
    host = _is(read, "host_kind", "municipal_research_institute", "enterprise", "university")
    named = read("is_young_talent") | read("recognised_other_young_talent")
    return host & read("cultivated_locally") & named


RULES: dict[str, tuple[Formula, Formula]] = {
    "art_2_full_time_award": (
        lambda read: _all(read, "newly_introduced", "plan_host", "introduction_assessment_passed")
        & _is(read, "employment_mode", "full_time")
        & _is(read, "recognised_tier", "A", "B", "C", "D"),
        lambda read: _by(
            read, "recognised_tier", A=500 * WAN, B=300 * WAN, C=100 * WAN, D=10 * WAN
        ),
    ),
    "art_2_flexible_award": (
        lambda read: _all(read, "newly_introduced", "plan_host")
        & _is(read, "employment_mode", "flexible")
        & _is(read, "recognised_tier", "A", "B", "C"),
        _flexible_award,
    ),
    "art_2_outstanding_stock_award": (
        lambda read: _all(read, "outstanding_contribution", "special_meeting_approved")
        & ~read("newly_introduced") & _is(read, "recognised_tier", "A", "B"),
        lambda read: 500 * WAN,
    ),
    "art_3_living_allowance": (
        lambda read: _all(read, "newly_introduced", "city_institution", "urgently_needed")
        & np.logical_or.reduce(_living_allowance_bands(read)),
        lambda read: 3 * np.select(_living_allowance_bands(read), [3 * WAN, 2 * WAN, WAN], 0),
    ),
    "art_4_graduate_allowance": (
        lambda read: _all(read, "fresh_graduate", "priority_industry_employer")
        & _is(read, "host_kind", "enterprise")
        & _is(read, "degree", "doctor", "master", "bachelor"),
        lambda read: 2 * _by(read, "degree", doctor=600_000, master=500_000, bachelor=400_000),
    ),
    "art_5_overseas_award": (
        lambda read: _all(read, "introduced_from_overseas", "plan_host")
        & _is(read, "key_programme_declared_locally", "national", "provincial"),
        lambda read: _by(
            read, "key_programme_declared_locally", national=100 * WAN, provincial=50 * WAN
        ),
    ),
    "art_5_returnee_award": (
        lambda read: _all(read, "studied_abroad", "founded_business_locally")
        & _is(read, "returnee_assessment", "recognised"),
        lambda read: 20 * WAN,
    ),
    "art_5_returnee_outstanding_award": (
        lambda read: _all(read, "studied_abroad", "founded_business_locally")
        & _is(read, "returnee_assessment", "outstanding"),
        lambda read: 50 * WAN,
    ),
    "art_7_academician_award": (
        lambda read: read("grown_here")
        & (read("is_academician") | read("recognised_other_top_talent")),
        lambda read: 200 * WAN,
    ),
    "art_7_ten_thousand_leader_award": (
        lambda read: _all(read, "grown_here", "is_ten_thousand_leader"),
        lambda read: 100 * WAN,
    ),
    "art_7_ten_thousand_other_award": (
        lambda read: _all(read, "grown_here", "is_ten_thousand_other"),
        lambda read: 10 * WAN,
    ),
    "art_8_entrepreneur_award": (lambda read: read("is_entrepreneur"), lambda read: 2 * WAN),
    "art_9_young_talent_award": (_young_talent, lambda read: 10 * WAN),
    "art_11_skill_award": (
        lambda read: read("skill_level_newly_obtained")
        & _is(read, "host_kind", "enterprise")
        & _is(read, "skill_level", "technician", "senior_technician"),
        lambda read: _by(read, "skill_level", technician=200_000, senior_technician=300_000),
    ),
    "art_11_grand_skill_award": (
        lambda read: read("cultivated_locally")
        & (read("has_grand_skill_award") | read("equivalent_skill_award")),
        lambda read: 10 * WAN,
    ),
    "art_13_startup_loan": (
        lambda read: read("founded_business_locally")
        & _is(read, "borrower_kind", "individual", "partnership", "small_micro_enterprise"),
        lambda read: _by(
            read, "borrower_kind",
            individual=20 * WAN, partnership=50 * WAN, small_micro_enterprise=300 * WAN,
        ),
    ),
    "art_18_conversion_award": (
        lambda read: _all(read, "production_research_soe", "developed_converted_result"),
        lambda read: 100 * WAN,
    ),
    "art_19_purchase": (
        lambda read: read("housing_of_tier") & _is(read, "local_home_purchase", "commercial"),
        _purchase,
    ),
    "art_19_rent": (
        lambda read: read("housing_of_tier") & _is(read, "local_home_purchase", "none"),
        _rent,
    ),
    "art_19_first_home": (
        lambda read: _all(
            read,
            "newly_introduced",
            "priority_industry_employer",
            "housing_term",
            "first_local_home_after_hire",
        )
        & _is(read, "host_kind", "enterprise")
        & _is(read, "local_home_purchase", "commercial")
        & np.logical_or.reduce(_first_home_bands(read)),
        lambda read: np.select(_first_home_bands(read), [10 * WAN, 8 * WAN, 3 * WAN, 2 * WAN], 0),
    ),
}  # fmt: skip
