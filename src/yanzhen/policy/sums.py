"""From a rule's amount to sums: per period, in all, with caps, offsets and instalments.

Everything is a span of fen until it is settled. A ceiling's span starts at nothing; a sum
approved by the competent body settles it. Caps over several claims are in `caps`.

    worth(rule, situation, computer).span  ->  (500_000_00, 500_000_00)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from yanzhen.policy.bounds import bounds, hull
from yanzhen.policy.caps import Bid, capped, claims_of
from yanzhen.policy.expression import TierRef
from yanzhen.policy.outcome import NO_SUMS, Claim, Instalment, Sums
from yanzhen.policy.pack import MONTHS, SURE, WITHOUT_SUM
from yanzhen.policy.values import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from yanzhen.policy.bounds import Span
    from yanzhen.policy.compute import Computer
    from yanzhen.policy.pack import Amount, ForEach, Rule
    from yanzhen.policy.situation import Situation
    from yanzhen.policy.values import Truth

NOTHING: Span = (0, 0)
A_DAY = timedelta(days=1)
MOST_LISTED = 120
"""A schedule lists at most ten years of months."""


@dataclass(frozen=True, slots=True)
class Worth:
    """One period's sum between two limits, and the claims that make it up."""

    span: Span
    claims: tuple[Claim, ...] = ()


def worth(rule: Rule, s: Situation, make: Computer) -> Worth:
    """What one period of the rule comes to, caps applied."""
    assert rule.amount is not None
    if rule.for_each is None:
        return Worth(amount_span(rule.amount, s, make))
    if rule.for_each.records not in s.facts:
        limits = [cap.limit for cap in rule.caps if cap.per == "subject"]
        return Worth((0, min(limits, default=None)))
    bids = list(_claims(rule, rule.for_each, rule.amount, s, make))
    counted = capped(rule.caps, bids)
    return Worth(counted.total, claims_of(bids, counted.spans))


def amount_span(amount: Amount, s: Situation, make: Computer) -> Span:
    """The least and greatest sum that the amount can still be."""
    spans = [
        (bounds(interval.low, s, make)[0], bounds(interval.high, s, make)[1])
        for interval in _possible(amount, s, make)
    ]
    span = spans[0] if spans else NOTHING
    for other in spans[1:]:
        span = hull(span, other)
    low: int = max(span[0] or 0, 0)
    high: int | None = None if span[1] is None else max(span[1], 0)
    if amount.at_most is not None:
        low = min(low, amount.at_most)
        high = amount.at_most if high is None else min(high, amount.at_most)
    return low, high


def _possible(amount: Amount, s: Situation, make: Computer) -> Iterator[Any]:
    """The rows or bands that may still be the subject's."""
    if amount.by is not None:
        known = make.of(amount.by)(s)
        if known is not None:
            yield from (amount.rows[known],) if known in amount.rows else ()
            return
        among = _tiers(s) if isinstance(amount.by, TierRef) else None
        yield from (row for key, row in amount.rows.items() if among is None or key in among)
        return
    for test, interval in amount.bands:
        truth = True if test is None else make.of(test)(s)
        if truth is not False:
            yield interval
        if truth is True:
            return


def _tiers(s: Situation) -> frozenset[str]:
    """The tiers a sum is worked out for: a review that nobody has held yet adds none."""
    by_item = s.tier_by_item - {"none"}
    return by_item or s.tier


def records_truth(rule: Rule, each: ForEach, s: Situation, make: Computer) -> Truth:
    """Whether any record is a claim under the rule; unknown when the records are."""
    if each.records not in s.facts:
        return None
    found = []
    for record in s.facts[each.records]:
        s.bound[each.variable] = record
        found.append(claim_truth(rule, each, s, make))
    return True if True in found else (None if None in found else False)


def claim_truth(rule: Rule, each: ForEach, s: Situation, make: Computer) -> Truth:
    """Whether the record now bound is a claim under the rule."""
    nodes = [condition.node for condition in each.when]
    if rule.amount and rule.amount.covers:
        nodes.append(rule.amount.covers)
    truths = [make.of(node)(s) for node in nodes]
    return False if False in truths else (None if None in truths else True)


