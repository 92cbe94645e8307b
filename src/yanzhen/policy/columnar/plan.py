"""A pack laid out for columns: every distinct expression once, and what each depends on.

The same condition stands in many rules, and the same record condition in many items of the
catalogue. Each distinct expression has one slot; those that are asked for more than once are
kept while a chunk is worked on. An expression depends on the record variables that are free in
it and on the readings that it looks at, its own and those behind a tier or another rule.

    plan.slots[id(node)]   plan.shared[slot]   plan.depends[slot]  ->  frozenset({"reading:scope"})
    plan.turns[slot]  ->  True, a reading can turn it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.compute import Computer
from yanzhen.policy.inquiry import Inquiry

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping
    from datetime import date

    from yanzhen.policy.pack import Pack, Rule

QUANTIFIERS = (e.Some, e.Every, e.Count, e.Sum)
NOTHING: frozenset[str] = frozenset()


class Plan:
    """The slots of a pack's expressions. `read` works a node out on a frame."""

    def __init__(self, pack: Pack, read: Callable[[e.Node, Any], Any]) -> None:
        self.pack = pack
        self.read = read
        self.vocabulary = pack.vocabulary
        self.bare_facts = Inquiry(Computer(), lambda s: (), lambda rule, s: ()).bare_facts
        self.readings = {f"reading:{one.id}": tuple(one.options) for one in pack.readings.values()}
        self.slots: dict[int, int] = {}
        self.shared: list[bool] = []
        self.depends: list[frozenset[str]] = []
        self.turns: list[bool] = []
        self._nodes: list[e.Node] = []
        self._by_shape: dict[Hashable, int] = {}
        self._uses: list[int] = []
        self._rules: dict[str, frozenset[str]] = {}
        self._days: dict[date, Mapping[str, Any]] = {}
        self.tier_depends = NOTHING
        self.item_depends = self._of_items()
        self.tier_depends = NOTHING.union(*self.item_depends.values())
        for rule in pack.rules.values():
            self.rule_depends(rule.id)
        self.shared = [uses > 1 for uses in self._uses]

    def parameters(self, day: date) -> Mapping[str, Any]:
        """The parameters that have a value on a day."""
        if day not in self._days:
            values = ((one.id, one.value_at(day)) for one in self.pack.parameters.values())
            self._days[day] = {name: value for name, value in values if value is not None}
        return self._days[day]

    def rule_depends(self, rule: str) -> frozenset[str]:
        """The readings on which a rule's conditions hang."""
        if rule not in self._rules:
            self._rules[rule] = NOTHING
            names = NOTHING.union(*(self._of(node) for node in roots_of(self.pack.rules[rule])))
            self._rules[rule] = frozenset(name for name in names if name in self.readings)
        return self._rules[rule]

    def _of_items(self) -> dict[str, frozenset[str]]:
        """What each item of the catalogue depends on."""
        tiers = self.pack.tiers
        return {
            item.id: NOTHING.union(*(self._of(condition.node) for condition in item.conditions))
            for tier in (tiers.classes if tiers else ())
            for item in tier.items
        }

    def _of(self, node: e.Node) -> frozenset[str]:
        """What a node depends on, its slots laid out below it."""
        shape = self._laid(node)
        return self.depends[self._by_shape[shape]]

    def _laid(self, node: e.Node) -> Hashable:
        below = [self._laid(child) for child in e.children(node)]
        shape = (type(node).__name__, *_marks(node), *(self._by_shape[one] for one in below))
        slot = self._by_shape.get(shape)
        if slot is None:
            names = self._names(node, [self._by_shape[one] for one in below])
            slot = self._by_shape[shape] = len(self._uses)
            self._uses.append(0)
            self.depends.append(names)
            self.turns.append(not names.isdisjoint(self.readings))
        self._uses[slot] += 1
        self.slots[id(node)] = slot
        self._nodes.append(node)  # kept, so that its identity stays its own
        return shape

    def _names(self, node: e.Node, below: list[int]) -> frozenset[str]:
        found = NOTHING.union(*(self.depends[slot] for slot in below))
        if isinstance(node, e.FieldRef):
            return frozenset((node.variable,))
        if isinstance(node, e.ReadingRef):
            return frozenset((f"reading:{node.id}",))
        if isinstance(node, e.TierRef):
            return self.tier_depends
        if isinstance(node, e.RuleMet):
            return self.rule_depends(node.rule)
        return found - {node.variable} if isinstance(node, QUANTIFIERS) else found


def roots_of(rule: Rule) -> Iterator[e.Node]:
    """The outermost nodes of a rule's expressions."""
    each, amount = rule.for_each, rule.amount
    for condition in (*rule.when, *(each.when if each else ())):
        yield condition.node
    if amount is None:
        return
    bands = [*amount.bands, *((None, row) for row in amount.rows.values())]
    nodes = [amount.by, amount.covers]
    nodes += [node for test, row in bands for node in (test, row.low, row.high)]
    yield from (node for node in nodes if node is not None)


def _marks(node: e.Node) -> tuple[Hashable, ...]:
    """What tells one node from another of its kind, children aside."""
    if isinstance(node, e.Literal):
        return node.type.kind, type(node.value).__name__, node.value
    if isinstance(node, e.FactRef):
        return (node.fact.id,)
    if isinstance(node, e.FieldRef):
        return node.variable, node.field.id
    if isinstance(node, (e.ParameterRef, e.ReadingRef)):
        return (node.id,)
    if isinstance(node, e.RuleMet):
        return (node.rule,)
    if isinstance(node, e.Compare):
        return (node.op,)
    if isinstance(node, e.Member):
        return tuple(node.options)
    if isinstance(node, e.Contains):
        return (node.option,)
    if isinstance(node, (e.Arithmetic, e.Extreme)):
        return node.op, node.type.kind
    if isinstance(node, QUANTIFIERS):
        return (node.variable,)
    if isinstance(node, e.Elapsed):
        return (node.unit,)
    if isinstance(node, e.EntryAttribute):
        return (node.attribute,)
    return ()
