"""One rule made ready to be asked: its truth, its sums, its trace and its gaps.

A ruling is made once per pack version and keeps nothing of the subjects it is asked about;
what it finds is kept in the situation.

    ruling.truth(situation)  ->  True, False or None
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

from yanzhen.policy import expression as e
from yanzhen.policy.outcome import NO_SUMS, STATUS, Step
from yanzhen.policy.pack import SURE
from yanzhen.policy.sums import claim_truth, records_truth, sums, worth

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yanzhen.policy.compute import Computer
    from yanzhen.policy.inquiry import Inquiry
    from yanzhen.policy.outcome import Claim, Status, Sums
    from yanzhen.policy.pack import Condition, Rule
    from yanzhen.policy.situation import Situation
    from yanzhen.policy.values import Truth


class Ruling:
    """A rule with the functions of its conditions."""

    def __init__(self, rule: Rule, make: Computer, ask: Inquiry, tier_fact: str | None) -> None:
        self.rule = rule
        self.make = make
        self.ask = ask
        self.tests = tuple(ask.gated(condition.node) for condition in rule.when)
        self.bare = tuple(ask.bare_facts(condition.node) for condition in rule.when)
        self.names = tuple(facts_of(condition, tier_fact) for condition in rule.when)

    def asked(self) -> set[str]:
        """The facts that the rule names outside its expressions."""
        rule = self.rule
        named = [rule.less, rule.starts, rule.periods.fact if rule.periods else None]
        named += [rule.for_each.records if rule.for_each else None, "approved_sums"]
        return {name for name in named if name}

    def parts(self) -> Iterator[e.Node]:
        """Every node of every expression of the rule."""
        each, amount = self.rule.for_each, self.rule.amount
        for condition in (*self.rule.when, *(each.when if each else ())):
            yield from e.walk(condition.node)
        if amount is None:
            return
        if amount.by is not None:
            yield from e.walk(amount.by)
        bands = [*amount.bands, *((None, row) for row in amount.rows.values())]
        for test, interval in bands:
            for node in (test, interval.low, interval.high):
                if node is not None:
                    yield from e.walk(node)

    def truth(self, s: Situation) -> Truth:
        """Whether the rule is in force and all its conditions hold; kept for the situation."""
        return self._truths(s)[0]

    def _truths(self, s: Situation) -> tuple[Truth, list[Truth]]:
        kept = s.truths.get(self.rule.id)
        if kept is None:
            truths: list[Truth] = [test(s) for test in self.tests]
            kept = (self._whole(truths, s), truths)
            s.truths[self.rule.id] = kept
        return kept

    def _whole(self, truths: list[Truth], s: Situation) -> Truth:
        if False in truths or not in_force(self.rule, s.as_of):
            return False
        claims: Truth = True
        if self.rule.for_each is not None:
            claims = records_truth(self.rule, self.rule.for_each, s, self.make)
        if claims is False:
            return False
        return None if claims is None or None in truths else True

    def steps(self, s: Situation) -> tuple[Step, ...]:
        """Every condition as it came out."""
        truths = self._truths(s)[1]
        return tuple(map(Step, self.rule.when, truths, self.names, repeat(s.facts)))

    def plain(self, s: Situation) -> tuple[Status, Sums, tuple[Claim, ...]]:
        """Status, sums and claims under the readings that the situation has chosen."""
        status = STATUS[self.truth(s)]
        if self.rule.amount is None or status == "ineligible":
            return status, NO_SUMS, ()
        value = worth(self.rule, s, self.make)
        return status, sums(self.rule, status, value.span, s), value.claims

    # -- gaps

    def gaps(self, status: Status, found: Sums, s: Situation) -> list[str]:
        """All that would settle the rule: its conditions, and its sum if it is to be one."""
        gaps = self.open_conditions(s) if status == "unknown" else []
        if status != "ineligible" and found is not NO_SUMS and found.total is None:
            gaps += self._open_records(s) if self.rule.for_each else self._open_amount(s)
            if self.rule.nature in SURE:
                gaps += self._open_terms(s)
        return list(dict.fromkeys(gaps))

    def open_conditions(self, s: Situation) -> list[str]:
        """What keeps the conditions undecided; nothing when they are decided."""
        truth, truths = self._truths(s)
        if truth is not None:
            return []
        found: list[str] = []
        for condition, one, bare in zip(self.rule.when, truths, self.bare, strict=True):
            if one is None:
                alone = bare is not None and s.known.isdisjoint(bare)
                found += bare if alone and bare else self.ask.below(condition.node, s)
        return found + self._open_records(s)

    def _open_records(self, s: Situation) -> list[str]:
        each = self.rule.for_each
        if each is None:
            return []
        if each.records not in s.facts:
            return [each.records]
        found: list[str] = []
        for record in s.facts[each.records]:
            s.bound[each.variable] = record
            if claim_truth(self.rule, each, s, self.make) is not False:
                found += self.ask.unknown((one.node for one in each.when), s)
                found += self._open_amount(s)
                groups = {cap.field for cap in self.rule.caps if cap.field}
                found += [f"{each.variable}.{one}" for one in groups if one not in record]
        prefix = f"{each.variable}."
        return [
            f"{each.records}.{gap.removeprefix(prefix)}" if gap.startswith(prefix) else gap
            for gap in found
        ]

    def _open_amount(self, s: Situation) -> list[str]:
        """What keeps the sum open: the table's key, the bands' tests, the formula's facts."""
        amount = self.rule.amount
        if amount is None:
            return []
        found: list[str] = []
        by_tier = isinstance(amount.by, e.TierRef) and len(s.tier_by_item) == 1
        if amount.by is not None and not by_tier:
            found += self.ask.unknown((amount.by,), s)
        for test, interval in amount.bands:
            truth = True if test is None else self.make.of(test)(s)
            if truth is None and test is not None:
                found += self.ask.below(test, s)
            if truth is not False:
                found += self.ask.unknown((interval.low, interval.high), s)
            if truth is True:
                break
        return found

    def _open_terms(self, s: Situation) -> list[str]:
        """The offset and the number of payments, where facts tell them."""
        terms = [self.rule.less, self.rule.periods.fact if self.rule.periods else None]
        return [name for name in terms if name and name not in s.facts]


def in_force(rule: Rule, day: date) -> bool:
    """Whether the rule is in force on a day; a date the text does not give does not bind."""
    begun = rule.valid_from is None or rule.valid_from <= day
    return begun and (rule.valid_until is None or day <= rule.valid_until)


def facts_of(condition: Condition, tier_fact: str | None) -> tuple[str, ...]:
    """The facts a condition looks at; the tier stands for the fact that records it."""
    return tuple(dict.fromkeys(_facts_of(condition.node, tier_fact)))


def _facts_of(node: e.Node, tier_fact: str | None) -> Iterator[str]:
    for part in e.walk(node):
        if isinstance(part, e.FactRef):
            yield part.fact.id
        elif isinstance(part, e.TierRef) and tier_fact:
            yield tier_fact
