"""The smallest change that would help: named only when it was tried and does."""

from datetime import date
from typing import Any

import pytest
from tests.policy.mini import DAY, admit, mini, outcome, rule

from yanzhen.policy import Engine
from yanzhen.policy.nearmiss import changed

NEAR: list[tuple[list[str], dict[str, Any], list[tuple[str, str, Any]]]] = [
    (["jobs >= 30"], {"jobs": 29}, [("jobs", ">=", 30)]),
    (["jobs > 30"], {"jobs": 30}, [("jobs", ">", 30)]),
    (["jobs < 30"], {"jobs": 30}, [("jobs", "<", 30)]),
    (["30 <= jobs"], {"jobs": 1}, [("jobs", ">=", 30)]),
    (["not jobs < 30"], {"jobs": 29}, [("jobs", ">=", 30)]),
    (["pay >= wan(10)"], {"pay": "9万元"}, [("pay", ">=", 10_000_000)]),
    (["works"], {"works": False}, [("works", "==", True)]),
    (["not works"], {"works": True}, [("works", "==", False)]),
    (["degree == 'doctor'"], {"degree": "master"}, [("degree", "==", "doctor")]),
    (["degree in ('doctor', 'master')"], {"degree": "bachelor"},
     [("degree", "in", ("doctor", "master"))]),
    (["'french' in tongues"], {"tongues": ["chinese"]}, [("tongues", "has", "french")]),
    (["works", "local"], {"works": False, "local": False},
     [("works", "==", True), ("local", "==", True)]),
    (["works", "local"], {"works": False}, [("works", "==", True)]),
    (["works and local or jobs >= 3"], {"works": False, "local": False, "jobs": 2},
     [("jobs", ">=", 3)]),
    (["any(h.rank <= 3 for h in honours)"], {"honours": [{"rank": 9}, {"rank": 4}]},
     [("honours[1].rank", "<=", 3)]),  # the nearer one
    (["any(h.rank <= 3 and h.sole for h in honours)"],
     {"honours": [{"rank": 9, "sole": False}, {"rank": 4, "sole": True}]},
     [("honours[1].rank", "<=", 3)]),
    (["full_years(hired_on, as_of) >= 3"], {"hired_on": "2024-02-29"},
     [("as_of", ">=", date(2027, 2, 28))]),
    (["full_months(hired_on, as_of) >= 6"], {"hired_on": "2025-08-31"},
     [("as_of", ">=", date(2026, 2, 28))]),
]  # fmt: skip


@pytest.mark.parametrize(("when", "facts", "expected"), NEAR)
def test_near_miss(
    when: list[str], facts: dict[str, Any], expected: list[tuple[str, str, Any]]
) -> None:
    found = outcome(mini(rule(when=when)), facts)
    assert found.status == "ineligible"
    assert [(one.fact, one.relation, one.needed) for one in found.near_miss] == expected


@pytest.mark.parametrize(("when", "facts", "expected"), NEAR)
def test_whoever_makes_the_change_is_no_longer_refused(
    when: list[str], facts: dict[str, Any], expected: list[Any]
) -> None:
    pack = mini(rule(when=when))
    engine, subject = Engine(pack), admit({"subject": "person", "facts": facts}, pack.vocabulary)
    changes = engine.assess(subject, DAY).outcome("aid").near_miss
    later = [one.needed for one in changes if one.fact == "as_of"]
    after = type(subject)("person", changed(subject.facts, changes))
    assert engine.assess(after, later[0] if later else DAY).outcome("aid").status != "ineligible"


FAR: list[tuple[list[str], dict[str, Any]]] = [
    (["works", "local", "jobs >= 3"], {"works": False, "local": False, "jobs": 0}),  # three changes
    (["passed"], {"passed": False}),  # a decision of others
    (["works", "passed"], {"works": False, "passed": False}),
    (["any(h.accepted for h in honours)"], {"honours": [{"accepted": False}]}),
    (["any(h.sole for h in honours)"], {"honours": []}),  # a record is never made up
    (["degree != 'doctor'"], {"degree": "doctor"}),  # no way to say which
    (["jobs >= 30", "jobs <= 3"], {"jobs": 9}),  # helps one, hurts the other
    (["works or local", "not works", "not local"], {"works": False, "local": False}),
    (["count(h.sole for h in honours) >= 2"], {"honours": [{"sole": True}]}),
    (["full_years(hired_on, as_of) < 3"], {"hired_on": "2020-01-01"}),  # time does not go back
    (["hired_on < left_on"], {"hired_on": "2025-01-01", "left_on": "2024-01-01"}),
]


@pytest.mark.parametrize(("when", "facts"), FAR)
def test_what_is_no_small_step_is_not_told(when: list[str], facts: dict[str, Any]) -> None:
    found = outcome(mini(rule(when=when)), facts)
    assert (found.status, found.near_miss) == ("ineligible", ())


def test_a_higher_tier_is_told_as_the_recognition_it_takes() -> None:
    (change,) = outcome(mini(rule(when=["tier == 'A'"])), {"recognised": "B"}).near_miss
    assert (change.fact, change.given, change.needed) == ("recognised", "B", "A")


def test_a_number_that_cannot_be_reached_is_not_told() -> None:
    """There are nine flats at most, and jobs never fall below none."""
    assert outcome(mini(rule(when=["flats >= 10"])), {"flats": 9}).near_miss == ()
    assert outcome(mini(rule(when=["jobs < 0"])), {"jobs": 1}).near_miss == ()


def test_a_change_is_named_although_something_else_is_unknown() -> None:
    found = outcome(mini(rule(when=["works", "jobs >= 3"])), {"works": False})
    assert [one.fact for one in found.near_miss] == ["works"]


def test_a_rule_out_of_force_is_never_nearly_in_reach() -> None:
    pack = mini(rule(when=["works"], valid={"until": "2025-12-31"}))
    assert outcome(pack, {"works": False}).near_miss == ()


def test_a_condition_met_in_time_must_still_hold_in_time() -> None:
    pack = mini(rule(when=["full_years(hired_on, as_of) >= 3"], valid={"until": "2026-06-30"}))
    assert outcome(pack, {"hired_on": "2024-01-01"}).near_miss == ()


def test_two_waiting_times_end_with_the_later() -> None:
    when = ["full_years(hired_on, as_of) >= 3", "full_months(left_on, as_of) >= 6"]
    found = outcome(mini(rule(when=when)), {"hired_on": "2024-01-01", "left_on": "2025-12-01"})
    assert [str(one.needed) for one in found.near_miss] == ["2027-01-01"]


def test_nothing_is_told_to_those_who_have_it_or_may() -> None:
    pack = mini(rule(when=["works"]))
    assert outcome(pack, {"works": True}).near_miss == ()
    assert outcome(pack, {}).near_miss == ()
