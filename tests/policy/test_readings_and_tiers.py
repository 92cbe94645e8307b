"""What is answered while a clause can be read in two ways, and while the tier is still open."""

from typing import Any

import pytest
from tests.policy.mini import assessed, mini, outcome, parameter, reading, rule

from yanzhen.policy import Pack

WAN = 1_000_000
TWO = reading("scope", "narrow", "wide")


def narrow_or(condition: str) -> str:
    return f"scope == 'wide' or {condition}"


def one_reading(settled: str | None = None, **parts: Any) -> Pack:
    when = [narrow_or("works"), "local"]
    return mini(
        rule(when=when, **parts), readings=[reading("scope", "narrow", "wide", settled=settled)]
    )


AGREE = [
    ({"works": True, "local": True}, "eligible", ()),
    ({"works": False, "local": True}, "pending_interpretation", ()),
    ({"works": False, "local": False}, "ineligible", ()),
    ({"local": False}, "ineligible", ()),
    ({"works": False}, "unknown", ("local",)),
    ({"local": True}, "unknown", ("works",)),  # unknown under one reading
    ({}, "unknown", ("works", "local")),
]


@pytest.mark.parametrize(("facts", "status", "missing"), AGREE)
def test_one_open_reading(facts: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
    found = outcome(one_reading(), facts)
    assert (found.status, set(found.missing)) == (status, set(missing))


def test_a_pending_outcome_shows_every_reading() -> None:
    found = outcome(one_reading(), {"works": False, "local": True})
    assert [(one.choices, one.status) for one in found.readings] == [
        ({"scope": "narrow"}, "ineligible"), ({"scope": "wide"}, "eligible"),
    ]  # fmt: skip
    assert (found.sums.total, found.sums.low, found.sums.high) == (None, 0, WAN)
    assert found.schedule == ()
    totals = assessed(one_reading(), {"works": False, "local": True}).totals
    assert (totals.sure, totals.up_to) == (0, 0)


@pytest.mark.parametrize(("settled", "status"), [("narrow", "ineligible"), ("wide", "eligible")])
def test_a_city_settles_a_reading(settled: str, status: str) -> None:
    found = outcome(one_reading(settled), {"works": False, "local": True})
    assert (found.status, found.readings) == (status, ())


def test_readings_that_differ_in_the_sum_only_are_pending_too() -> None:
    amount = {
        "first": [
            {"if": "scope == 'wide'", "is": "2万元"},
            {"if": "scope == 'narrow'", "is": "1万元"},
        ]
    }
    found = outcome(mini(rule(amount=amount), readings=[TWO]), {})
    assert found.status == "pending_interpretation"
    assert [one.sums.total for one in found.readings] == [WAN, 2 * WAN]
    assert (found.sums.total, found.sums.low, found.sums.high) == (None, WAN, 2 * WAN)


BOTH = [
    ({"works": True, "local": True}, "eligible", 0),
    ({"works": True, "local": False}, "pending_interpretation", 2),  # only one reading matters
    ({"works": False, "local": False}, "pending_interpretation", 4),
    ({"works": False}, "unknown", 4),
]


@pytest.mark.parametrize(("facts", "status", "shown"), BOTH)
def test_two_readings_at_once(facts: dict[str, Any], status: str, shown: int) -> None:
    readings = [TWO, reading("range", "near", "far")]
    pack = mini(rule(when=[narrow_or("works"), "range == 'far' or local"]), readings=readings)
    found = outcome(pack, facts)
    assert (found.status, len(found.readings)) == (status, shown)


def test_a_reading_inside_another_rule_is_tried_there() -> None:
    pack = mini(
        rule("base", when=[narrow_or("works")]), rule(when=["eligible('base')"]), readings=[TWO]
    )
    assert outcome(pack, {"works": False}).status == "pending_interpretation"
    assert outcome(pack, {"works": True}).status == "eligible"


def test_a_reading_that_nothing_hangs_on_is_not_missing() -> None:
    pack = mini(rule(when=[narrow_or("works")]), readings=[TWO])
    assert not any(gap.startswith("reading:") for gap in outcome(pack, {}).missing)
    assert assessed(pack, {}).ask == ("works",)


DATED = [
    ({}, "unknown"),
    ({"value": 30}, "eligible"),
    ({"value": 31}, "ineligible"),
    (
        {"values": [{"until": "2025-12-31", "value": 99}, {"from": "2026-01-01", "value": 30}]},
        "eligible",
    ),
    ({"values": [{"from": "2026-01-02", "value": 30}]}, "unknown"),
    ({"values": [{"from": "2025-01-01", "until": "2025-12-31", "value": 30}]}, "unknown"),
]


@pytest.mark.parametrize(("values", "status"), DATED)
def test_a_parameter_has_the_value_of_its_day(values: dict[str, Any], status: str) -> None:
    pack = mini(rule(when=["jobs >= quota"]), parameters=[parameter("quota", "integer", **values)])
    found = outcome(pack, {"jobs": 30})
    assert found.status == status
    assert found.missing == (("parameter:quota",) if status == "unknown" else ())


# -- tiers

STAR, MOON, BLANK = {"award": "star"}, {"award": "moon"}, dict[str, Any]()
NO_REVIEW = {"passed": False}
TIER: list[tuple[dict[str, Any], str | None, tuple[str, ...]]] = [
    ({"recognised": "B"}, "B", ("B",)),
    ({"recognised": "B", "honours": [STAR]}, "B", ("B",)),  # a recorded recognition settles it
    ({"recognised": "none", "honours": [STAR]}, "none", ("none",)),
    ({"honours": [STAR]}, "A", ("A",)),
    ({"honours": [STAR, MOON]}, "A", ("A",)),
    ({"honours": [MOON], **NO_REVIEW}, "B", ("B",)),
    ({"honours": [MOON]}, "B", ("A", "B")),  # a review under the catch-all may still raise it
    ({"honours": [MOON, BLANK], **NO_REVIEW}, "B", ("A", "B")),
    ({"honours": [], "degree": "master", **NO_REVIEW}, "none", ("none",)),
    ({"honours": [], "degree": "master"}, None, ("A", "none")),
    ({"honours": [BLANK], "degree": "master", **NO_REVIEW}, None, ("A", "B", "none")),
    ({"degree": "doctor", **NO_REVIEW}, "B", ("A", "B")),
    ({"passed": True}, "A", ("A",)),  # by decision
    ({}, None, ("A", "B", "none")),
]


@pytest.mark.parametrize(("facts", "value", "possible"), TIER)
def test_the_highest_class_with_a_met_item_wins(
    facts: dict[str, Any], value: str | None, possible: tuple[str, ...]
) -> None:
    found = assessed(mini(rule()), facts).tier
    assert found is not None
    assert (found.value, found.possible) == (value, possible)
    assert found.recognised == ("recognised" in facts)


def test_a_tier_condition_follows_what_is_still_possible() -> None:
    pack = mini(rule(when=["tier in ('A', 'B')"]), rule("top", when=["tier == 'A'"]))
    open_above = {"honours": [MOON]}
    assert outcome(pack, open_above).status == "eligible"
    assert outcome(pack, open_above, "top").status == "unknown"
    assert outcome(pack, {**open_above, **NO_REVIEW}, "top").status == "ineligible"
    assert outcome(pack, {"honours": [], "degree": "master"}).status == "unknown"


def test_a_sum_by_tier_is_worked_out_for_the_items_until_a_review_says_more() -> None:
    pack = mini(rule(amount={"by": "tier", "A": "5万元", "B": "2万元"}))
    assert outcome(pack, {"honours": [MOON]}).sums.total == 2 * WAN
    assert outcome(pack, {"honours": [MOON], "passed": True}).sums.total == 5 * WAN
    assert outcome(pack, {"degree": "doctor"}).sums.total is None  # an honour may be a star
    assert outcome(pack, {"degree": "doctor"}).sums.high == 5 * WAN


def test_nobody_but_a_person_has_a_tier() -> None:
    pack = mini(rule("firm", subject="employer"))
    assert assessed(pack, {}, subject="employer").tier is None


def test_a_city_without_a_catalogue_has_no_tiers() -> None:
    assert assessed(mini(rule(), tiers=None), {}).tier is None


# -- what to ask next

ORDER = [
    # the most valuable first
    (
        [rule("a", when=["works"], amount="1万元"), rule("b", when=["local"], amount="2万元")],
        {},
        ("local", "works"),
    ),
    # a fact that settles two
    (
        [
            rule("a", when=["works"], amount="2万元"),
            rule("b", when=["local"], amount="2万元"),
            rule("c", when=["local"], amount="2万元"),
        ],
        {},
        ("local", "works"),
    ),
    # decisions after what she knows herself, the city's own numbers last
    (
        [
            rule("a", when=["passed", "works", "jobs >= quota"], amount="9万元"),
            rule("b", when=["local"], amount="1万元"),
        ],
        {},
        ("works", "jobs", "local", "passed", "parameter:quota"),
    ),
    # nothing that cannot matter any more
    ([rule("a", when=["works", "local"])], {"works": False}, ()),
    ([rule("a", when=["works or local"])], {"works": True}, ()),
    ([rule("a", when=["works or local"])], {"works": False}, ("local",)),
    ([rule("a", when=["(jobs >= 3 if works else local)"])], {"works": False}, ("local",)),
    (
        [rule("a", when=["any(h.sole and h.rank <= 3 for h in honours)"])],
        {"honours": [{"rank": 4}, {"rank": 1}]},
        ("honours.sole",),
    ),
    (
        [rule("a", when=["count(h.sole for h in honours) >= 1"])],
        {"honours": [{"sole": True}, {}]},
        (),
    ),
    (
        [
            rule(
                "a",
                amount={"first": [{"if": "works", "is": "2万元"}, {"if": "local", "is": "1万元"}]},
            )
        ],
        {"works": True},
        (),
    ),
    ([rule("a", nature="in_kind", when=["works"])], {}, ("works",)),
]


@pytest.mark.parametrize(("rules", "facts", "expected"), ORDER)
def test_what_settles_the_most_is_asked_first(
    rules: list[dict[str, Any]], facts: dict[str, Any], expected: tuple[str, ...]
) -> None:
    pack = mini(*rules, parameters=[parameter("quota", "integer")])
    assert assessed(pack, facts).ask == expected


def test_an_answer_to_the_first_question_can_change_an_outcome() -> None:
    pack = mini(rule("a", when=["works or local", "jobs >= 3"]), rule("b", when=["local"]))
    first = assessed(pack, {}).ask[0]
    statuses = {
        tuple(one.status for one in assessed(pack, {first: value}).outcomes)
        for value in ([True, False] if first != "jobs" else [0, 3])
    }
    assert len(statuses) == 2
