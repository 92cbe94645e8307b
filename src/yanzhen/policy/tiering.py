"""The talent catalogue applied: which tiers are possible, which is certain, by which item.

The highest class with a met item wins; a class with an undecided item stays possible. A
recorded recognition settles the tier. A catch-all item is met only by a recorded decision.

    tiering.find(situation);  situation.tier  ->  frozenset({"A", "B"})
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanzhen.policy import expression as e
from yanzhen.policy.outcome import TierOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Protocol

    from yanzhen.policy.compute import Computer
    from yanzhen.policy.inquiry import Inquiry
    from yanzhen.policy.outcome import Step
    from yanzhen.policy.pack import Condition, Pack, TierItem
    from yanzhen.policy.situation import Situation
    from yanzhen.policy.values import Truth

    Test = Callable[[Situation], Truth]

    class Trying(Protocol):
        """Who can try readings and say how a condition came out."""

        def tiers_by_reading(
            self, gaps: Sequence[str], s: Situation
        ) -> dict[str, tuple[str, ...]]: ...
        def step(self, condition: Condition, s: Situation) -> Step: ...


class Tiering:
    """One pack's catalogue, ready to be applied."""

    def __init__(self, pack: Pack, make: Computer, inquiry: Inquiry) -> None:
        self.tiers = pack.tiers
        self.make = make
        self.inquiry = inquiry
        self.readings = frozenset(self._reading_names())
        self.asked = frozenset(self._fact_names())
        self._bare = {
            item.id: self._bare_facts(item)
            for tier in (self.tiers.classes if self.tiers else ())
            for item in tier.items
        }
        self._tests = tuple(
            (tier.id, tuple(self._test(item) for item in tier.items))
            for tier in (self.tiers.classes if self.tiers else ())
        )

    def _bare_facts(self, item: TierItem) -> tuple[str, ...] | None:
        """The facts of an item all of whose conditions depend on nothing else."""
        found = [self.inquiry.bare_facts(condition.node) for condition in item.conditions]
        if None in found:
            return None
        return tuple(dict.fromkeys(name for names in found for name in names or ()))

    def _test(self, item: TierItem) -> tuple[str, bool, tuple[Test, ...]]:
        tests = tuple(self.inquiry.gated(condition.node) for condition in item.conditions)
        return item.id, item.by_decision, tests

    def _fact_names(self) -> Iterator[str]:
        if self.tiers is None:
            return
        yield self.tiers.recognised_by
        for tier in self.tiers.classes:
            for item in tier.items:
                for condition in item.conditions:
                    parts = e.walk(condition.node)
                    yield from (part.fact.id for part in parts if isinstance(part, e.FactRef))

    def _reading_names(self) -> Iterator[str]:
        for tier in self.tiers.classes if self.tiers else ():
            for item in tier.items:
                for condition in item.conditions:
                    parts = e.walk(condition.node)
                    yield from (part.id for part in parts if isinstance(part, e.ReadingRef))

    def find(self, s: Situation) -> None:
        """Set the situation's possible tiers; with no catalogue there are none."""
        if self.tiers is None:
            return
        recognised = s.facts.get(self.tiers.recognised_by)
        if recognised is not None:
            s.tier = s.tier_by_item = frozenset({recognised})
            return
        possible, by_item = [], []
        s.items, s.tier_gaps = {}, None
        for tier, items in self._tests:
            ordinary: Truth = False
            reviewed: Truth = False
            for item, by_decision, tests in items:
                truth = s.items[item] = _any(tests, s)
                if by_decision:
                    reviewed = _either(reviewed, truth)
                else:
                    ordinary = _either(ordinary, truth)
            if ordinary is not False or reviewed is not False:
                possible.append(tier)
            if ordinary is not False or reviewed is True:
                by_item.append(tier)
            if ordinary is True or reviewed is True:
                break
        else:
            possible.append("none")
            by_item.append("none")
        s.tier = frozenset(possible)
        s.tier_by_item = frozenset(by_item)

    def gaps(self, s: Situation) -> tuple[str, ...]:
        """What would settle the tier: a recorded recognition first, then the records."""
        if s.tier_gaps is None:
            s.tier_gaps = tuple(dict.fromkeys(self._gaps(s)))
        return s.tier_gaps

    def _gaps(self, s: Situation) -> Iterator[str]:
        if self.tiers is None or len(s.tier) == 1:
            return
        yield self.tiers.recognised_by
        for tier in self.tiers.classes:
            for item in tier.items if tier.id in s.tier else ():
                bare = self._bare[item.id]
                if bare is not None and s.known.isdisjoint(bare):
                    yield from bare
                elif s.items[item.id] is None:
                    yield from self.inquiry.unknown((one.node for one in item.conditions), s)

    def outcome(self, s: Situation, trying: Trying) -> TierOutcome | None:
        """The tier with the items that carry it and those still undecided above it."""
        if self.tiers is None:
            return None
        order = [*(one.id for one in self.tiers.classes), "none"]
        possible = tuple(tier for tier in order if tier in s.tier)
        if self.tiers.recognised_by in s.facts:
            return TierOutcome(possible[0], possible, recognised=True)
        reached = [one for one in self.tiers.classes if one.id in s.tier]
        met = [item for tier in reached for item in tier.items if s.items[item.id]]
        because = [
            trying.step(condition, s) for item in met for condition in item.conditions
            if self.make.of(condition.node)(s)
        ]  # fmt: skip
        gaps = self.gaps(s)
        return TierOutcome(
            value=possible[-1] if met or len(possible) == 1 else None,
            possible=possible,
            items=tuple(item.id for item in met),
            open_items=tuple(name for name, truth in s.items.items() if truth is None),
            missing=tuple(gap for gap in gaps if not gap.startswith("reading:")),
            because=tuple(because),
            readings=trying.tiers_by_reading(gaps, s),
        )


def _either(one: Truth, other: Truth) -> Truth:
    return True if one or other else (None if one is None or other is None else False)


def _any(tests: Sequence[Test], s: Situation) -> Truth:
    unknown = False
    for test in tests:
        truth = test(s)
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False
