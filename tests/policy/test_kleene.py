"""Unknown stays unknown until the rest decides: truth tables over facts, fields and records."""

from itertools import product
from typing import Any

import pytest
from tests.policy.mini import mini, outcome, parameter, rule, truth

TRUTHS: list[bool | None] = [True, False, None]
STATUS = {True: "eligible", False: "ineligible", None: "unknown"}
Y, N, U = {"sole": True}, {"sole": False}, dict[str, Any]()


def facts(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def conjunction(parts: list[bool | None]) -> bool | None:
    return False if False in parts else None if None in parts else True


def negation(one: bool | None) -> bool | None:
    return None if one is None else not one


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_and_or_not_are_kleene(a: bool | None, b: bool | None) -> None:
    given = facts(works=a, local=b)
    either = negation(conjunction([negation(a), negation(b)]))
    assert truth("works and local", given) == STATUS[conjunction([a, b])]
    assert truth("works or local", given) == STATUS[either]
    assert truth("not works", given) == STATUS[negation(a)]
    assert truth("not (works or local)", given) == STATUS[negation(either)]


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_any_and_all_over_records_are_kleene(a: bool | None, b: bool | None) -> None:
    given = {"honours": [facts(sole=a), facts(sole=b)]}
    either = negation(conjunction([negation(a), negation(b)]))
    assert truth("any(h.sole for h in honours)", given) == STATUS[either]
    assert truth("all(h.sole for h in honours)", given) == STATUS[conjunction([a, b])]


NONE, ALL, MISSING = "ineligible", "eligible", "unknown"
RECORDS = [
    # known to have none, and not known at all, are two things
    ("any(h.sole for h in honours)", [], NONE),
    ("all(h.sole for h in honours)", [], ALL),
    ("count(h.sole for h in honours) >= 1", [], NONE),
    ("count(h.sole for h in honours) == 0", [], ALL),
    ("sum(h.prize for h in honours) == yuan(0)", [], ALL),
    ("any(h.sole for h in honours)", None, MISSING),
    ("all(h.sole for h in honours)", None, MISSING),
    ("count(h.sole for h in honours) >= 1", None, MISSING),
    ("sum(h.prize for h in honours) >= wan(1)", None, MISSING),
    # what no list can change is known without a list
    ("count(h.sole for h in honours) >= 0", None, ALL),
    ("sum(h.prize for h in honours) < yuan(0)", None, NONE),
    # sure ones and possible ones decide between them
    ("count(h.sole for h in honours) >= 1", [Y, U], ALL),
    ("count(h.sole for h in honours) >= 2", [Y, U], MISSING),
    ("count(h.sole for h in honours) >= 3", [Y, U], NONE),
    ("count(h.sole for h in honours) == 3", [Y, U], NONE),
    ("count(h.sole for h in honours) != 3", [Y, U], ALL),
    ("count(h.sole for h in honours) == 2", [Y, U], MISSING),
    ("count(h.sole for h in honours) < 3", [Y, U, N], ALL),
    ("3 > count(h.sole for h in honours)", [Y, U, N], ALL),
    ("sum(h.prize for h in honours) >= yuan(5)", [{"prize": 5}, {}], ALL),
    ("sum(h.prize for h in honours) < yuan(5)", [{"prize": 5}, {}], NONE),
    ("sum(h.prize for h in honours) >= yuan(6)", [{"prize": 5}, {}], MISSING),
    ("sum(h.prize for h in honours if h.sole) < yuan(9)", [{"prize": 5}], ALL),
    ("sum(h.prize for h in honours if h.sole) >= yuan(5)", [{"prize": 5}], MISSING),
    ("sum(h.rank for h in honours) >= 2", [{}, {}], ALL),  # a rank is at least 1
    # an undecided filter
    ("all(h.sole for h in honours if h.rank == 1)", [{"sole": True}], ALL),
    ("all(h.sole for h in honours if h.rank == 1)", [{"sole": False}], MISSING),
    ("any(h.sole for h in honours if h.rank == 1)", [{"sole": False}], NONE),
    ("any(h.rank <= 3 and h.sole for h in honours)", [{"rank": 4}, {"sole": False}], NONE),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "records", "expected"), RECORDS)
