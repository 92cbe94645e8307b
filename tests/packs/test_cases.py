"""Every worked case of every city: what the product answers is what was written down by hand.

The cases were derived from the document, not from the rules. A failure names the rule, what was
expected, what came out and because of which conditions; who is right is for the document to say.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from yanzhen.policy import (
    Assessment,
    Outcome,
    Pack,
    assess,
    cities_on_disk,
    packs_on_disk,
    read_pack,
    sources_on_disk,
)
from yanzhen.policy.pack import Case
from yanzhen.policy.values import yuan

FEWEST = {"changsha": 20, "hengyang": 80, "quzhou": 80, "xiangtan": 80}
"""How many cases a city's pack must carry at least; found fewer, the collector has lost some."""

SUMS = {"total": "total", "min": "low", "max": "high", "per_period": "per_period"}


@cache
def pack_of(city: str) -> Pack:
    result = read_pack(sources_on_disk(packs_on_disk(), city, cases=True))
    assert result.pack is not None, result.findings
    return result.pack


def all_cases() -> list[Any]:
    return [
        pytest.param(city, case, id=f"{city}:{case.id}")
        for city in cities_on_disk(packs_on_disk())
        for case in pack_of(city).cases
    ]


@cache
def answer(city: str, case_id: str) -> Assessment:
    pack = pack_of(city)
    case = next(case for case in pack.cases if case.id == case_id)
    return assess(pack, {"subject": case.subject, "facts": dict(case.facts)}, case.as_of)


@pytest.mark.parametrize(("city", "case"), all_cases())
def test_each_rule_answers_as_written(city: str, case: Case) -> None:
    outcomes = {outcome.rule.id: outcome for outcome in answer(city, case.id).outcomes}
    wrong: list[str] = []
    for rule, expected in case.expect.items():
        if rule not in outcomes:
            wrong.append(f"{rule}: there is no such rule for the subject {case.subject}")
        else:
            wrong += differences(outcomes[rule], expected)
    assert not wrong, told(city, case, wrong)


@pytest.mark.parametrize(("city", "case"), all_cases())
def test_totals_and_tier_are_as_written(city: str, case: Case) -> None:
    assessment = answer(city, case.id)
    wrong = [
        f"totals.{name}: expected {yuan(value)}, got {yuan(getattr(assessment.totals, name))}"
        for name, value in case.totals.items()
        if getattr(assessment.totals, name) != value
    ]
    if case.tier:
        assert assessment.tier is not None, told(city, case, ["tier: there is no catalogue"])
        found = {"value": assessment.tier.value, "possible": list(assessment.tier.possible)}
        wrong += [
            f"tier.{name}: expected {value}, got {found[name]}; items {assessment.tier.items},"
            f" open {assessment.tier.open_items}, readings {dict(assessment.tier.readings)}"
            for name, value in case.tier.items()
            if found[name] != value
        ]
    assert not wrong, told(city, case, wrong)


def test_enough_cases_are_found() -> None:
    found = Counter(city for city in cities_on_disk(packs_on_disk()) for _ in pack_of(city).cases)
    assert all(found[city] >= fewest for city, fewest in FEWEST.items()), found


@pytest.mark.parametrize("city", sorted(FEWEST))
def test_the_cases_cover_every_rule_and_every_tier(city: str) -> None:
    pack = pack_of(city)
    assert set(pack.rules) <= {rule for case in pack.cases for rule in case.expect}
    if pack.tiers is None:
        return
    named = {case.tier.get("value") for case in pack.cases if case.tier}
    assert {"none", None, *(tier.id for tier in pack.tiers.classes)} <= named


@pytest.mark.parametrize("city", sorted(FEWEST))
def test_the_cases_are_good_and_bad_in_like_measure(city: str) -> None:
    statuses = Counter(
        expected["status"] for case in pack_of(city).cases for expected in case.expect.values()
    )
    met, unmet = statuses["eligible"], sum(statuses.values()) - statuses["eligible"]
    assert 0.5 <= met / unmet <= 2, statuses
    assert set(statuses) == {"eligible", "ineligible", "unknown", "pending_interpretation"}


def differences(outcome: Outcome, expected: Mapping[str, Any]) -> list[str]:
    """Where an outcome is not the one written down, with the conditions that led to it."""
    rule = outcome.rule
    found: dict[str, Any] = {
        "status": outcome.status, "nature": rule.nature, "every": rule.every,
        "periods": outcome.sums.periods,
        **{name: getattr(outcome.sums, field) for name, field in SUMS.items()},
    }  # fmt: skip
    wrong = [
        f"{rule.id}.{name}: expected {said(name, value)}, got {said(name, found[name])}"
        for name, value in expected.items()
        if name != "missing" and found[name] != value
    ]
    if absent := [fact for fact in expected.get("missing", ()) if fact not in outcome.missing]:
        wrong.append(f"{rule.id}.missing: expected {absent} among them, got {outcome.missing}")
    return [*wrong, because(outcome)] if wrong else []


def because(outcome: Outcome) -> str:
    steps = [
        f"      {step.truth!s:5} {step.condition.text} facts {step.facts}"
        for step in outcome.because
    ]
    readings = [f"      as {dict(one.choices)}: {one.status}" for one in outcome.readings]
    return "\n".join([f"    because ({outcome.rule.clause})", *steps, *readings])


def said(name: str, value: Any) -> str:
    return yuan(value) if name in SUMS and value is not None else repr(value)


def told(city: str, case: Case, wrong: list[str]) -> str:
    return "\n".join([f"{city} {case.id}: {case.about} ({case.place})", *wrong])
