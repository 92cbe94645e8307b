"""Whoever is in a step of Quzhou's article 19 is high-level talent, whichever step it is.

Article 21's condition names what the steps ask instead of asking for the steps themselves, so
that someone certainly in one of two steps is served before it is known which. The two must not
drift apart: every worked case is held to it.
"""

from functools import cache

import pytest

from yanzhen.policy import assess, packs_on_disk, read_pack, sources_on_disk
from yanzhen.policy.pack import Case, Pack

STEP = "art-19-step-"
MET = {"eligible", "pending_interpretation"}


@cache
def quzhou() -> Pack:
    pack = read_pack(sources_on_disk(packs_on_disk(), "quzhou", cases=True)).pack
    assert pack is not None
    return pack


def people() -> list[Case]:
    found = [case for case in quzhou().cases if case.subject == "person"]
    assert len(found) > 80
    return found


def statuses(case: Case) -> tuple[set[str], str]:
    """Of the steps, and of the leaders' liaison, with no recognition as high-level talent."""
    facts = {**case.facts, "high_level_talent": False}
    answer = assess(quzhou(), {"subject": "person", "facts": facts}, case.as_of)
    steps = [one.status for one in answer.outcomes if one.rule.id.startswith(STEP)]
    assert len(steps) == 9
    return set(steps), answer.outcome("art-21-leaders-liaison").status


@pytest.mark.parametrize("case", people(), ids=lambda case: case.id)
def test_a_step_makes_high_level_talent(case: Case) -> None:
    steps, liaison = statuses(case)
    if steps & MET:
        assert liaison == "eligible"
    elif steps == {"ineligible"}:
        assert liaison == "ineligible"


def test_both_answers_are_seen() -> None:
    seen = [statuses(case) for case in people()]
    assert sum(bool(steps & MET) for steps, _ in seen) > 20
    assert sum(steps == {"ineligible"} for steps, _ in seen) > 5
