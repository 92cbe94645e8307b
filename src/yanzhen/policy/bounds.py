"""Between which numbers an unknown lies.

A count of honours of which one is undecided lies between the sure ones and the possible ones;
20% of an unknown pay lies at or above zero. Bounds let `count >= 1` be true although the count
is unknown, and give an unknown sum its smallest and largest value.

    bounds(node, situation, computer)  ->  (low, high), None where there is no limit
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.values import half_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yanzhen.policy.situation import Situation
    from yanzhen.policy.values import Truth

    Functions = Any

Span = tuple[Any, Any]
ANYTHING: Span = (None, None)


def bounds(node: e.Node, s: Situation, make: Functions) -> Span:
    """The least and greatest value the node can have, given what is known."""
    if type(node) is not e.Choose:  # a chain of choices would be walked anew at every link
        value = make.of(node)(s)
        if value is not None:
            return value, value
    handler = _HANDLERS.get(type(node))
    if handler is None:
        return ANYTHING
    part = make.alike.of(node)
    if not part.is_kept:
        return handler(node, s, make)
    spans = s.kept(part.depends_on).spans
    span = spans.get(part.number)
    if span is None:
        span = spans[part.number] = handler(node, s, make)
    return span


def decide(op: str, left: Span, right: Span) -> Truth:
    """What the bounds of two numbers say about their comparison."""
    if op in (">", ">="):
        return decide({">": "<", ">=": "<="}[op], right, left)
    if op == "!=":
        same = decide("==", left, right)
        return None if same is None else not same
    (low, high), (least, most) = left, right
    apart = _below(high, least) or _below(most, low)
    if op == "==":
        return False if apart else None
    if op == "<":
        return True if _below(high, least) else (False if _at_most(most, low) else None)
    return True if _at_most(high, least) else (False if _below(most, low) else None)


def _below(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one < other)


def _at_most(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one <= other)


def _given(node: e.FactRef, s: Situation, make: Functions) -> Span:
    return node.fact.minimum, node.fact.maximum


def _field(node: e.FieldRef, s: Situation, make: Functions) -> Span:
    return node.field.minimum, node.field.maximum


def _arithmetic(node: e.Arithmetic, s: Situation, make: Functions) -> Span:
    left, right = bounds(node.left, s, make), bounds(node.right, s, make)
    if node.op == "+":
        return _plus(left[0], right[0]), _plus(left[1], right[1])
    if node.op == "-":
        return _minus(left[0], right[1]), _minus(left[1], right[0])
    low, high = _times(left, right)
    money = node.type.kind == "money"
    return _whole(low, money), _whole(high, money)


def _plus(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one + other


def _minus(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one - other


def _times(left: Span, right: Span) -> Span:
    """Products of what is not negative; anything else is left without limits."""
    (low, high), (least, most) = left, right
    if low is None or least is None or low < 0 or least < 0:
        return ANYTHING
    if high == 0 or most == 0:
        return 0, 0
    return low * least, None if high is None or most is None else high * most


def _whole(number: Any, money: bool) -> Any:
    return half_up(number) if money and isinstance(number, Fraction) else number


def _extreme(node: e.Extreme, s: Situation, make: Functions) -> Span:
    spans = [bounds(part, s, make) for part in node.parts]
    lows, highs = [low for low, _ in spans], [high for _, high in spans]
    if node.op == "min":
        known = [high for high in highs if high is not None]
        return (None if None in lows else min(lows)), min(known) if known else None
    known = [low for low in lows if low is not None]
    return max(known) if known else None, (None if None in highs else max(highs))


def _choose(node: e.Choose, s: Situation, make: Functions) -> Span:
    truth = make.of(node.condition)(s)
    if truth is not None:
        return bounds(node.then if truth else node.otherwise, s, make)
    return hull(bounds(node.then, s, make), bounds(node.otherwise, s, make))


def hull(one: Span, other: Span) -> Span:
    """The smallest span that holds both."""
    low = None if one[0] is None or other[0] is None else min(one[0], other[0])
    high = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return low, high


def _each(node: e.Count | e.Sum, s: Situation, make: Functions) -> Iterator[Truth]:
    condition, outer = make.of(node.condition), s.bound.get(node.variable)
    for record in make.of(node.records)(s):
        s.bound[node.variable] = record
        yield condition(s)
    if outer is not None:
        s.bound[node.variable] = outer


def _count(node: e.Count, s: Situation, make: Functions) -> Span:
    if make.of(node.records)(s) is None:
        return 0, None
    truths = list(_each(node, s, make))
    return truths.count(True), len(truths) - truths.count(False)


def _sum(node: e.Sum, s: Situation, make: Functions) -> Span:
    if make.of(node.records)(s) is None:
        return (0, None) if node.type.kind == "money" else ANYTHING
    low: Any = 0
    high: Any = 0
    for truth in _each(node, s, make):
        if truth is False:
            continue
        least, most = bounds(node.value, s, make)
        if truth is None:
            least, most = hull((least, most), (0, 0))
        low, high = _plus(low, least), _plus(high, most)
    return low, high


_HANDLERS: dict[type[e.Node], Callable[[Any, Situation, Functions], Span]] = {
    e.FactRef: _given,
    e.FieldRef: _field,
    e.Arithmetic: _arithmetic,
    e.Extreme: _extreme,
    e.Choose: _choose,
    e.Count: _count,
    e.Sum: _sum,
}
