"""Several subjects assessed together, with the caps that reach across them.

A cap per agency and year binds all that the agency claims, whether it comes in one application
or in five. Subjects of one owner share their caps in the order in which they are listed; a
subject that does not say whose it is cannot be settled beside others: unknown, not capless.

    assess_group(engine, [first, second], owner="organisation_code", as_of=date(2026, 1, 1))
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yanzhen.policy.caps import Bid, capped, claims_of
from yanzhen.policy.sums import sums
from yanzhen.policy.totals import totals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yanzhen.policy.bounds import Span
    from yanzhen.policy.evaluate import Engine
    from yanzhen.policy.outcome import Assessment, Outcome
    from yanzhen.policy.pack import Rule
    from yanzhen.policy.subject import Subject


def assess_group(
    engine: Engine, subjects: Sequence[Subject], owner: str, as_of: date
) -> tuple[Assessment, ...]:
    """One assessment per subject, in order; `owner` names the fact that tells whose it is."""
    found = [engine.assess(subject, as_of) for subject in subjects]
    for rule in engine.pack.rules.values():
        if rule.caps and rule.for_each:
            _share(engine, rule, found, owner)
    return tuple(found)


def _share(engine: Engine, rule: Rule, found: list[Assessment], owner: str) -> None:
    """Put one rule's claims of all subjects under its caps together."""
    places = [
        (number, outcome)
        for number, assessment in enumerate(found)
        for outcome in assessment.outcomes
        if outcome.rule.id == rule.id and outcome.claims
    ]
    if len(places) < 2:
        return
    bids = [
        Bid(claim.truth, claim.group, claim.span, found[number].subject.facts.get(owner))
        for number, outcome in places
        for claim in outcome.claims
    ]
    counted = iter(zip(bids, capped(rule.caps, bids).spans, strict=True))
    for number, outcome in places:
        own = [next(counted) for _ in outcome.claims]
        found[number] = _with(engine, found[number], outcome, own)


def _with(
    engine: Engine, assessment: Assessment, outcome: Outcome, own: list[tuple[Bid, Span]]
) -> Assessment:
    spans = [span for _, span in own]
    highs = [high for _, high in spans]
    high = None if None in highs else sum(highs)
    s = engine.situation(assessment.subject.facts, assessment.as_of)
    changed = outcome._replace(
        sums=sums(outcome.rule, outcome.status, (sum(low for low, _ in spans), high), s),
        claims=claims_of([bid for bid, _ in own], spans),
    )
    outcomes = tuple(changed if one is outcome else one for one in assessment.outcomes)
    return replace(assessment, outcomes=outcomes, totals=totals(assessment.pack, outcomes))
