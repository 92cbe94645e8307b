"""Each node as a function of the situation: its value, or None where it is unknown.

This is the scalar reading of the tree, on the tree as it is written: plain Python, Kleene
truth, exact numbers. Functions are made once per pack and kept by node.

    computed(node)(situation)  ->  True, False, None, 5000000, ...
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.alike import Alike
from yanzhen.policy.bounds import bounds, decide
from yanzhen.policy.loops import count, every, some, total
from yanzhen.policy.situation import once
from yanzhen.policy.values import full_months, full_years, half_up

if TYPE_CHECKING:
    from yanzhen.policy.situation import Situation

Function = Callable[["Situation"], Any]

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
COMPOSITE = (e.Arithmetic, e.Extreme, e.Choose, e.Count, e.Sum)


class Computer:
    """Makes and keeps the functions of nodes."""

    def __init__(self) -> None:
        self.alike = Alike()
        self._made: dict[int, tuple[e.Node, Function]] = {}

    def of(self, node: e.Node) -> Function:
        """The node's function; the node is kept so that its identity stays its own."""
        kept = self._made.get(id(node))
        if kept is None:
            kept = (node, self._function(node))
            self._made[id(node)] = kept
        return kept[1]

    def _function(self, node: e.Node) -> Function:
        function: Function = READER.of(node)(node, self)
        part = self.alike.of(node)
        return once(part, function) if part.is_kept else function


def _literal(node: e.Literal, make: Computer) -> Function:
    value = node.value
    return lambda s: value


def _fact(node: e.FactRef, make: Computer) -> Function:
    name = node.fact.id
    return lambda s: s.facts.get(name)


def _field(node: e.FieldRef, make: Computer) -> Function:
    variable, name = node.variable, node.field.id
    return lambda s: s.bound[variable].get(name)


def _parameter(node: e.ParameterRef, make: Computer) -> Function:
    name = node.id
    return lambda s: s.parameters.get(name)


def _reading(node: e.ReadingRef, make: Computer) -> Function:
    name = node.id
    return lambda s: s.readings.get(name)


def _tier(node: e.TierRef, make: Computer) -> Function:
    return lambda s: next(iter(s.tier)) if len(s.tier) == 1 else None


def _as_of(node: e.AsOf, make: Computer) -> Function:
    return lambda s: s.as_of


def _rule(node: e.RuleMet, make: Computer) -> Function:
    rule = node.rule
    return lambda s: s.met(rule, s)


def _compare(node: e.Compare, make: Computer) -> Function:
    left, right, compare = make.of(node.left), make.of(node.right), OPERATORS[node.op]
    if isinstance(node.left, e.TierRef) and isinstance(node.right, e.Literal):
        among = _among_tiers(frozenset({node.right.value}))
        return among if node.op == "==" else lambda s: _opposite(among(s))
    if isinstance(node.left, COMPOSITE) or isinstance(node.right, COMPOSITE):
        return _sharp_compare(node, make)
    if isinstance(node.right, e.Literal):
        value = node.right.value

        def against_value(s: Situation) -> Any:
            found = left(s)
            return None if found is None else compare(found, value)

        return against_value

    def against_node(s: Situation) -> Any:
        first, second = left(s), right(s)
        return None if first is None or second is None else compare(first, second)

    return against_node


def _sharp_compare(node: e.Compare, make: Computer) -> Function:
    """Where an operand is computed, its bounds may decide though its value is unknown."""
    left, right, compare = make.of(node.left), make.of(node.right), OPERATORS[node.op]

    def by_bounds(s: Situation) -> Any:
        first, second = left(s), right(s)
        if first is None or second is None:
            return decide(node.op, bounds(node.left, s, make), bounds(node.right, s, make))
        return compare(first, second)

    return by_bounds


def _among_tiers(wanted: frozenset[Any]) -> Function:
    def among(s: Situation) -> Any:
        if s.tier <= wanted:
            return True
        return None if s.tier & wanted else False

    return among


def _opposite(truth: Any) -> Any:
    return None if truth is None else not truth


