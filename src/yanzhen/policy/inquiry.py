"""What would have to be known to settle something that is unknown.

Only what can still matter is named: a false part settles a conjunction, so the unknown parts
beside it are not asked; a part already known is never asked again. A fact is named by its id,
a record's missing field as `honours.rank`, a parameter as `parameter:id`, an open reading as
`reading:id`.

    Inquiry(computer, tier_gaps).of(node, situation)  ->  ["contract_years", "hired_on"]
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from yanzhen.policy import expression as e
from yanzhen.policy.alike import LOOPS
from yanzhen.policy.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yanzhen.policy.alike import Part
    from yanzhen.policy.compute import Computer, Function


SIMPLE = (e.FactRef, e.Compare, e.Member, e.Contains)
"""Nodes that cost no more than asking whether their facts are known."""


Gaps = Callable[[Situation], list[str]]


class Asked(NamedTuple):
    """A node made ready to be asked, and kept so that it stays itself.

    As long as none of its `bare` facts is known the node is unknown, and they are its gaps.
    """

    node: e.Node
    value: Function
    gaps: Gaps
    bare: tuple[str, ...] | None
    part: Part


class Inquiry:
    """Collects the gaps below a node; `tier_gaps` and `rule_gaps` look behind their names."""

    def __init__(
        self,
        make: Computer,
        tier_gaps: Callable[[Situation], Iterable[str]],
        rule_gaps: Callable[[str, Situation], Iterable[str]],
    ) -> None:
        self.make = make
        self.tier_gaps = tier_gaps
        self.rule_gaps = rule_gaps
        self._nothing_known = Situation({}, {}, {}, date.min, lambda rule, s: None)
        self._asked: dict[int, Asked] = {}

    def of(self, node: e.Node, s: Situation) -> list[str]:
        """The gaps that keep the node unknown, each once, in reading order; none when known."""
        return list(dict.fromkeys(self.unknown((node,), s)))

    def below(self, node: e.Node, s: Situation) -> Sequence[str]:
        """The gaps of a node that is known to be unknown."""
        asked = self._asked.get(id(node)) or self._looked_at(node)
        if asked.bare is not None and s.known.isdisjoint(asked.bare):
            return asked.bare
        return _once(asked, s)

    def unknown(self, nodes: Iterable[e.Node], s: Situation) -> list[str]:
        """The gaps of those nodes that are unknown."""
        found: list[str] = []
        for node in nodes:
            asked = self._asked.get(id(node)) or self._looked_at(node)
            if asked.bare is not None and s.known.isdisjoint(asked.bare):
                found += asked.bare
            elif asked.value(s) is None:
                found += _once(asked, s)
        return found

    def bare_facts(self, node: e.Node) -> tuple[str, ...] | None:
        """The facts of a node that depends on nothing else, or None."""
        return (self._asked.get(id(node)) or self._looked_at(node)).bare

    def _looked_at(self, node: e.Node) -> Asked:
        value, bare = self.make.of(node), _bare_facts(node)
        if bare and value(self._nothing_known) is not None:
            bare = None
        asked = Asked(node, value, READER.of(node)(node, self), bare, self.make.alike.of(node))
        self._asked[id(node)] = asked
        return asked

    def gated(self, node: e.Node) -> Function:
        """The node's function, not entered while none of its facts is known."""
        function, bare = self.make.of(node), self.bare_facts(node)
        if bare is None or isinstance(node, SIMPLE):
            return function
        names = frozenset(bare)
        return lambda s: None if s.known.isdisjoint(names) else function(s)


def _once(asked: Asked, s: Situation) -> Sequence[str]:
    """The gaps of an unknown node; those of a large part are kept by the situation."""
    part = asked.part
    if not part.is_kept:
        return asked.gaps(s)
    kept = s.kept(part.depends_on).gaps
    gaps = kept.get(part.number)
    if gaps is None:
        gaps = kept[part.number] = tuple(dict.fromkeys(asked.gaps(s)))
    return gaps


