"""Status and sums of one rule over many rows: the columnar twin of `ruling.plain` and `sums`.

Statuses are small numbers, sums are integer fen with a mask of the rows that have one. A row
without sums (an ineligible one, a service in kind) is not in `has`.

    plain(rule, frame).status   ->  array([1, 0, 2, ...])   # STATUSES
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.amounts import worth
from yanzhen.policy.columnar.masks import both, either, full, minus, opposite, some, thinned
from yanzhen.policy.columnar.vectors import (
    NOT_KNOWN,
    Truths,
    Vector,
    added,
    choose,
    compare,
    larger,
    multiplied,
    smaller,
)
from yanzhen.policy.columnar.when import rule_truths
from yanzhen.policy.pack import SURE, WITHOUT_SUM

if TYPE_CHECKING:
    from yanzhen.policy.columnar.amounts import Claims
    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.pack import Rule

STATUSES = ("ineligible", "eligible", "unknown", "pending_interpretation")
INELIGIBLE, ELIGIBLE, OPEN, PENDING = range(4)
ZERO, ONE = Vector(0), Vector(1)


@dataclass(frozen=True, slots=True)
class Sums:
    """Per period, how many periods, in all, and between which limits; known only within `has`."""

    has: Mask
    per_period: Vector
    periods: Vector
    up_to: Mask
    total: Vector
    low: Vector
    high: Vector

    def taken(self, index: Any) -> Sums:
        return Sums(
            self.has if isinstance(self.has, bool) else self.has[index],
            self.per_period.taken(index), self.periods.taken(index),
            self.up_to if isinstance(self.up_to, bool) else self.up_to[index],
            self.total.taken(index), self.low.taken(index), self.high.taken(index),
        )  # fmt: skip

    def vectors(self) -> tuple[Vector, ...]:
        return self.per_period, self.periods, self.total, self.low, self.high


NO_SUMS = Sums(False, NOT_KNOWN, NOT_KNOWN, False, NOT_KNOWN, NOT_KNOWN, NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's status on each row (see STATUSES), its sums, and its claims where it has any."""

    status: Any
    sums: Sums
    claims: Claims | None = None


def plain(rule: Rule, frame: Frame) -> Found:
    """Status and sums under the readings that the frame has chosen."""
    truth = rule_truths(rule.id, frame)
    status = coded(truth, frame.size)
    if rule.amount is None or rule.nature in WITHOUT_SUM or truth.may is False:
        return Found(status, NO_SUMS)
    value = worth(rule, frame)
    return Found(status, sums(rule, truth, value.low, value.high, frame), value.claims)


def coded(truth: Truths, size: int) -> Any:
    """0 where it fails, 1 where it holds, 2 where it is unknown."""
    yes, may = full(truth.yes, size), full(truth.may, size)
    if truth.yes is truth.may:
        return yes.astype(np.int8)
    return (may.view(np.int8) << 1) - yes.view(np.int8)


def coded_truth(status: Any) -> Truths:
    """The truth behind a status: it holds, it may."""
    return Truths(status == ELIGIBLE, status != INELIGIBLE)


def sums(rule: Rule, truth: Truths, low: Vector, high: Vector, frame: Frame) -> Sums:
    """Per period and in all, after periods, offsets and approved sums."""
    count, least_count = _counts(rule, frame)
    up_to: Mask = False
    if rule.periods is not None and rule.periods.up_to:
        up_to = opposite(_same(count, least_count))
    total_low = multiplied(low, choose(least_count.known, least_count, ONE))
    total_high = multiplied(high, choose(count.known, count, ONE))
    total_low, total_high = _less(rule, total_low, total_high, frame)
    told = rule.periods is None or rule.periods.fact is not None
    approved = _approved(rule, total_low if told else total_high, total_high, frame)
    if rule.nature in ("ceiling", "loan"):
        total_low = ZERO
    same = compare("==", total_low, total_high).yes
    sure = rule.nature in SURE
    settled = both(same, truth.yes) if sure else False
    if rule.every != "once":
        settled = both(settled, count.known)
    total = total_high.where_known(both(settled, total_high.known))
    if rule.nature != "loan" and approved.known is not False:
        given = both(approved.known, truth.yes)
        total = choose(given, approved, total)
    exact = compare("==", low, high).yes if sure else False
    lowest = choose(truth.yes, total_low, ZERO)
    has = thinned(truth.may)
    return Sums(
        has,
        low.where_known(both(exact, has)), count.where_known(both(count.known, has)),
        both(up_to, has), total.where_known(both(total.known, has)),
        lowest.where_known(has), total_high.where_known(both(total_high.known, has)),
    )  # fmt: skip