def test_records_known_unknown_and_none(condition: str, records: Any, expected: str) -> None:
    assert truth(condition, facts(honours=records)) == expected


BOUNDS = [
    ("jobs >= 0", {}, "unknown"),  # a bare fact is asked, even if any answer would do
    ("jobs + 1 >= 1", {}, "eligible"),
    ("jobs + 1 < 1", {}, "ineligible"),
    ("jobs * 2 >= 0", {}, "eligible"),
    ("score + 1 >= 1", {}, "unknown"),  # a score may be negative
    ("score * 2 >= 0", {}, "unknown"),
    ("flats + 1 <= 10", {}, "eligible"),
    ("flats * 2 > 18", {}, "ineligible"),
    ("10 - flats >= 1", {}, "eligible"),
    ("flats - 10 < 0", {}, "eligible"),
    ("min(jobs, 5) <= 5", {}, "eligible"),
    ("min(jobs, 5) > 5", {}, "ineligible"),
    ("min(jobs, 5) >= 5", {}, "unknown"),
    ("max(jobs, 5) >= 5", {}, "eligible"),
    ("max(jobs, 5) >= 6", {"jobs": 4}, "ineligible"),
    ("max(pay, wan(1)) < wan(1)", {}, "ineligible"),
    ("percent(20) * pay >= yuan(0)", {}, "eligible"),
    ("(jobs if works else 3) == 3", {"jobs": 3}, "eligible"),
    ("(jobs if works else 3) >= 3", {"jobs": 4}, "eligible"),
    ("(jobs if works else 3) > 4", {"jobs": 4}, "ineligible"),
    ("(jobs if works else 3) == 4", {"jobs": 4}, "unknown"),
    ("jobs - jobs == 0", {}, "unknown"),  # each mention on its own
]


@pytest.mark.parametrize(("condition", "given", "expected"), BOUNDS)
def test_bounds_decide_what_values_leave_open(
    condition: str, given: dict[str, Any], expected: str
) -> None:
    assert truth(condition, given) == expected


@pytest.mark.parametrize("nested", [
    "any(any(h.rank == 2 for h in honours) and h.rank == 1 for h in honours)",
    "any(sum(h.rank for h in honours if h.sole) == 0 and h.rank == 1 for h in honours)",
    "any(count(h.rank == 2 for h in honours) == 1 and h.rank == 1 for h in honours)",
    "all(any(h.rank == 2 for h in honours) and h.rank <= 2 for h in honours)",
    "count(all(h.rank <= 2 for h in honours) and h.rank == 1 for h in honours) == 1",
    "sum(h.rank for h in honours if any(h.rank == 2 for h in honours) and h.rank == 1) == 1",
])  # fmt: skip
def test_a_variable_used_twice_means_the_nearest(nested: str) -> None:
    given = {"honours": [{"rank": 1, "sole": False}, {"rank": 2, "sole": False}]}
    assert truth(nested, given) == "eligible"
    assert truth(nested, {}) == "unknown"


@pytest.mark.parametrize("inner", [
    "sum(h.rank for h in honours if h.sole) > 5",
    "sum(h.rank for h in honours if h.rank <= 9) + score > 5",
    "any(h.sole for h in honours)",
    "count(h.sole for h in honours) > 1",
])  # fmt: skip
def test_an_unknown_inner_part_leaves_the_outer_record_in_place(inner: str) -> None:
    """The inner loop may end early; what follows it still speaks of the outer record."""
    given = {"honours": [{"rank": 1}, {"rank": 7}]}
    condition = f"any(({inner} or works) and h.rank == 7 for h in honours)"
    assert truth(condition, given) == "unknown"
    assert truth(condition, {**given, "works": True}) == "eligible"
    missing = outcome(mini(rule(when=[condition])), given).missing
    assert not any(name == "honours.rank" for name in missing)


