"""The inputs: what is known about a person, each with the default that OpenFisca demands.

CHOICES["degree"]   ->  the options of an enumeration
"""

from .engine import YEAR, Enum, Variable
from .entities import PERSON

OTHER = "other_or_none"
"""An option that no rule names; OpenFisca needs a default."""

FLAGS = (
    "city_public_institution", "cultivated_locally", "developed_converted_result",
    "double_first_class", "equivalent_skill_award", "first_local_home_after_hire",
    "founded_business_locally", "fresh_graduate", "housing_benefit_enjoyed",
    "introduced_from_overseas", "introduction_assessment_passed", "municipally_run",
    "outstanding_contribution", "priority_industry_employer", "production_research_soe",
    "recognised_other_top_talent", "recognised_other_young_talent",
    "skill_level_newly_obtained", "special_meeting_approved", "studied_abroad",
    "urgently_needed",
)  # fmt: skip
RECORD_FLAGS = (
    "is_academician", "is_ten_thousand_leader", "is_ten_thousand_other", "is_entrepreneur",
    "is_young_talent", "has_grand_skill_award",
)  # fmt: skip
WHOLE_NUMBERS = ("flexible_award_years", "rent_subsidy_months", "rent_subsidy_received")
NUMBERS = ("contract_years", "months_worked_locally_per_year", "years_worked_locally")
OPTIONS = {
    "borrower_kind": ("individual", "partnership", "small_micro_enterprise"),
    "degree": ("doctor", "master", "bachelor"),
    "employment_mode": ("full_time", "flexible"),
    "highest_full_time_degree": ("doctor", "master", "bachelor"),
    "host_kind": (
        "enterprise", "municipal_research_institute", "university", "hospital",
        "municipal_public_institution", "other_research_institute", "other_public_institution",
    ),
    "introduction": ("new",),
    "key_programme_declared_locally": ("national", "provincial"),
    "local_home_purchase": ("commercial", "none"),
    "professional_title": ("senior", "associate_senior", "intermediate"),
    "recognised_tier": ("A", "B", "C", "D"),
    "returnee_assessment": ("recognised", "outstanding"),
    "skill_level": (
        "technician", "senior_technician", "senior_worker", "intermediate_worker", "junior_worker",
    ),
}  # fmt: skip


def choices_of(options: dict[str, tuple[str, ...]]) -> dict[str, type[Enum]]:
    """An enumeration for each name, with the default that no rule names first."""
    return {
        name: Enum(f"{name}_options", {option: option for option in (OTHER, *named)})
        for name, named in options.items()
    }


CHOICES = choices_of(OPTIONS)


def make_inputs() -> list[type[Variable]]:
    """One input variable for each name that the twenty rules ask for."""
    made = [flag(name) for name in (*FLAGS, *RECORD_FLAGS)]
    made += [_input(name, value_type=int) for name in WHOLE_NUMBERS]
    made += [_input(name, value_type=float) for name in NUMBERS]
    return made + [choice(name, choices) for name, choices in CHOICES.items()]


def flag(name: str) -> type[Variable]:
    """An input that is true or false."""
    return _input(name, value_type=bool)


def choice(name: str, choices: type[Enum]) -> type[Variable]:
    """An input that is one of several options."""
    return _input(name, value_type=Enum, possible_values=choices, default_value=choices[OTHER])


def _input(name: str, **attributes: object) -> type[Variable]:
    attributes |= {"entity": PERSON, "definition_period": YEAR, "label": name}
    return type(name, (Variable,), attributes)
