"""What is nearly within reach: the smallest change that would make an outcome true.

Only conditions that are false are looked at; at most two facts may change, none of them a
decision of others. Whatever is proposed has been tried: with the changes the rule is met, or
waits only for what is not known yet.

    29 jobs where 30 are needed   ->   Change("jobs_created", 29, 30, ">=")
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.outcome import Change
from yanzhen.policy.values import add_months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from yanzhen.policy.compute import Computer
    from yanzhen.policy.pack import Rule
    from yanzhen.policy.situation import Situation
    from yanzhen.policy.vocabulary import Fact

MOST_CHANGES = 2
_RECORD = re.compile(r"^(\w+)\[(\d+)\]\.(\w+)$")
Repair = tuple[Change, ...] | None
"""Changes that make a node true, () when it is not false, None when there is no small way."""
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Repairer:
    """Finds changes that make a false condition true; `recognised_by` carries the tier."""

    def __init__(self, make: Computer, recognised_by: str | None) -> None:
        self.make = make
        self.recognised_by = recognised_by
        self._opposites: dict[int, tuple[e.Compare, e.Compare]] = {}

    def rule(self, rule: Rule, s: Situation) -> tuple[Change, ...]:
        """The changes for a rule's false conditions, or () when they are no small step."""
        found = self._all((condition.node for condition in rule.when), s)
        return found or ()

    def _all(self, nodes: Iterable[e.Node], s: Situation) -> Repair:
        changes: dict[str, Change] = {}
        for node in nodes:
            found = self.node(node, s)
            if found is None:
                return None
            for change in found:
                changes[change.fact] = _later(changes.get(change.fact), change)
            if len(changes) > MOST_CHANGES:
                return None
        return tuple(changes.values())

    def node(self, node: e.Node, s: Situation) -> Repair:
        if self.make.of(node)(s) is not False:
            return ()
        handler = _HANDLERS.get(type(node))
        return handler(self, node, s) if handler else None

    def conjunction(self, node: e.And, s: Situation) -> Repair:
        return self._all(node.parts, s)

    def disjunction(self, node: e.Or, s: Situation) -> Repair:
        found = [repair for part in node.parts if (repair := self.node(part, s)) is not None]
        return min(found, key=_size, default=None)

    def negation(self, node: e.Not, s: Situation) -> Repair:
        part = node.part
        if isinstance(part, e.FactRef):
            return self._change(part, False, "==", s)
        if isinstance(part, e.Compare):
            return self.node(self._opposite(part), s)
        return None

    def _opposite(self, node: e.Compare) -> e.Compare:
        """Made once, since whoever reads the tree keeps what it has read."""
        kept = self._opposites.get(id(node))
        if kept is None:
            kept = (node, e.Compare(OPPOSITE[node.op], node.left, node.right))
            self._opposites[id(node)] = kept
        return kept[1]

    def fact(self, node: e.FactRef, s: Situation) -> Repair:
        return self._change(node, True, "==", s)

    def compare(self, node: e.Compare, s: Situation) -> Repair:
        if not isinstance(node.right, e.Literal):
            return None
        if isinstance(node.left, e.Elapsed):
            return self._waiting(node.left, node.op, node.right.value, s)
        return self._change(node.left, node.right.value, node.op, s)

    def member(self, node: e.Member, s: Situation) -> Repair:
        return self._change(node.item, node.options, "in", s)

    def contains(self, node: e.Contains, s: Situation) -> Repair:
        return self._change(node.whole, node.option, "has", s)

    def some(self, node: e.Some, s: Situation) -> Repair:
        """The record that needs the fewest changes; a record is never made up."""
        outer, found = s.bound.get(node.variable), []
        prefix, records = f"{node.variable}.", node.records
        for number, record in enumerate(self.make.of(records)(s) or ()):
            s.bound[node.variable] = record
            repair = self.node(node.condition, s)
            if repair is not None and isinstance(records, e.FactRef):
                place = f"{records.fact.id}[{number}]."
                found.append(tuple(_placed(change, prefix, place) for change in repair))
        if outer is not None:
            s.bound[node.variable] = outer
        return min(found, key=_size, default=None)

    def _waiting(self, node: e.Elapsed, op: str, needed: int, s: Situation) -> Repair:
        """A period that is not full yet is full on a day that can be named."""
        start: date | None = self.make.of(node.start)(s)
        if op != ">=" or not isinstance(node.end, e.AsOf) or start is None:
            return None
        months = needed * 12 if node.unit == "years" else needed
        return (Change("as_of", s.as_of, add_months(start, months), ">="),)

    def _change(self, node: e.Node, needed: Any, op: str, s: Situation) -> Repair:
        if op == "!=":
            return None
        given = self.make.of(node)(s)
        if isinstance(node, e.FactRef):
            return _within(node.fact, Change(node.fact.id, given, needed, op))
        if isinstance(node, e.FieldRef):
            name = f"{node.variable}.{node.field.id}"
            return _within(node.field, Change(name, given, needed, op))
        if isinstance(node, e.TierRef) and self.recognised_by:
            recorded = s.facts.get(self.recognised_by)
            return (Change(self.recognised_by, recorded, needed, op),)
        return None


