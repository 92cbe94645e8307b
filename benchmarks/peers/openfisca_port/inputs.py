"""The inputs: what is known about a person, each with the default that OpenFisca demands.

CHOICES["degree"]   ->  the options of an enumeration
"""

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import YEAR
from openfisca_core.variables import Variable

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
        "municipal_public_institution",
    ),
    "introduction": ("new",),
    "key_programme_declared_locally": ("national", "provincial"),
    "local_home_purchase": ("commercial", "none"),
    "professional_title": ("senior", "associate_senior", "intermediate"),
    "recognised_tier": ("A", "B", "C", "D"),
    "returnee_assessment": ("recognised", "outstanding"),
    "skill_level": ("technician", "senior_technician"),
}  # fmt: skip
CHOICES = {
    name: Enum(f"{name}_options", {option: option for option in (OTHER, *options)})
    for name, options in OPTIONS.items()
}


def make_inputs() -> list[type[Variable]]:
    """One input variable for each name."""
    made = [_input(name, value_type=bool) for name in (*FLAGS, *RECORD_FLAGS)]
    made += [_input(name, value_type=int) for name in WHOLE_NUMBERS]
    made += [_input(name, value_type=float) for name in NUMBERS]
    made += [
        _input(name, value_type=Enum, possible_values=choices, default_value=choices[OTHER])
        for name, choices in CHOICES.items()
    ]
    return made


def _input(name: str, **attributes: object) -> type[Variable]:
    attributes |= {"entity": PERSON, "definition_period": YEAR, "label": name}
    return type(name, (Variable,), attributes)
