"""Each node over the rows of a frame: the columnar twin of `compute`, node for node.

read(node, frame)  ->  Truths for a condition, a Vector for a number, a day or a word
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy import expression as e
from yanzhen.policy.columnar.catalogue import tier_of, tiers
from yanzhen.policy.columnar.columns import Sets
from yanzhen.policy.columnar.days import full_months
from yanzhen.policy.columnar.frames import Frame, RecordFrame, Value, listed
from yanzhen.policy.columnar.given import contained
from yanzhen.policy.columnar.limits import decided
from yanzhen.policy.columnar.masks import both, either, minus, opposite, thinned
from yanzhen.policy.columnar.vectors import (
    FALSE,
    NOT_KNOWN,
    TRUE,
    UNKNOWN,
    Truths,
    Vector,
    added,
    as_vector,
    choose,
    compare,
    conjunction,
    disjunction,
    larger,
    literal,
    member,
    multiplied,
    negation,
    smaller,
    whole,
)
from yanzhen.policy.columnar.when import rule_truths

if TYPE_CHECKING:
    from yanzhen.policy.columnar.masks import Mask

COMPOSITE = (e.Arithmetic, e.Extreme, e.Choose, e.Count, e.Sum)


def read(node: e.Node, frame: Frame) -> Value:
    """The node worked out on the frame."""
    found: Value = READER.of(node)(node, frame)
    return found


def _literal(node: e.Literal, frame: Frame) -> Value:
    if isinstance(node.value, bool):
        return TRUE if node.value else FALSE
    if node.type.kind == "date":
        return Vector(node.value.toordinal())
    return literal(node.value)


def _fact(node: e.FactRef, frame: Frame) -> Value:
    found: Value = frame.fact(node.fact.id)
    return found


def _field(node: e.FieldRef, frame: Frame) -> Value:
    return frame.field(node.variable, node.field.id)


def _parameter(node: e.ParameterRef, frame: Frame) -> Value:
    value = frame.root.parameters.get(node.id)
    if value is None:
        return UNKNOWN if node.type.kind == "bool" else NOT_KNOWN
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return Vector(value.toordinal()) if node.type.kind == "date" else literal(value)


def _reading(node: e.ReadingRef, frame: Frame) -> Value:
    return frame.reading(node.id)


def _tier(node: e.TierRef, frame: Frame) -> Value:
    return tier_of(tiers(frame))


def _as_of(node: e.AsOf, frame: Frame) -> Value:
    return Vector(frame.root.day.toordinal())


def _rule(node: e.RuleMet, frame: Frame) -> Value:
    return rule_truths(node.rule, frame)


def _compare(node: e.Compare, frame: Frame) -> Value:
    if isinstance(node.left, e.TierRef) and isinstance(node.right, e.Literal):
        among = _among_tiers(frame, (node.right.value,))
        return among if node.op == "==" else negation(among)
    one, other = frame.vector(node.left), frame.vector(node.right)
    found = compare(node.op, one, other)
    if isinstance(node.left, COMPOSITE) or isinstance(node.right, COMPOSITE):
        return decided(node, frame, found)
    return found


def _among_tiers(frame: Frame, wanted: tuple[str, ...]) -> Truths:
    """Certain where no other tier is possible, ruled out where none of the wanted is."""
    possible = tiers(frame).possible
    inside: Mask = False
    outside: Mask = False
    for tier, mask in possible.items():
        if tier in wanted:
            inside = either(inside, mask)
        else:
            outside = either(outside, mask)
    return Truths(opposite(outside), either(inside, opposite(outside)))


def _member(node: e.Member, frame: Frame) -> Value:
    if isinstance(node.item, e.TierRef):
        return _among_tiers(frame, node.options)
    return member(frame.vector(node.item), node.options)


def _contains(node: e.Contains, frame: Frame) -> Value:
    whole_ = node.whole
    if isinstance(whole_, e.ParameterRef):
        value = frame.root.parameters.get(whole_.id)
        return UNKNOWN if value is None else TRUE if node.option in value else FALSE
    column: Any = None
    if isinstance(whole_, e.FactRef):
        column = frame.root.columns.get(whole_.fact.id)
    elif isinstance(whole_, e.FieldRef) and isinstance(frame, RecordFrame) and frame.source:
        column = frame.source.fields.get(whole_.field.id)
    if not isinstance(column, Sets):
        return UNKNOWN
    found = contained(column, node.option, True if column.known is None else column.known)
    if isinstance(whole_, e.FieldRef):
        assert isinstance(frame, RecordFrame)
        return found if frame.positions is None else found.taken(frame.positions)
    rows = frame.root_rows()
    return found if rows is None else found.taken(rows)


def _and(node: e.And, frame: Frame) -> Value:
    found = TRUE
    for part in node.parts:
        found = conjunction(found, frame.truths(part))
        if found.may is False or thinned(found.may) is False:
            return FALSE
    return found


def _or(node: e.Or, frame: Frame) -> Value:
    found = FALSE
    for part in node.parts:
        found = disjunction(found, frame.truths(part))
        if found.yes is True:
            return TRUE
    return found


def _not(node: e.Not, frame: Frame) -> Value:
    return negation(frame.truths(node.part))


def _arithmetic(node: e.Arithmetic, frame: Frame) -> Value:
    return worked_out(node, frame.vector(node.left), frame.vector(node.right))


def worked_out(node: e.Arithmetic, one: Vector, other: Vector) -> Vector:
    """The operation; money comes out in whole fen."""
    if both(one.known, other.known) is False:
        return NOT_KNOWN
    if node.op == "*":
        found = multiplied(one, other)
    else:
        found = added(one, other, 1 if node.op == "+" else -1)
    return whole(found) if node.type.kind == "money" else found


def _extreme(node: e.Extreme, frame: Frame) -> Value:
    pick = smaller if node.op == "min" else larger
    found = frame.vector(node.parts[0])
    for part in node.parts[1:]:
        found = pick(found, frame.vector(part))
    return found


def _choose(node: e.Choose, frame: Frame) -> Value:
    condition = frame.truths(node.condition)
    if condition.yes is True:
        return frame.value(node.then)
    if condition.may is False:
        return frame.value(node.otherwise)
    one, other = frame.value(node.then), frame.value(node.otherwise)
    if isinstance(one, Truths) and isinstance(other, Truths):
        return _chosen_truth(condition, one, other)
    first, second = as_vector(one), as_vector(other)
    found = choose(condition.yes, first, second)
    if condition.yes is condition.may:
        return found
    same = compare("==", first, second).yes
    known = either(both(found.known, condition.known), both(same, condition.unknown))
    return found.where_known(known)


def _chosen_truth(condition: Truths, one: Truths, other: Truths) -> Truths:
    """Where the condition is unknown, what both branches agree on."""
    yes = either(
        either(both(condition.yes, one.yes), minus(other.yes, condition.may)),
        both(one.yes, other.yes),
    )
    no_one, no_other = opposite(one.may), opposite(other.may)
    no = either(
        either(both(condition.yes, no_one), minus(no_other, condition.may)),
        both(no_one, no_other),
    )
    return Truths(yes, opposite(no))


def _some(node: e.Some, frame: Frame) -> Value:
    records = _records(node, frame)
    found = records.truths(node.condition)
    return listed(records, Truths(records.any_below(found.yes), records.any_below(found.may)))


def _every(node: e.Every, frame: Frame) -> Value:
    records = _records(node, frame)
    fails = negation(records.truths(node.condition))
    some = Truths(records.any_below(fails.yes), records.any_below(fails.may))
    return listed(records, negation(some))


def _count(node: e.Count, frame: Frame) -> Value:
    records = _records(node, frame)
    found = records.truths(node.condition)
    known = minus(records.known, records.any_below(found.unknown))
    return Vector(records.count_below(found.yes), known)


def _sum(node: e.Sum, frame: Frame) -> Value:
    records = _records(node, frame)
    found, value = records.truths(node.condition), records.vector(node.value)
    open_ones = either(found.unknown, both(found.may, opposite(value.known)))
    known = minus(records.known, records.any_below(open_ones))
    total = records.sum_below(value.value, both(found.yes, value.known))
    return Vector(total, known, value.den)


def _records(node: Any, frame: Frame) -> RecordFrame:
    return frame.over(node.variable, node.records.fact)


def _elapsed(node: e.Elapsed, frame: Frame) -> Value:
    start, end = frame.vector(node.start), frame.vector(node.end)
    known = both(start.known, end.known)
    if known is False:
        return NOT_KNOWN
    months = full_months(start.value, end.value)
    value = months // 12 if node.unit == "years" else months
    return Vector(value if np.ndim(value) else int(value), known)


def _attribute(node: e.EntryAttribute, frame: Frame) -> Value:
    item = frame.vector(node.item)
    if item.words is None:
        return NOT_KNOWN
    marks = [
        (getattr(node.options[word], node.attribute) or "") if word in node.options else ""
        for word in item.words
    ]
    words = tuple(sorted(set(marks)))
    codes = np.array([words.index(mark) for mark in marks] or [0], dtype=np.int32)
    value = codes[item.value] if isinstance(item.value, np.ndarray) else int(codes[item.value])
    return Vector(value, item.known, 1, words or ("",))


READER: e.Reader[Any] = e.Reader(
    "columns",
    {
        e.Literal: _literal, e.FactRef: _fact, e.FieldRef: _field, e.ParameterRef: _parameter,
        e.ReadingRef: _reading, e.TierRef: _tier, e.AsOf: _as_of, e.RuleMet: _rule,
        e.Compare: _compare, e.Member: _member, e.Contains: _contains, e.And: _and, e.Or: _or,
        e.Not: _not, e.Arithmetic: _arithmetic, e.Extreme: _extreme, e.Choose: _choose,
        e.Some: _some, e.Every: _every, e.Count: _count, e.Sum: _sum, e.Elapsed: _elapsed,
        e.EntryAttribute: _attribute,
    },
)  # fmt: skip