def _bare_facts(node: e.Node) -> tuple[str, ...] | None:
    parts = list(e.walk(node))
    others = (e.TierRef, e.RuleMet, e.Choose, e.AsOf)
    if any(isinstance(part, others) for part in parts) or _of_outer_record(node):
        return None
    return tuple(dict.fromkeys(_own_gaps(node))) or None


def _of_outer_record(node: e.Node, own: frozenset[str] = frozenset()) -> bool:
    """Whether the node speaks of a record that a loop around it chooses."""
    if isinstance(node, e.FieldRef):
        return node.variable not in own
    if isinstance(node, LOOPS):
        own |= {node.variable}
    return any(_of_outer_record(child, own) for child in e.children(node))


def _own_gaps(node: e.Node) -> Iterator[str]:
    """In reading order; while records are unknown nothing is asked about each of them."""
    if isinstance(node, e.FactRef):
        yield node.fact.id
    elif isinstance(node, e.ReadingRef):
        yield f"reading:{node.id}"
    elif isinstance(node, e.ParameterRef):
        yield f"parameter:{node.id}"
    for part in (node.records,) if isinstance(node, LOOPS) else e.children(node):
        yield from _own_gaps(part)


def _nothing(node: e.Node, ask: Inquiry) -> Gaps:
    return lambda s: []


def _fact(node: e.FactRef, ask: Inquiry) -> Gaps:
    return lambda s: [node.fact.id]


def _field(node: e.FieldRef, ask: Inquiry) -> Gaps:
    return lambda s: [f"{node.variable}.{node.field.id}"]


def _parameter(node: e.ParameterRef, ask: Inquiry) -> Gaps:
    return lambda s: [f"parameter:{node.id}"]


def _reading(node: e.ReadingRef, ask: Inquiry) -> Gaps:
    return lambda s: [f"reading:{node.id}"]


def _tier(node: e.TierRef, ask: Inquiry) -> Gaps:
    return lambda s: list(ask.tier_gaps(s))


def _rule(node: e.RuleMet, ask: Inquiry) -> Gaps:
    return lambda s: list(ask.rule_gaps(node.rule, s))


def _parts(node: e.Node, ask: Inquiry) -> Gaps:
    parts = tuple(e.children(node))
    return lambda s: ask.unknown(parts, s)


def _choose(node: e.Choose, ask: Inquiry) -> Gaps:
    condition = ask.make.of(node.condition)

    def chosen(s: Situation) -> list[str]:
        truth = condition(s)
        if truth is None:
            return ask.unknown((node.condition, node.then, node.otherwise), s)
        return ask.unknown((node.then if truth else node.otherwise,), s)

    return chosen


def _records(node: Any, ask: Inquiry) -> Gaps:
    records, condition = ask.make.of(node.records), ask.make.of(node.condition)
    parts = (node.condition, node.value) if isinstance(node, e.Sum) else (node.condition,)
    prefix, name = f"{node.variable}.", node.records.fact.id

    def of_records(s: Situation) -> list[str]:
        listed = records(s)
        if listed is None:
            return ask.unknown((node.records,), s)
        outer, found = s.bound.get(node.variable), []
        for record in listed:
            s.bound[node.variable] = record
            if condition(s) is not False:
                found += ask.unknown(parts, s)
        if outer is not None:
            s.bound[node.variable] = outer
        return [
            f"{name}.{gap.removeprefix(prefix)}" if gap.startswith(prefix) else gap for gap in found
        ]

    return of_records


READER: e.Reader[Any] = e.Reader(
    "inquiry",
    {
        e.Literal: _nothing, e.FactRef: _fact, e.FieldRef: _field, e.ParameterRef: _parameter,
        e.ReadingRef: _reading, e.TierRef: _tier, e.AsOf: _nothing, e.RuleMet: _rule,
        e.Compare: _parts, e.Member: _parts, e.Contains: _parts, e.And: _parts, e.Or: _parts,
        e.Not: _parts, e.Arithmetic: _parts, e.Extreme: _parts, e.Choose: _choose,
        e.Some: _records, e.Every: _records, e.Count: _records, e.Sum: _records,
        e.Elapsed: _parts, e.EntryAttribute: _parts,
    },
)  # fmt: skip
