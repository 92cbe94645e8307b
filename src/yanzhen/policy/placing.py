"""Where somebody stands in the talent catalogue, whatever she has been recognised as before.

The item that carries her tier, and in the next tier up the item that is nearest: by small changes
that were tried, or by facts that nobody has told yet. What only a review can grant is named, never
granted.

    found = place(pack, subject, as_of)
    found.tier.value, found.carried[0].item.id      ->  "C", "C7"
    found.nearest.item.id, found.nearest.changes    ->  "B3", (Change("projects[0].rank", 2, 1),)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yanzhen.policy.engines import engine_for
from yanzhen.policy.nearmiss import Repairer, changed
from yanzhen.policy.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from yanzhen.policy.evaluate import Engine
    from yanzhen.policy.outcome import Change, Step, TierOutcome
    from yanzhen.policy.pack import Condition, Pack, TierClass, TierItem
    from yanzhen.policy.situation import Situation
    from yanzhen.policy.vocabulary import Fact

NONE = "none"
CHOICES = frozenset({"one_of", "many_of", "text"})
"""Types whose values name a thing: another prize is no step towards it, another rank is."""


@dataclass(frozen=True, slots=True)
class Carried:
    """An item that is met, with its conditions that hold."""

    tier: str
    item: TierItem
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest item of a higher tier: what would have to change, or what is not known."""

    tier: str
    item: TierItem
    condition: Condition
    changes: tuple[Change, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """`tier` leaves a recorded recognition out, which is `recognised`; `by_review` are the items
    of higher tiers that only a review can grant and that nobody has reviewed."""

    tier: TierOutcome
    recognised: str | None = None
    carried: tuple[Carried, ...] = ()
    nearest: Nearest | None = None
    by_review: tuple[TierItem, ...] = ()

    @property
    def level(self) -> str | None:
        """The highest tier that is certain; None where none is, or where nothing is."""
        return self.tier.value if self.tier.value != NONE else None


def place(pack: Pack, subject: Subject, as_of: date) -> Placed | None:
    """Where a person stands by a pack's catalogue on a day; None where there is no catalogue."""
    if pack.tiers is None or subject.kind != "person":
        return None
    facts = {name: v for name, v in subject.facts.items() if name != pack.tiers.recognised_by}
    engine = engine_for(pack)
    s = engine.situation(facts, as_of)
    tier = engine.tiering.outcome(s, engine)
    assert tier is not None
    above = _above(pack.tiers.classes, tier)
    return Placed(
        tier, subject.facts.get(pack.tiers.recognised_by),
        tuple(_carried(pack.tiers.classes, tier, engine, s)),
        _nearest(above[-1], engine, s) if above else None,
        tuple(one for each in above for one in each.items
              if one.by_decision and s.items.get(one.id) is None),
    )  # fmt: skip


def _above(classes: Sequence[TierClass], tier: TierOutcome) -> Sequence[TierClass]:
    """The classes above the one that is certain, all where none is."""
    names = [one.id for one in classes]
    return classes[: names.index(tier.value)] if tier.value in names else classes


def _carried(
    classes: Sequence[TierClass], tier: TierOutcome, engine: Engine, s: Situation
) -> Iterator[Carried]:
    for each in classes:
        for item in each.items:
            if item.id in tier.items:
                steps = (engine.step(one, s) for one in item.conditions)
                yield Carried(each.id, item, tuple(one for one in steps if one.truth))


def _nearest(above: TierClass, engine: Engine, s: Situation) -> Nearest | None:
    """Of all conditions of a class the one that takes least."""
    ways = [
        way for item in above.items if not item.by_decision
        for condition in item.conditions
        if (way := _way(above.id, item, condition, engine, s)) is not None
    ]  # fmt: skip
    return min(ways, key=lambda way: _effort(way, engine), default=None)


def _way(
    tier: str, item: TierItem, condition: Condition, engine: Engine, s: Situation
) -> Nearest | None:
    truth = engine.make.of(condition.node)(s)
    if truth is None:
        missing = tuple(dict.fromkeys(engine.ask.unknown((condition.node,), s)))
        return Nearest(tier, item, condition, missing=missing)
    recognised_by = engine.pack.tiers.recognised_by if engine.pack.tiers else None
    changes = Repairer(engine.make, recognised_by).node(condition.node, s)
    if truth or not changes or any(one.fact == "as_of" for one in changes):
        return None
    other = engine.situation(changed(s.facts, changes), s.as_of)
    if engine.make.of(condition.node)(other) is False:
        return None
    return Nearest(tier, item, condition, changes=changes)


def _effort(way: Nearest, engine: Engine) -> tuple[int, int]:
    """Numbers and answers that can grow first, then what is only unknown, then other things."""
    if not way.changes:
        return 1, len(way.missing)
    facts = engine.pack.vocabulary.facts
    named = any(_type(one.fact, facts) in CHOICES for one in way.changes)
    return (2 if named else 0), len(way.changes)


def _type(name: str, facts: Mapping[str, Fact]) -> str:
    """The type of a fact, or of the field of a record that a change names."""
    head, _, field = name.partition(".")
    fact = facts[head.partition("[")[0]]
    return str(fact.fields[field].type if field else fact.type)
