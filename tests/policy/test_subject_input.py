"""What someone says about a subject: taken in exactly, or refused by name with all its problems."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from tests.policy.mini import mini, rule

from yanzhen.policy import Problem, SubjectRefused, admit

PACK = mini(rule())


def taken(name: str, value: Any) -> Any:
    return admit({"subject": "person", "facts": {name: value}}, PACK.vocabulary).facts.get(name)


def problems(raw: Any) -> tuple[Problem, ...]:
    with pytest.raises(SubjectRefused) as caught:
        admit(raw, PACK.vocabulary)
    assert all(one.zh and one.en for one in caught.value.problems)
    return caught.value.problems


TAKEN = [
    ("works", True, True), ("works", None, None),
    ("jobs", 30, 30), ("jobs", 30.0, 30), ("jobs", Decimal("30"), 30), ("score", -3, -3),
    ("pay", 200_000, 20_000_000), ("pay", "20万元", 20_000_000), ("pay", "20万", 20_000_000),
    ("pay", "1.5亿元", 15_000_000_000), ("pay", "200,000元", 20_000_000), ("pay", 0, 0),
    ("pay", 12.34, 1234), ("pay", Decimal("12.34"), 1234), ("pay", "12.34", 1234), ("pay", 0.1, 10),
    ("ratio", 0.3, Fraction(3, 10)), ("ratio", "30%", Fraction(3, 10)), ("ratio", 1, Fraction(1)),
    ("ratio", "2.5%", Fraction(1, 40)), ("ratio", Decimal("0.333"), Fraction(333, 1000)),
    ("hired_on", "2024-02-29", date(2024, 2, 29)), ("hired_on", "2024年2月9日", date(2024, 2, 9)),
    ("hired_on", "2024/2/9", date(2024, 2, 9)), ("hired_on", date(2024, 2, 9), date(2024, 2, 9)),
    ("degree", "doctor", "doctor"), ("tongues", ["french"], frozenset({"french"})),
    ("tongues", [], frozenset()), ("motto", "求实", "求实"),
    ("honours", [], ()), ("honours", [{}], ({},)), ("honours", [{"rank": None}], ({},)),
    ("honours", [{"award": "star", "rank": 1}], ({"award": "star", "rank": 1},)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "expected"), TAKEN)
def test_values_are_taken_in_exactly(name: str, value: Any, expected: Any) -> None:
    assert taken(name, value) == expected


NAN, INF = float("nan"), float("inf")
REFUSED = [
    ("works", 1),
    ("works", "true"),
    ("works", "是"),
    ("works", []),
    ("jobs", "30"),
    ("jobs", 1.5),
    ("jobs", -1),
    ("jobs", True),
    ("jobs", NAN),
    ("jobs", INF),
    ("jobs", 10**13),
    ("jobs", Decimal("1E+50")),
    ("jobs", Decimal("NaN")),
    ("flats", 10),
    ("pay", -1),
    ("pay", "-1元"),
    ("pay", "20千元"),
    ("pay", "二十万元"),
    ("pay", 0.001),
    ("pay", "0.001元"),
    ("pay", 1e30),
    ("pay", "9" * 30 + "元"),
    ("pay", NAN),
    ("pay", -INF),
    ("pay", Decimal("Infinity")),
    ("pay", Decimal("sNaN")),
    ("pay", True),
    ("pay", {}),
    ("pay", Decimal("1E-50")),
    ("pay", Decimal("1E+999999")),
    ("pay", ""),
    ("ratio", "0.3.1"),
    ("ratio", "三成"),
    ("ratio", NAN),
    ("ratio", True),
    ("ratio", 1e300),
    ("hired_on", "2023-02-29"),
    ("hired_on", "2024-13-01"),
    ("hired_on", "2024-02"),
    ("hired_on", 20240209),
    ("hired_on", "20240209"),
    ("hired_on", "昨天"),
    ("hired_on", "0000-01-01"),
    ("hired_on", "2024-01-01T00:00"),
    ("hired_on", datetime(2024, 1, 1)),  # noqa: DTZ001
    ("degree", "docter"),
    ("degree", 1),
    ("degree", ["doctor"]),
    ("degree", {}),
    ("tongues", "french"),
    ("tongues", ["german"]),
    ("tongues", [["french"]]),
    ("tongues", {}),
    ("motto", 3),
    ("motto", "长" * 2001),
    ("honours", {}),
    ("honours", "star"),
    ("honours", [1]),
    ("honours", [["star"]]),
    ("honours", [{"rank": 0}]),
    ("honours", [{"award": "sun"}]),
    ("honours", [{"rnk": 1}]),
    ("honours", [{}] * 10_001),
]


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_what_does_not_fit_is_refused_by_name(name: str, value: Any) -> None:
    (problem,) = problems({"subject": "person", "facts": {name: value}})
    assert problem.fact is not None
    assert problem.fact.startswith(name)
    assert len(problem.zh) < 1_000


SUGGESTED = [
    ({"subject": "person", "facts": {"degre": "doctor"}}, "unknown-fact", "degree"),
    ({"subject": "person", "facts": {"degree": "docter"}}, "bad-value", "doctor"),
    ({"subject": "person", "facts": {"honours": [{"rnk": 1}]}}, "unknown-field", "rank"),
    ({"subject": "persom", "facts": {}}, "unknown-subject", "person"),
    ({"subject": "person", "fact": {}}, "unknown-key", "facts"),
    ({"subject": "employer", "facts": {"degree": "doctor"}}, "other-subject", None),
]


@pytest.mark.parametrize(("raw", "code", "hint"), SUGGESTED)
def test_the_nearest_known_name_is_suggested(raw: Any, code: str, hint: str | None) -> None:
    (problem,) = problems(raw)
    assert (problem.code, problem.suggestion) == (code, hint)


SHAPES = [None, [], "person", 3, {}, {"facts": {}}, {"subject": None}, {"subject": []},
          {"subject": "person", "facts": []}, {"subject": "person", "facts": "x"},
          {"subject": "person", "facts": {1: 2}}, {"subject": "person", "facts": {None: 2}},
          {"subject": {"a": 1}, "facts": {}}]  # fmt: skip


@pytest.mark.parametrize("raw", SHAPES)
def test_a_wrong_shape_is_refused(raw: Any) -> None:
    assert problems(raw)


def test_all_problems_are_told_at_once() -> None:
    raw = {
        "subject": "person", "extra": 1,
        "facts": {"jobs": -1, "degre": 1, "hired_on": "x", "honours": [{"rank": 0, "x": 1}, 3]},
    }  # fmt: skip
    assert [one.code for one in problems(raw)] == [
        "unknown-key", "bad-value", "unknown-fact", "bad-value", "bad-value", "unknown-field",
        "bad-value",
    ]  # fmt: skip
    assert "honours[0].rank" in {one.fact for one in problems(raw)}


def test_null_facts_and_left_out_facts_are_the_same() -> None:
    for raw in ({"subject": "person"}, {"subject": "person", "facts": None}):
        assert admit(raw, PACK.vocabulary).facts == {}
    assert admit({"subject": "person", "facts": {"jobs": None}}, PACK.vocabulary).facts == {}


def test_id_and_date_of_the_request_are_no_facts() -> None:
    raw = {"subject": "person", "facts": {"jobs": 1}, "id": 7, "as_of": "2026-01-01"}
    assert admit(raw, PACK.vocabulary).facts == {"jobs": 1}