def _within(fact: Fact, change: Change) -> Repair:
    """The change, unless others decide it, nobody can, or no such value exists."""
    if fact.is_decision or fact.fixed:
        return None
    value = value_for(change)
    if fact.minimum is not None and isinstance(value, int) and value < fact.minimum:
        return None
    if fact.maximum is not None and isinstance(value, int) and value > fact.maximum:
        return None
    return (change,)


def _later(one: Change | None, other: Change) -> Change:
    """Of two days on which something is full, the later; of two changes of a fact, the second."""
    if one is not None and one.fact == "as_of":
        return max(one, other, key=lambda change: change.needed)
    return other


def _size(changes: tuple[Change, ...]) -> tuple[int, Fraction]:
    """How small a step is: how many facts, and how far their numbers have to go."""
    return len(changes), sum((_distance(change) for change in changes), Fraction(0))


def _distance(change: Change) -> Fraction:
    """The share by which a number has to change; anything else is a whole step."""
    numbers = (change.given, change.needed)
    if any(isinstance(one, bool) or not isinstance(one, (int, Fraction)) for one in numbers):
        return Fraction(1)
    given, needed = Fraction(change.given), Fraction(change.needed)
    return abs(needed - given) / max(abs(needed), Fraction(1))


def _placed(change: Change, prefix: str, place: str) -> Change:
    if not change.fact.startswith(prefix):
        return change
    return change._replace(fact=place + change.fact.removeprefix(prefix))


def changed(facts: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """The facts with the changes made; a changed date of assessment is not a fact."""
    result = dict(facts)
    for change in changes:
        found = _RECORD.match(change.fact)
        if found:
            records = [dict(record) for record in result[found[1]]]
            records[int(found[2])][found[3]] = value_for(change)
            result[found[1]] = tuple(records)
        elif change.fact != "as_of":
            result[change.fact] = value_for(change)
    return result


def value_for(change: Change) -> Any:
    """A value that makes the change: the threshold itself, or the next one beyond it."""
    if change.relation == "in":
        return change.needed[0]
    if change.relation == "has":
        return (change.given or frozenset()) | {change.needed}
    if change.relation in ("<", ">") and isinstance(change.needed, int):
        return change.needed + (1 if change.relation == ">" else -1)
    return change.needed


_HANDLERS: dict[type[e.Node], Callable[[Repairer, Any, Situation], Repair]] = {
    e.And: Repairer.conjunction,
    e.Or: Repairer.disjunction,
    e.Not: Repairer.negation,
    e.FactRef: Repairer.fact,
    e.Compare: Repairer.compare,
    e.Member: Repairer.member,
    e.Contains: Repairer.contains,
    e.Some: Repairer.some,
}
