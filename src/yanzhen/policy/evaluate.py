"""One subject through one pack: what she gets, why, why not, and what is still unknown.

The engine compiles a pack once and is asked many times. Nothing here knows the time or the
network: the date of assessment is an argument.

    engine = Engine(pack)
    engine.assess(admit(raw, pack.vocabulary), as_of=date(2026, 1, 1)).totals.sure
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.compute import Computer
from yanzhen.policy.inquiry import Inquiry
from yanzhen.policy.nearmiss import Repairer, changed
from yanzhen.policy.order import worth_asking
from yanzhen.policy.outcome import Assessment, Outcome, Step
from yanzhen.policy.rivalry import Rivalry
from yanzhen.policy.ruling import Ruling, facts_of, in_force
from yanzhen.policy.situation import Situation
from yanzhen.policy.sums import schedule
from yanzhen.policy.tiering import Tiering
from yanzhen.policy.totals import totals
from yanzhen.policy.trial import Trial, agreed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from yanzhen.policy.outcome import Change, Claim, ReadAs, Status, Sums
    from yanzhen.policy.pack import Condition, Pack, Rule
    from yanzhen.policy.subject import Subject
    from yanzhen.policy.values import Truth


MOST_DAYS = 16
"""Strangers are remembered for this many dates of assessment."""


class Draft:
    """An outcome in the making: found for its rule alone, not yet compared with the others."""

    __slots__ = ("claims", "gaps", "readings", "ruling", "status", "steps", "sums")

    def __init__(
        self, ruling: Ruling, status: Status, sums: Sums, claims: tuple[Claim, ...],
        gaps: list[str], readings: tuple[ReadAs, ...], steps: tuple[Step, ...],
    ) -> None:  # fmt: skip
        self.ruling = ruling
        self.status = status
        self.sums = sums
        self.claims = claims
        self.gaps = gaps
        self.readings = readings
        self.steps = steps

    @property
    def rule(self) -> Rule:
        return self.ruling.rule


class Engine:
    """A compiled pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.make = Computer()
        self.ask = Inquiry(self.make, lambda s: self.tiering.gaps(s), self._gaps_of)
        self.tiering = Tiering(pack, self.make, self.ask)
        self.trial = Trial(pack, self.tiering)
        self._tier_fact = pack.tiers.recognised_by if pack.tiers else None
        self._repairer = Repairer(self.make, self._tier_fact)
        self._rulings = {
            rule.id: Ruling(rule, self.make, self.ask, self._tier_fact)
            for rule in pack.rules.values()
        }
        self._asks = {name: self._asked(name) for name in self._rulings}
        self._asks_of: dict[str, frozenset[str]] = {}
        self._strangers: dict[date, dict[str, Draft]] = {}
        self._rivals = _rivals(pack)
        self._rivalry = Rivalry(pack)
        self._settled = {one.id: one.settled for one in pack.readings.values() if one.settled}
        self._places = {name: number for number, name in enumerate(pack.vocabulary.facts)}

    def assess(self, subject: Subject, as_of: date, near_misses: bool = True) -> Assessment:
        """All rules that concern this kind of subject, at a date."""
        s = self.situation(subject.facts, as_of)
        tier = self.tiering.outcome(s, self) if subject.kind == "person" else None
        strangers = self._of_strangers(as_of)
        drafts = [
            strangers[name] if s.known.isdisjoint(self._asks[name]) else self._draft(ruling, s)
            for name, ruling in self._rulings.items()
            if ruling.rule.subject == subject.kind
        ]
        drafts = self._contested(drafts)
        ask = worth_asking(
            ((draft.gaps, draft.sums.high or 0) for draft in drafts if draft.gaps),
            self.pack.vocabulary, self._places,
        )  # fmt: skip
        rank = {gap: number for number, gap in enumerate(ask)}
        eligible = {draft.rule.id for draft in drafts if draft.status == "eligible"}
        outcomes = tuple(self._finished(draft, s, rank, eligible, near_misses) for draft in drafts)
        return Assessment(
            self.pack, as_of, subject, outcomes, totals(self.pack, outcomes), tier, ask
        )

    def situation(self, facts: Mapping[str, Any], as_of: date) -> Situation:
        """What is known of the subject and of the pack's parameters on that date."""
        parameters = {
            one.id: value
            for one in self.pack.parameters.values()
            if (value := one.value_at(as_of)) is not None
        }
        s = Situation(facts, parameters, self._settled, as_of, self.rule_truth)
        self.tiering.find(s)
        return s

    def asks(self, kind: str) -> frozenset[str]:
        """Every fact on which an answer about this kind of subject can depend."""
        if kind not in self._asks_of:
            rules = [rule.id for rule in self.pack.rules_of(kind)]
            found = set().union(*(self._asks[rule] for rule in rules))
            if kind == "person":
                found |= self.tiering.asked
            self._asks_of[kind] = frozenset(found)
        return self._asks_of[kind]

    def _of_strangers(self, day: date) -> dict[str, Draft]:
        """How each rule comes out while nothing that it asks is known; kept for some days."""
        found = self._strangers.get(day)
        if found is None:
            if len(self._strangers) >= MOST_DAYS:
                self._strangers.clear()
            s = self.situation({}, day)
            found = {name: self._draft(ruling, s) for name, ruling in self._rulings.items()}
            self._strangers[day] = found
        return found

    def _asked(self, rule: str) -> frozenset[str]:
        """Every fact on which a rule's outcome can depend."""
        ruling = self._rulings[rule]
        found = set(ruling.asked())
        for part in ruling.parts():
            if isinstance(part, e.TierRef):
                found |= self.tiering.asked
            elif isinstance(part, e.RuleMet):
                found |= self._asked(part.rule)
            elif isinstance(part, e.FactRef):
                found.add(part.fact.id)
        return frozenset(found)

    def rule_truth(self, rule: str, s: Situation) -> Truth:
        """Whether a rule's conditions hold."""
        return self._rulings[rule].truth(s)

    def step(self, condition: Condition, s: Situation) -> Step:
        """How one condition came out."""
        from_catalogue = facts_of(condition, self._tier_fact)
        return Step(condition, self.make.of(condition.node)(s), from_catalogue, s.facts)

    def tiers_by_reading(self, gaps: Sequence[str], s: Situation) -> dict[str, tuple[str, ...]]:
        """The tiers possible under each choice of open readings, where they differ."""
        return self.trial.tiers(gaps, s)

    def _gaps_of(self, rule: str, s: Situation) -> list[str]:
        """What another rule that is asked about leaves open; kept, since rules ask in chains."""
        if rule not in s.rule_gaps:
            open_facts = self._rulings[rule].open_conditions(s)
            s.rule_gaps[rule] = list(dict.fromkeys(open_facts))
        return s.rule_gaps[rule]

    def _draft(self, ruling: Ruling, s: Situation) -> Draft:
        status, found, claims = ruling.plain(s)
        gaps = ruling.gaps(status, found, s)
        readings: tuple[ReadAs, ...] = ()
        if not self.trial.names.isdisjoint(gaps):
            tried = tuple(self.trial.tried(ruling, s, gaps))
            status, found, readings = agreed(status, found, tried)
            gaps = self.trial.gaps_left(ruling, s, (status, found), tried, gaps)
        return Draft(ruling, status, found, claims, gaps, readings, ruling.steps(s))

    def _contested(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts, those pending that one reading of joint enjoyment drops."""
        met = {one.rule.id: one.sums for one in drafts if one.status == "eligible"}
        dropped = self._rivalry.lesser(met)
        if not dropped:
            return drafts
        return [
            self._pending(one, dropped[one.rule.id]) if one.rule.id in dropped else one
            for one in drafts
        ]

    def _pending(self, draft: Draft, dropped: tuple[str, str]) -> Draft:
        tried = self._rivalry.read(dropped, draft.sums)
        status, found, readings = agreed("eligible", draft.sums, tried)
        return Draft(draft.ruling, status, found, draft.claims, draft.gaps, readings, draft.steps)

    def _finished(
        self, draft: Draft, s: Situation, rank: Mapping[str, int],
        eligible: set[str], near_misses: bool,
    ) -> Outcome:  # fmt: skip
        rule, status = draft.rule, draft.status
        changes: tuple[Change, ...] = ()
        if near_misses and status == "ineligible":
            changes = self._near_miss(rule, s)
        rivals = self._rivals.get(rule.id, ()) if status == "eligible" else ()
        gaps = draft.gaps
        return Outcome(
            rule, status, draft.sums,
            schedule(rule, draft.sums, s) if status == "eligible" else (),
            tuple(sorted(gaps, key=rank.__getitem__) if len(gaps) > 1 else gaps),
            draft.steps, draft.readings, changes,
            draft.claims if status != "ineligible" else (),
            tuple(rival for rival in rivals if rival in eligible),
        )  # fmt: skip

    def _changed(self, s: Situation, changes: tuple[Change, ...], day: date) -> Situation:
        """The situation after a change, made once: several rules may need the same.

        What does not look at a changed fact stays found; the tier is found anew only where it
        can be another.
        """
        other = s.changed.get(changes)
        if other is None:
            other = s.changed[changes] = self._made_after(s, changes, day)
        return other

    def _made_after(self, s: Situation, changes: tuple[Change, ...], day: date) -> Situation:
        facts = changed(s.facts, changes)
        if day != s.as_of:
            return self.situation(facts, day)
        heads = {change.fact.partition(".")[0].partition("[")[0] for change in changes}
        other = Situation(facts, s.parameters, s.readings, day, s.met)
        other.found.values.update(s.found.values)
        for number in (one for head in heads for one in self.make.alike.resting_on(head)):
            other.found.values.pop(number, None)
        other.tier, other.tier_by_item, other.items = s.tier, s.tier_by_item, s.items
        if not heads.isdisjoint(self.tiering.asked):
            self.tiering.find(other)
        return other

    def _near_miss(self, rule: Rule, s: Situation) -> tuple[Change, ...]:
        """The smallest change that helps, tried before it is told."""
        if not in_force(rule, s.as_of):
            return ()
        changes = self._repairer.rule(rule, s)
        if not changes:
            return ()
        later = [change.needed for change in changes if change.fact == "as_of"]
        other = self._changed(s, changes, later[0] if later else s.as_of)
        return () if self.rule_truth(rule.id, other) is False else changes


def _rivals(pack: Pack) -> dict[str, tuple[str, ...]]:
    """For each rule those that exclude it."""
    rivals: dict[str, list[str]] = {}
    for group in pack.exclusive:
        for rule in group.rules if group.stands(pack.readings) else ():
            rivals.setdefault(rule, []).extend(one for one in group.rules if one != rule)
    return {rule: tuple(dict.fromkeys(others)) for rule, others in rivals.items()}
