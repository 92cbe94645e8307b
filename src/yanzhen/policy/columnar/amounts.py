"""A rule's sum over many rows: its least and its greatest, the columnar twin of `sums.worth`.

    amount_limits(rule.amount, frame)  ->  (low, high), in fen; high unknown where nothing limits it
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanzhen.policy import expression as e
from yanzhen.policy.columnar.catalogue import tiers
from yanzhen.policy.columnar.limits import Limits, hull, limits
from yanzhen.policy.columnar.masks import both, either, minus, some, thinned
from yanzhen.policy.columnar.rooms import Bids, capped
from yanzhen.policy.columnar.vectors import (
    NOT_KNOWN,
    Truths,
    Vector,
    choose,
    larger,
    smaller,
)
from yanzhen.policy.columnar.when import claim_truths, claims_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.columnar.frames import Frame, RecordFrame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.pack import Amount, ForEach, Interval, Rule

ZERO = Vector(0)


@dataclass(frozen=True, slots=True)
class Claims:
    """The records' claims under a rule: whose, their truth, group and sums, and what caps leave."""

    index: Any
    truth: Truths
    group: Vector
    low: Vector
    high: Vector
    counted_low: Any
    counted_high: Vector


@dataclass(frozen=True, slots=True)
class Worth:
    """One period's least and greatest sum, and the claims that make it up."""

    low: Vector
    high: Vector
    claims: Claims | None = None


def worth(rule: Rule, frame: Frame) -> Worth:
    """What one period of the rule comes to, caps applied."""
    assert rule.amount is not None
    if rule.for_each is None:
        return Worth(*amount_limits(rule.amount, frame))
    return _of_claims(rule, rule.for_each, rule.amount, frame)


def amount_limits(amount: Amount, frame: Frame) -> Limits:
    """The least and greatest sum that the amount can still be; (0, 0) where no row applies."""
    found: Limits | None = None
    seen: Mask = False
    for possible, interval in _possible(amount, frame):
        possible = thinned(possible)
        if possible is False:
            continue
        own = limits(interval.low, frame)[0], limits(interval.high, frame)[1]
        found = own if found is None else _joined(found, seen, own, possible)
        seen = either(seen, possible)
    if found is None:
        return ZERO, ZERO
    low, high = (choose(seen, one, ZERO) for one in found)
    low = larger(choose(low.known, low, ZERO), ZERO)
    high = larger(high, ZERO)
    if amount.at_most is not None:
        most = Vector(amount.at_most)
        low = smaller(low, most)
        high = choose(high.known, smaller(high, most), most)
    return low, high


def _joined(found: Limits, seen: Mask, own: Limits, possible: Mask) -> Limits:
    """Both limits where both apply, else the one that does."""
    again = both(seen, possible)
    wide = hull(found, own) if some(again) else own
    return (
        choose(again, wide[0], choose(possible, own[0], found[0])),
        choose(again, wide[1], choose(possible, own[1], found[1])),
    )


def _possible(amount: Amount, frame: Frame) -> Iterator[tuple[Mask, Interval]]:
    """The rows of the table, or the bands, that may still be a subject's."""
    if amount.by is not None:
        yield from _rows(amount, amount.by, frame)
        return
    left: Mask = True
    for test, interval in amount.bands:
        if test is None:
            yield left, interval
            return
        truth = frame.truths(test)
        yield both(left, truth.may), interval
        left = minus(left, truth.yes)


def _rows(amount: Amount, by: e.Node, frame: Frame) -> Iterator[tuple[Mask, Interval]]:
    key = frame.vector(by)
    among = _tiers(frame) if isinstance(by, e.TierRef) else None
    for option, interval in amount.rows.items():
        mine: Mask = False
        if key.words is not None and option in key.words:
            mine = both(key.known, key.value == key.words.index(option))
        other = True if among is None else among.get(option, False)
        yield either(mine, minus(other, key.known)), interval


def _tiers(frame: Frame) -> dict[str, Mask]:
    """The tiers a sum is worked out for: a review that nobody has held yet adds none."""
    found = tiers(frame)
    any_item: Mask = False
    for tier, mask in found.by_item.items():
        if tier != "none":
            any_item = either(any_item, mask)
    return {
        tier: either(both(any_item, mask), minus(found.possible[tier], any_item))
        for tier, mask in found.by_item.items()
    }


# -- claims

def _of_claims(rule: Rule, each: ForEach, amount: Amount, frame: Frame) -> Worth:
    records = claims_frame(each, frame)
    truth = claim_truths(rule, each, records)
    low, high = amount_limits(amount, records)
    low, high = choose(truth.may, low, ZERO), choose(truth.may, high, ZERO)
    group = _group(rule, each, records)
    bids = Bids(records.index, records.size, truth, group, low, high)
    counted = capped(rule.caps, bids, frame.size)
    claims = Claims(
        records.index, truth, group, low, high, counted.low, counted.high
    )
    limit = [cap.limit for cap in rule.caps if cap.per == "subject"]
    unlisted = Vector(min(limit)) if limit else NOT_KNOWN
    return Worth(
        choose(records.known, counted.total_low, ZERO),
        choose(records.known, counted.total_high, unlisted),
        claims,
    )


def _group(rule: Rule, each: ForEach, records: RecordFrame) -> Vector:
    field = next((cap.field for cap in rule.caps if cap.field), None)
    if field is None:
        return Vector(0)
    value = records.field(each.variable, field)
    if isinstance(value, Truths):
        return Vector(value.yes, value.known)
    return value