def _claims(
    rule: Rule, each: ForEach, amount: Amount, s: Situation, make: Computer
) -> Iterator[Bid]:
    field = next((cap.field for cap in rule.caps if cap.field), None)
    for record in s.facts[each.records]:
        s.bound[each.variable] = record
        truth = claim_truth(rule, each, s, make)
        span = amount_span(amount, s, make) if truth is not False else NOTHING
        yield Bid(truth, record.get(field) if field else "", span)


def sums(rule: Rule, status: str, span: Span, s: Situation) -> Sums:
    """Per period and in all, after periods, offsets and approved sums."""
    if rule.nature in WITHOUT_SUM or status == "ineligible":
        return NO_SUMS
    low, high = span
    count, least_count = _counts(rule, s)
    up_to = rule.periods is not None and rule.periods.up_to and count != least_count
    total_low = low * (1 if least_count is None else least_count)
    total_high = None if high is None else high * (1 if count is None else count)
    total_low, total_high = _less(rule, total_low, total_high, s)
    told = rule.periods is None or rule.periods.fact is not None
    approved = _approved(rule, (total_low if told else total_high, total_high), s)
    if rule.nature in ("ceiling", "loan"):
        total_low = 0
    open_ended = rule.every != "once" and count is None
    settled = total_low == total_high and not open_ended and status == "eligible"
    total = total_high if settled and rule.nature in SURE else None
    if approved is not None and status == "eligible" and rule.nature != "loan":
        total = approved
    exact = low == high and rule.nature in SURE
    if status == "unknown":
        total_low = 0
    per_period = low if exact else None
    return Sums(per_period, count, up_to, total, total_low, total_high)


def _counts(rule: Rule, s: Situation) -> tuple[int | None, int | None]:
    """The greatest and the least number of payments; None where the clause sets none."""
    if rule.periods is None:
        return (1, 1) if rule.every == "once" else (None, 1)
    if not rule.periods.up_to:
        return rule.periods.count, rule.periods.count
    known = s.facts.get(rule.periods.fact) if rule.periods.fact else None
    if known is None:
        return rule.periods.count, 1 if rule.periods.fact is None else 0
    return min(known, rule.periods.count), min(known, rule.periods.count)


def _less(rule: Rule, low: int, high: int | None, s: Situation) -> tuple[int, int | None]:
    if rule.less is None:
        return low, high
    deducted = s.facts.get(rule.less)
    if deducted is None:
        return 0, high
    return max(0, low - deducted), None if high is None else max(0, high - deducted)


def _approved(rule: Rule, limits: Span, s: Situation) -> int | None:
    """The sum approved for this rule, never above what the clause allows.

    None as long as it is open which approvals are meant, or whether the clause allows so much.
    """
    records = s.facts.get("approved_sums", ())
    found: list[int | None] = [
        one.get("sum") for one in records if one.get("rule", rule.id) == rule.id
    ]
    if not found or None in found or rule.nature in SURE:
        return None
    if any("rule" not in one for one in records):
        return None
    total, (least, most) = sum(fen for fen in found if fen is not None), limits
    if rule.nature == "ceiling" and most != least and total > least:
        return None
    return total if most is None else min(total, most)


def schedule(rule: Rule, found: Sums, s: Situation) -> tuple[Instalment, ...]:
    """The payments with the dates between which they fall, where the start is known."""
    if found is NO_SUMS or found.high is None:
        return ()
    start: date | None = s.facts.get(rule.starts) if rule.starts else None
    if rule.every == "once":
        until = None
        if rule.within_years and start:
            until = add_months(start, 12 * rule.within_years)
        return (Instalment(1, start, until, found.total, found.high),)
    step, listed = MONTHS[rule.every], found.periods or 1
    most = found.high // listed if found.periods else found.high
    settled = found.per_period if found.total is not None and rule.less is None else None
    each = found.per_period if found.per_period is not None else most
    count = min(listed, MOST_LISTED)
    if start is None:
        return tuple(Instalment(number + 1, None, None, settled, each) for number in range(count))
    begins = [add_months(start, number * step) for number in range(count + 1)]
    return tuple(
        Instalment(number + 1, begins[number], begins[number + 1] - A_DAY, settled, each)
        for number in range(count)
    )
