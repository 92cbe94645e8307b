"""Knowing more settles answers and never turns one round.

For any facts and any part of them: what the part makes eligible or ineligible, the whole leaves
so; sums lie within the limits that were told; a settled sum stays. What may happen besides:

- *pending interpretation* stays pending; only where every reading was eligible and the readings
  differed in an unsettled sum may it become eligible, once they agree on the sum;
- *eligible* may become pending where every reading is eligible and, the sum being known now, they
  differ in it;
- a sum by tier is worked out for the items met; a later decision under a catch-all item, or any
  recognition, may change it;
- a recorded recognition goes before the records, even against them: such a person is two different
  people to the catalogue, and the law speaks of those whose recognition agrees with their records.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from tests.policy.drawing import Drawn, cities, subjects
from tests.policy.mini import DAY, mini, outcome, rule

from yanzhen.policy import Assessment, Engine, Outcome, Pack, admit, load_pack

PACK = load_pack("xiangtan")
ENGINE = Engine(PACK)
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
FIXED = settings(derandomize=True, deadline=None, max_examples=250, suppress_health_check=QUIET)
LONG = settings(deadline=None, max_examples=5_000, suppress_health_check=QUIET)


def assess(engine: Engine, kind: str, facts: dict[str, Any]) -> Assessment:
    raw = {"subject": kind, "facts": facts}
    return engine.assess(admit(raw, engine.pack.vocabulary), DAY, near_misses=False)


def hold_to_it(engine: Engine, drawn: Drawn) -> None:
    """The law, for one subject."""
    whole = without_contradiction(engine, drawn)
    less, more = assess(engine, drawn.kind, drawn.part), assess(engine, drawn.kind, whole)
    if less.tier and more.tier:
        assert set(more.tier.possible) <= set(less.tier.possible)
    settled_tier = less.tier is None or len(less.tier.possible) == 1
    for before, after in zip(less.outcomes, more.outcomes, strict=True):
        assert_status(before, after)
        by_tier = not settled_tier and before.rule.subject == "person"
        if "unknown" not in (before.status, after.status) and not by_tier:
            assert_sums(before, after)


def without_contradiction(engine: Engine, drawn: Drawn) -> dict[str, Any]:
    """The whole truth, less a recognition that the records themselves rule out."""
    tiers = engine.pack.tiers
    if drawn.kind != "person" or tiers is None or tiers.recognised_by in drawn.part:
        return drawn.whole
    records = {name: value for name, value in drawn.whole.items() if name != tiers.recognised_by}
    found = assess(engine, drawn.kind, records).tier
    possible = found.possible if found else ()
    return drawn.whole if drawn.whole.get(tiers.recognised_by) in possible else records


def all_eligible(outcome: Outcome) -> bool:
    return all(one.status == "eligible" for one in outcome.readings)


def assert_status(before: Outcome, after: Outcome) -> None:
    step = (before.status, after.status)
    if before.status == after.status or before.status == "unknown":
        return
    assert step in {("pending_interpretation", "eligible"), ("eligible", "pending_interpretation")}
    assert all_eligible(before if step[0] == "pending_interpretation" else after), step


def assert_sums(before: Outcome, after: Outcome) -> None:
    old, new = before.sums, after.sums
    if before.status == after.status == "eligible":
        assert old.total is None or new.total == old.total
    assert old.low is None or (new.low or 0) >= old.low
    assert old.high is None or (new.high is not None and new.high <= old.high)
    assert new.total is None or old.high is None or new.total <= old.high


@given(subjects(PACK))
@FIXED
def test_knowledge_is_monotone_in_xiangtan(drawn: Drawn) -> None:
    hold_to_it(ENGINE, drawn)


@given(st.data())
@settings(FIXED, max_examples=150)
def test_knowledge_is_monotone_in_drawn_cities(data: st.DataObject) -> None:
    pack = data.draw(cities())
    hold_to_it(Engine(pack), data.draw(subjects(pack)))


@pytest.mark.slow
@given(subjects(PACK))
@LONG
def test_knowledge_is_monotone_in_xiangtan_at_length(drawn: Drawn) -> None:
    hold_to_it(ENGINE, drawn)


@pytest.mark.slow
@given(st.data())
@LONG
def test_knowledge_is_monotone_in_drawn_cities_at_length(data: st.DataObject) -> None:
    pack = data.draw(cities())
    hold_to_it(Engine(pack), data.draw(subjects(pack)))


@given(subjects(PACK))
@settings(FIXED, max_examples=100)
def test_nothing_known_is_asked_and_nothing_settled_misses_anything(drawn: Drawn) -> None:
    found = assess(ENGINE, drawn.kind, drawn.part)
    for one in found.outcomes:
        assert not set(one.missing) & set(drawn.part), one.rule.id
        assert one.status != "unknown" or one.missing, one.rule.id
        assert one.status != "ineligible" or not one.missing, one.rule.id
        assert len(set(one.missing)) == len(one.missing)
    assert set(found.ask) == {gap for one in found.outcomes for gap in one.missing}


@given(subjects(PACK))
@settings(FIXED, max_examples=100)
def test_limits_are_in_order_and_instalments_add_up(drawn: Drawn) -> None:
    for one in assess(ENGINE, drawn.kind, drawn.whole).outcomes:
        found = one.sums
        assert found.low is None or found.high is None or 0 <= found.low <= found.high
        fens = [part.fen for part in one.schedule]
        if found.total is not None and fens and None not in fens:
            assert sum(fen or 0 for fen in fens) == found.total


def test_a_recognition_goes_before_the_records() -> None:
    pack = mini(rule(when=["tier == 'B'"]))
    records = {"honours": [], "degree": "doctor", "passed": False}
    assert outcome(pack, records).status == "eligible"
    assert outcome(pack, {**records, "recognised": "A"}).status == "ineligible"


@dataclass(frozen=True)
class Somewhere:
    """A drawn subject in a drawn city, whose rules are too long to print."""

    pack: Pack = field(repr=False)
    drawn: Drawn


STATUSES = ["eligible", "ineligible", "unknown", "pending_interpretation"]


@pytest.mark.filterwarnings("ignore:Generating overly large repr")  # a whole city's rules
@pytest.mark.parametrize("status", STATUSES)
def test_the_draw_reaches_every_status(status: str) -> None:
    """A law over subjects that are never eligible would say nothing."""

    def reached(one: Somewhere) -> bool:
        found = assess(Engine(one.pack), one.drawn.kind, one.drawn.part)
        return any(outcome.status == status for outcome in found.outcomes)

    def people(pack: Pack) -> st.SearchStrategy[Somewhere]:
        return subjects(pack).map(lambda drawn: Somewhere(pack, drawn))

    somewhere = cities().flatmap(people)
    find(somewhere, reached, settings=settings(FIXED, max_examples=1_000, phases=[Phase.generate]))


def test_the_alarm_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking a missing fact for a no is found at once."""
    pack = mini(rule(when=["works"]))
    drawn, engine = Drawn("person", {"works": True}, {}), Engine(pack)
    admitted = engine.situation
    hold_to_it(engine, drawn)
    monkeypatch.setattr(
        engine, "situation", lambda facts, day: admitted({"works": False, **facts}, day)
    )
    with pytest.raises(AssertionError):
        hold_to_it(engine, drawn)
