"""Twenty rules of the Xiangtan plan as one GoRules decision graph (JDM), for comparison only.

Request -> shared facts -> conditions of each rule -> decision tables for sums that stand in a
table -> answer. The graph is compiled once and evaluated many times. A condition that is not
met gives null, as zen has no third value.

    json.dumps(graph())   ->  what `zen.ZenEngine().create_decision` takes
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

WAN = 1_000_000
Node = dict[str, Any]

SHARED = {
    "newly_introduced": "introduction == 'new'",
    "plan_host": "host_kind in ['enterprise', 'municipal_research_institute']",
    "city_institution": "host_kind == 'municipal_public_institution'"
    " or (host_kind in ['university', 'hospital'] and municipally_run)"
    " or (host_kind == 'municipal_research_institute' and city_public_institution)",
    "housing_term": "contract_years >= 3 and months_worked_locally_per_year >= 6"
    " and not housing_benefit_enjoyed",
    "grown_here": "years_worked_locally >= 3 and cultivated_locally",
}
HOUSING_OF_TIER = (
    "newly_introduced and employment_mode == 'full_time' and plan_host and housing_term"
    " and recognised_tier in ['A', 'B', 'C', 'D']"
)
LEADS = "#.category in ['outstanding', 'sci_tech_innovation_leading']"
CONDITIONS = {
    "art_2_full_time_award": "newly_introduced and employment_mode == 'full_time' and plan_host"
    " and recognised_tier in ['A', 'B', 'C', 'D'] and introduction_assessment_passed",
    "art_2_flexible_award": "newly_introduced and employment_mode == 'flexible' and plan_host"
    " and recognised_tier in ['A', 'B', 'C']",
    "art_2_outstanding_stock_award": "not newly_introduced and recognised_tier in ['A', 'B']"
    " and outstanding_contribution and special_meeting_approved",
    "art_3_living_allowance": "newly_introduced and city_institution and urgently_needed"
    " and (highest_full_time_degree in ['doctor', 'master']"
    " or (highest_full_time_degree == 'bachelor' and double_first_class)"
    " or professional_title in ['senior', 'associate_senior'])",
    "art_4_graduate_allowance": "degree in ['doctor', 'master', 'bachelor'] and fresh_graduate"
    " and host_kind == 'enterprise' and priority_industry_employer",
    "art_5_overseas_award": "introduced_from_overseas and plan_host"
    " and key_programme_declared_locally in ['national', 'provincial']",
    "art_5_returnee_award": "studied_abroad and founded_business_locally"
    " and returnee_assessment == 'recognised'",
    "art_5_returnee_outstanding_award": "studied_abroad and founded_business_locally"
    " and returnee_assessment == 'outstanding'",
    "art_7_academician_award": "grown_here and (recognised_other_top_talent"
    " or some(honours, #.award in ['cas_academician', 'cae_academician']))",
    "art_7_ten_thousand_leader_award": "grown_here and"
    f" some(selections, #.programme == 'ten_thousand_talents' and {LEADS})",
    "art_7_ten_thousand_other_award": "grown_here and"
    f" some(selections, #.programme == 'ten_thousand_talents' and not ({LEADS}))",
    "art_8_entrepreneur_award": "some(honours, #.award == 'xiangtan_excellent_entrepreneur')",
    "art_9_young_talent_award": "cultivated_locally"
    " and host_kind in ['municipal_research_institute', 'enterprise', 'university']"
    " and (recognised_other_young_talent"
    " or some(selections, #.programme == 'youth_thousand_talents'"
    " or (#.programme == 'ten_thousand_talents' and #.category == 'youth_top'))"
    " or some(projects, #.project == 'nsfc_excellent_young_scholars'))",
    "art_11_skill_award": "host_kind == 'enterprise' and skill_level_newly_obtained"
    " and skill_level in ['technician', 'senior_technician']",
    "art_11_grand_skill_award": "cultivated_locally and (equivalent_skill_award"
    " or some(honours, #.award in ['china_skills_award', 'national_technical_expert']))",
    "art_13_startup_loan": "founded_business_locally"
    " and borrower_kind in ['individual', 'partnership', 'small_micro_enterprise']",
    "art_18_conversion_award": "production_research_soe and developed_converted_result",
    "art_19_purchase": f"{HOUSING_OF_TIER} and local_home_purchase == 'commercial'",
    "art_19_rent": f"{HOUSING_OF_TIER} and local_home_purchase == 'none'",
    "art_19_first_home": "newly_introduced and host_kind == 'enterprise'"
    " and priority_industry_employer"
    " and housing_term and local_home_purchase == 'commercial' and first_local_home_after_hire"
    " and (professional_title in ['senior', 'associate_senior', 'intermediate']"
    " or skill_level in ['technician', 'senior_technician']"
    " or highest_full_time_degree in ['doctor', 'master', 'bachelor'])",
}
BY_TIER = {
    "full_time": (500 * WAN, 300 * WAN, 100 * WAN, 10 * WAN),
    "flexible": (50 * WAN, 30 * WAN, 10 * WAN, 0),
    "purchase": (100 * WAN, 70 * WAN, 50 * WAN, 15 * WAN),
    "rent": (1_000_000, 500_000, 300_000, 100_000),
}
LIVING_BANDS = {
    "highest_full_time_degree == 'doctor' or professional_title == 'senior'": 9 * WAN,
    "highest_full_time_degree == 'master' or professional_title == 'associate_senior'": 6 * WAN,
    "highest_full_time_degree == 'bachelor' and double_first_class": 3 * WAN,
}
FIRST_HOME_BANDS = {
    "professional_title == 'senior'": 10 * WAN,
    "professional_title == 'associate_senior' or highest_full_time_degree == 'doctor'": 8 * WAN,
    "professional_title == 'intermediate' or skill_level == 'senior_technician'"
    " or highest_full_time_degree == 'master'": 3 * WAN,
    "skill_level == 'technician' or highest_full_time_degree == 'bachelor'": 2 * WAN,
}
FEN = {
    "art_2_full_time_award": "tier_sums.full_time",
    "art_2_flexible_award": "tier_sums.flexible * min([flexible_award_years, 3])",
    "art_2_outstanding_stock_award": f"{500 * WAN}",
    "art_3_living_allowance": "living_sums.fen",
    "art_4_graduate_allowance": "graduate_sums.fen",
    "art_5_overseas_award": "overseas_sums.fen",
    "art_5_returnee_award": f"{20 * WAN}",
    "art_5_returnee_outstanding_award": f"{50 * WAN}",
    "art_7_academician_award": f"{200 * WAN}",
    "art_7_ten_thousand_leader_award": f"{100 * WAN}",
    "art_7_ten_thousand_other_award": f"{10 * WAN}",
    "art_8_entrepreneur_award": f"{2 * WAN}",
    "art_9_young_talent_award": f"{10 * WAN}",
    "art_11_skill_award": "skill_sums.fen",
    "art_11_grand_skill_award": f"{10 * WAN}",
    "art_13_startup_loan": "loan_sums.fen",
    "art_18_conversion_award": f"{100 * WAN}",
    "art_19_purchase": "max([tier_sums.purchase - rent_subsidy_received, 0])",
    "art_19_rent": "tier_sums.rent * min([rent_subsidy_months, 36])",
    "art_19_first_home": "first_home_sums.fen",
}


def graph() -> dict[str, list[Node]]:
    """The whole decision graph: a chain in which each node adds to the context."""
    chain = [
        {"id": "request", "type": "inputNode", "name": "request"},
        _expressions("shared", SHARED),
        _expressions("conditions", CONDITIONS),
        _by_tier(),
        _bands("living_sums", LIVING_BANDS),
        _table(
            "graduate_sums", "degree", {"doctor": 1_200_000, "master": WAN, "bachelor": 800_000}
        ),
        _table(
            "overseas_sums", "key_programme_declared_locally",
            {"national": 100 * WAN, "provincial": 50 * WAN},
        ),
        _table("skill_sums", "skill_level", {"technician": 200_000, "senior_technician": 300_000}),
        _table(
            "loan_sums", "borrower_kind",
            {"individual": 20 * WAN, "partnership": 50 * WAN, "small_micro_enterprise": 300 * WAN},
        ),
        _bands("first_home_sums", FIRST_HOME_BANDS),
        _expressions(
            "answer", {name: f"{name} ? {fen} : null" for name, fen in FEN.items()}, adds=False
        ),
        {"id": "response", "type": "outputNode", "name": "response"},
    ]  # fmt: skip
    edges = [
        {"id": f"edge-{number}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for number, (one, other) in enumerate(pairwise(chain))
    ]
    return {"nodes": chain, "edges": edges}


def _expressions(name: str, values: dict[str, str], adds: bool = True) -> Node:
    listed = [{"id": key, "key": key, "value": value} for key, value in values.items()]
    content = {"expressions": listed, "passThrough": adds}
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def _table(name: str, field: str, sums: dict[str, int]) -> Node:
    rows = [{"in": f"'{option}'", "fen": str(fen)} for option, fen in sums.items()]
    return _decision(name, [_column("in", field)], ["fen"], rows)


def _bands(name: str, sums: dict[str, int]) -> Node:
    rows = [{"in": test, "fen": str(fen)} for test, fen in sums.items()]
    return _decision(name, [_column("in", None)], ["fen"], rows)


def _by_tier() -> Node:
    rows = [
        {"in": f"'{tier}'", **{key: str(sums[place]) for key, sums in BY_TIER.items()}}
        for place, tier in enumerate("ABCD")
    ]
    return _decision("tier_sums", [_column("in", "recognised_tier")], list(BY_TIER), rows)


def _column(key: str, field: str | None) -> Node:
    return {"id": key, "name": key, **({"field": field} if field else {})}


def _decision(name: str, inputs: list[Node], outputs: list[str], rows: list[Node]) -> Node:
    rules = [{"_id": f"{name}-{number}", **row} for number, row in enumerate(rows)]
    content = {
        "hitPolicy": "first", "inputs": inputs, "rules": rules, "outputPath": name,
        "outputs": [{"id": key, "name": key, "field": key} for key in outputs],
        "passThrough": True, "executionMode": "single",
    }  # fmt: skip
    return {"id": name, "type": "decisionTableNode", "name": name, "content": content}
