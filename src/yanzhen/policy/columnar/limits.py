"""Between which numbers an unknown lies, over many rows: the columnar twin of `bounds`.

A limit is a vector; where it is not known there is none.

    limits(node, frame)  ->  (low, high)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.columnar.masks import both, either, minus, opposite, some
from yanzhen.policy.columnar.vectors import (
    NOT_KNOWN,
    Truths,
    Vector,
    added,
    choose,
    compare,
    larger,
    literal,
    multiplied,
    negation,
    smaller,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from yanzhen.policy.columnar.frames import Frame, RecordFrame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.vocabulary import Fact

Limits = tuple[Vector, Vector]
ANYTHING: Limits = (NOT_KNOWN, NOT_KNOWN)
NOTHING: Limits = (Vector(0), Vector(0))


def limits(node: e.Node, frame: Frame) -> Limits:
    """The least and greatest value the node can have, given what is known."""
    handler = _HANDLERS.get(type(node))
    if isinstance(node, e.Choose):
        return _choose(node, frame)
    value = frame.vector(node)
    if value.known is True:
        return value, value
    low, high = handler(node, frame) if handler else ANYTHING
    return first_known(value, low), first_known(value, high)


def first_known(one: Vector, other: Vector) -> Vector:
    """The one where it is known, else the other."""
    if one.known is True or other is one:
        return one
    return other if one.known is False else choose(one.known, one, other)


def decided(node: e.Compare, frame: Frame, found: Truths) -> Truths:
    """A comparison where the limits may decide although a side is unknown."""
    unknown = found.unknown
    if not some(unknown):
        return found
    guess = _decide(node.op, limits(node.left, frame), limits(node.right, frame))
    yes = either(found.yes, both(unknown, guess.yes))
    return Truths(yes, minus(found.may, both(unknown, opposite(guess.may))))


def _decide(op: str, left: Limits, right: Limits) -> Truths:
    if op in (">", ">="):
        return _decide({">": "<", ">=": "<="}[op], right, left)
    if op == "!=":
        return negation(_decide("==", left, right))
    (low, high), (least, most) = left, right
    if op == "==":
        apart = either(_surely("<", high, least), _surely("<", most, low))
        return Truths(False, opposite(apart))
    if op == "<":
        yes, no = _surely("<", high, least), _surely("<=", most, low)
    else:
        yes, no = _surely("<=", high, least), _surely("<", most, low)
    return Truths(yes, either(yes, opposite(no)))


def _surely(op: str, one: Vector, other: Vector) -> Mask:
    return compare(op, one, other).yes


def hull(one: Limits, other: Limits) -> Limits:
    """The smallest limits that hold both."""
    return smaller(one[0], other[0]), larger(one[1], other[1])


def chosen(condition: Truths, one: Limits, other: Limits) -> Limits:
    """The one's limits where the condition holds, the other's where not, both's where unknown."""
    low, high = (
        choose(condition.yes, first, second) for first, second in zip(one, other, strict=True)
    )
    unknown = condition.unknown
    if not some(unknown):
        return low, high
    wide = hull(one, other)
    return choose(unknown, wide[0], low), choose(unknown, wide[1], high)


def _of(fact: Fact) -> Limits:
    low, high = fact.minimum, fact.maximum
    return (
        NOT_KNOWN if low is None else literal(low),
        NOT_KNOWN if high is None else literal(high),
    )


def _given(node: e.FactRef, frame: Frame) -> Limits:
    return _of(node.fact)


def _field(node: e.FieldRef, frame: Frame) -> Limits:
    return _of(node.field)


def _arithmetic(node: e.Arithmetic, frame: Frame) -> Limits:
    left, right = limits(node.left, frame), limits(node.right, frame)
    if node.op == "+":
        return added(left[0], right[0]), added(left[1], right[1])
    if node.op == "-":
        return added(left[0], right[1], -1), added(left[1], right[0], -1)
    low, high = _times(left, right)
    return (whole(low), whole(high)) if node.type.kind == "money" else (low, high)


def _times(left: Limits, right: Limits) -> Limits:
    """Products of what is not negative; anything else is left without limits."""
    (low, high), (least, most) = left, right
    zero = Vector(0)
    fit = both(_surely(">=", low, zero), _surely(">=", least, zero))
    none = both(fit, either(_surely("==", high, zero), _surely("==", most, zero)))
    lower, upper = multiplied(low, least), multiplied(high, most)
    lower = choose(none, zero, lower)
    upper = choose(none, zero, upper)
    return lower.where_known(both(fit, lower.known)), upper.where_known(both(fit, upper.known))


def _extreme(node: e.Extreme, frame: Frame) -> Limits:
    found = [limits(part, frame) for part in node.parts]
    low, high = found[0]
    for least, most in found[1:]:
        if node.op == "min":
            low, high = smaller(low, least), _of_known(smaller, high, most)
        else:
            low, high = _of_known(larger, low, least), larger(high, most)
    return low, high


def _of_known(pick: Callable[[Vector, Vector], Vector], one: Vector, other: Vector) -> Vector:
    """The pick of both, or the one that is known."""
    return first_known(pick(one, other), first_known(one, other))


def _choose(node: e.Choose, frame: Frame) -> Limits:
    condition = frame.truths(node.condition)
    if condition.yes is True:
        return limits(node.then, frame)
    if condition.may is False:
        return limits(node.otherwise, frame)
    return chosen(condition, limits(node.then, frame), limits(node.otherwise, frame))


def _count(node: e.Count, frame: Frame) -> Limits:
    records = frame.over(node.variable, _fact(node))
    found = records.truths(node.condition)
    most = Vector(records.count_below(found.may), records.known)
    return Vector(records.count_below(found.yes)), most


def _sum(node: e.Sum, frame: Frame) -> Limits:
    records = frame.over(node.variable, _fact(node))
    found = records.truths(node.condition)
    least, most = limits(node.value, records)
    zero = Vector(0)
    wide = hull((least, most), (zero, zero))
    least, most = choose(found.yes, least, wide[0]), choose(found.yes, most, wide[1])
    low, high = _total(records, found.may, least), _total(records, found.may, most)
    if node.type.kind == "money":
        low = choose(records.known, low, zero)
    return low, high


def _total(records: RecordFrame, mask: Mask, values: Vector) -> Vector:
    known = minus(records.known, records.any_below(both(mask, opposite(values.known))))
    return Vector(records.sum_below(values.value, both(mask, values.known)), known, values.den)


def _fact(node: Any) -> Fact:
    fact: Fact = node.records.fact
    return fact


_HANDLERS: dict[type[e.Node], Callable[[Any, Frame], Limits]] = {
    e.FactRef: _given,
    e.FieldRef: _field,
    e.Arithmetic: _arithmetic,
    e.Extreme: _extreme,
    e.Choose: _choose,
    e.Count: _count,
    e.Sum: _sum,
}