def _member(node: e.Member, make: Computer) -> Function:
    wanted = frozenset(node.options)
    if isinstance(node.item, e.TierRef):
        return _among_tiers(wanted)
    item = make.of(node.item)

    def member(s: Situation) -> Any:
        found = item(s)
        return None if found is None else found in wanted

    return member


def _contains(node: e.Contains, make: Computer) -> Function:
    whole, option = make.of(node.whole), node.option

    def contains(s: Situation) -> Any:
        found = whole(s)
        return None if found is None else option in found

    return contains


def _and(node: e.And, make: Computer) -> Function:
    parts = tuple(make.of(part) for part in node.parts)

    def conjunction(s: Situation) -> Any:
        unknown = False
        for part in parts:
            truth = part(s)
            if truth is False:
                return False
            if truth is None:
                unknown = True
        return None if unknown else True

    return conjunction


def _or(node: e.Or, make: Computer) -> Function:
    parts = tuple(make.of(part) for part in node.parts)

    def disjunction(s: Situation) -> Any:
        unknown = False
        for part in parts:
            truth = part(s)
            if truth is True:
                return True
            if truth is None:
                unknown = True
        return None if unknown else False

    return disjunction


def _not(node: e.Not, make: Computer) -> Function:
    part = make.of(node.part)
    return lambda s: _opposite(part(s))


def _arithmetic(node: e.Arithmetic, make: Computer) -> Function:
    left, right, op, kind = make.of(node.left), make.of(node.right), node.op, node.type.kind

    def arithmetic(s: Situation) -> Any:
        first, second = left(s), right(s)
        return None if first is None or second is None else apply(op, first, second, kind)

    return arithmetic


def apply(op: str, first: Any, second: Any, kind: str) -> Any:
    """The operation on two known numbers; money comes out in whole fen, rounded half up."""
    if op == "+":
        result = first + second
    elif op == "-":
        result = first - second
    else:
        result = first * second
    return half_up(result) if kind == "money" and isinstance(result, Fraction) else result


def _extreme(node: e.Extreme, make: Computer) -> Function:
    parts, pick = tuple(make.of(part) for part in node.parts), min if node.op == "min" else max

    def extreme(s: Situation) -> Any:
        values = [part(s) for part in parts]
        return None if None in values else pick(values)

    return extreme


def _choose(node: e.Choose, make: Computer) -> Function:
    condition, then, other = (
        make.of(node.condition), make.of(node.then), make.of(node.otherwise),
    )  # fmt: skip

    def choose(s: Situation) -> Any:
        truth = condition(s)
        if truth is None:
            first = then(s)
            return first if first is not None and first == other(s) else None
        return then(s) if truth else other(s)

    return choose


def _elapsed(node: e.Elapsed, make: Computer) -> Function:
    start, end = make.of(node.start), make.of(node.end)
    measure = full_years if node.unit == "years" else full_months

    def elapsed(s: Situation) -> Any:
        first, last = start(s), end(s)
        return None if first is None or last is None else measure(first, last)

    return elapsed


def _attribute(node: e.EntryAttribute, make: Computer) -> Function:
    item = make.of(node.item)
    values = {name: getattr(option, node.attribute) or "" for name, option in node.options.items()}

    def attribute(s: Situation) -> Any:
        found = item(s)
        return None if found is None else values.get(found, "")

    return attribute


READER: e.Reader[Any] = e.Reader(
    "compute",
    {
        e.Literal: _literal, e.FactRef: _fact, e.FieldRef: _field, e.ParameterRef: _parameter,
        e.ReadingRef: _reading, e.TierRef: _tier, e.AsOf: _as_of, e.RuleMet: _rule,
        e.Compare: _compare, e.Member: _member, e.Contains: _contains, e.And: _and, e.Or: _or,
        e.Not: _not, e.Arithmetic: _arithmetic, e.Extreme: _extreme, e.Choose: _choose,
        e.Some: some, e.Every: every, e.Count: count, e.Sum: total, e.Elapsed: _elapsed,
        e.EntryAttribute: _attribute,
    },
)  # fmt: skip