def _same(one: Vector, other: Vector) -> Mask:
    """Whether two counts are the same, or both without a number."""
    neither = minus(opposite(one.known), other.known)
    return either(compare("==", one, other).yes, neither)


def _counts(rule: Rule, frame: Frame) -> tuple[Vector, Vector]:
    """The greatest and the least number of payments; unknown where the clause sets none."""
    if rule.periods is None:
        return (ONE, ONE) if rule.every == "once" else (NOT_KNOWN, ONE)
    most = Vector(rule.periods.count)
    if not rule.periods.up_to:
        return most, most
    if rule.periods.fact is None:
        return most, ONE
    told = _fact(rule.periods.fact, frame)
    known = smaller(told, most)
    return choose(told.known, known, most), choose(told.known, known, ZERO)


def _fact(name: str, frame: Frame) -> Vector:
    found = frame.root.fact(name)
    assert isinstance(found, Vector)
    rows = frame.root_rows()
    return found if rows is None else found.taken(rows)


def _less(rule: Rule, low: Vector, high: Vector, frame: Frame) -> tuple[Vector, Vector]:
    if rule.less is None:
        return low, high
    deducted = _fact(rule.less, frame)
    left = larger(added(low, deducted, -1), ZERO)
    most = larger(added(high, deducted, -1), ZERO)
    return choose(deducted.known, left, ZERO), choose(deducted.known, most, high)


def _approved(rule: Rule, least: Vector, most: Vector, frame: Frame) -> Vector:
    """The sum approved for this rule, never above what the clause allows."""
    source = frame.root.records("approved_sums")
    if source is None or rule.nature in SURE:
        return NOT_KNOWN
    records = frame.over("approved", frame.plan.vocabulary.facts["approved_sums"])
    which, fen = records.field("approved", "rule"), records.field("approved", "sum")
    assert isinstance(which, Vector)
    assert isinstance(fen, Vector)
    nameless = opposite(which.known)
    mine = both(which.known, compare("==", which, Vector(0, True, 1, (rule.id,))).yes)
    if not some(mine):
        return NOT_KNOWN
    known = minus(records.any_below(mine), records.any_below(nameless))
    known = minus(known, records.any_below(minus(mine, fen.known)))
    total = Vector(records.sum_below(fen.value, both(mine, fen.known)), known)
    if rule.nature == "ceiling":
        same = compare("==", most, least).yes
        over = compare(">", total, least).yes
        total = total.where_known(both(known, either(same, opposite(over))))
    return choose(most.known, smaller(total, most), total)


# -- joining answers of different rows


def chosen_sums(mask: Mask, one: Sums, other: Sums) -> Sums:
    """The one's sums where the mask holds, else the other's."""
    if mask is False:
        return other
    per_period, periods, total, low, high = (
        choose(mask, first, second)
        for first, second in zip(one.vectors(), other.vectors(), strict=True)
    )
    has = either(both(mask, one.has), minus(other.has, mask))
    up_to = either(both(mask, one.up_to), minus(other.up_to, mask))
    return Sums(has, per_period, periods, up_to, total, low, high)


def same_sums(one: Sums, other: Sums) -> Mask:
    """The rows on which two sums say the same."""
    same = opposite(either(minus(one.has, other.has), minus(other.has, one.has)))
    same = minus(same, either(minus(one.up_to, other.up_to), minus(other.up_to, one.up_to)))
    for first, second in zip(one.vectors(), other.vectors(), strict=True):
        same = both(same, _same(first, second))
    return same


def laid_sums(base: Sums, rows: Any, part: Sums, size: int) -> Sums:
    """The base's sums, with the part's on these rows."""
    mask = np.zeros(size, dtype=bool)
    mask[rows] = True
    per_period, periods, total, low, high = (_laid(vector, rows, size) for vector in part.vectors())
    whole = Sums(
        _laid_mask(part.has, rows, size), per_period, periods,
        _laid_mask(part.up_to, rows, size), total, low, high,
    )  # fmt: skip
    return chosen_sums(mask, whole, base)


def _laid_mask(mask: Mask, rows: Any, size: int) -> Mask:
    if isinstance(mask, bool):
        return mask
    found = np.zeros(size, dtype=bool)
    found[rows] = mask
    return found


def _laid(part: Vector, rows: Any, size: int) -> Vector:
    value = part.value
    if isinstance(value, np.ndarray):
        value = np.zeros(size, dtype=value.dtype)
        value[rows] = part.value
    return Vector(value, _laid_mask(part.known, rows, size))