def test_a_record_can_be_compared_with_a_fact_that_is_unknown() -> None:
    pack = mini(rule(when=["any(h.rank <= flats for h in honours)"]))
    assert outcome(pack, {"honours": [{"rank": 2}]}).missing == ("flats",)
    assert outcome(pack, {"flats": 2}).missing == ("honours",)
    assert outcome(pack, {"honours": [{}], "flats": 2}).missing == ("honours.rank",)
    assert set(outcome(pack, {"honours": [{}]}).missing) == {"flats", "honours.rank"}
    assert outcome(pack, {"flats": 2, "honours": [{"rank": 2}]}).status == "eligible"


MEMBERS = [
    ("degree in ('doctor', 'master')", {}, "unknown"),
    ("degree not in ('doctor', 'master')", {}, "unknown"),
    ("degree in ('doctor', 'master', 'bachelor')", {}, "unknown"),
    ("any(h.award in ('star',) for h in honours)", {"honours": [{}]}, "unknown"),
    ("any(h.award not in ('star',) for h in honours)", {"honours": [{}]}, "unknown"),
    ("any(level_of(h.award) == 'national' for h in honours)", {"honours": [{}]}, "unknown"),
    ("any(level_of(h.award) != 'national' for h in honours)",
     {"honours": [{"award": "plain"}]}, "eligible"),
    ("'french' in tongues", {}, "unknown"),
    ("'french' not in tongues", {}, "unknown"),
    ("'french' in tongues", {"tongues": []}, "ineligible"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "given", "expected"), MEMBERS)
def test_membership_of_the_unknown_is_unknown(
    condition: str, given: dict[str, Any], expected: str
) -> None:
    assert truth(condition, given) == expected


def test_null_is_the_same_as_leaving_out() -> None:
    assert truth("any(h.sole for h in honours)", {"honours": None}) == "unknown"
    assert truth("any(h.sole for h in honours)", {"honours": [{"sole": None}]}) == "unknown"
    assert truth("works", {"works": None}) == "unknown"


def test_a_parameter_without_a_value_is_unknown_and_named() -> None:
    pack = mini(rule(when=["jobs >= quota"]), parameters=[parameter("quota", "integer")])
    assert outcome(pack, {"jobs": 30}).missing == ("parameter:quota",)
    settled = mini(
        rule(when=["jobs >= quota"]), parameters=[parameter("quota", "integer", value=3)]
    )
    assert outcome(settled, {"jobs": 3}).status == "eligible"


def test_another_rule_is_as_known_as_its_conditions() -> None:
    pack = mini(rule("base", when=["works", "jobs >= 3"]), rule(when=["eligible('base')"]))
    assert outcome(pack, {"works": True, "jobs": 3}).status == "eligible"
    assert outcome(pack, {"works": False}).status == "ineligible"
    assert outcome(pack, {"works": True}).status == "unknown"
    assert outcome(pack, {"works": True}).missing == ("jobs",)


INCLUSIVE = [
    ("jobs >= 30", 30, "eligible"), ("jobs >= 30", 29, "ineligible"),  # 30人以上
    ("jobs <= 30", 30, "eligible"), ("jobs <= 30", 31, "ineligible"),  # 30人以内
    ("jobs < 30", 30, "ineligible"), ("jobs < 30", 29, "eligible"),  # 未满30人
    ("not jobs < 30", 30, "eligible"),  # 不少于
]  # fmt: skip


@pytest.mark.parametrize(("condition", "jobs", "expected"), INCLUSIVE)
def test_a_bound_includes_its_number_where_the_law_does(
    condition: str, jobs: int, expected: str
) -> None:
    assert truth(condition, {"jobs": jobs}) == expected
