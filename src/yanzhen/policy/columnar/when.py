"""Whether a rule's conditions hold, over many rows, and which of them fails first.

    rule_truths("art-7", frame)             ->  Truths
    failed_first(rule, frame)               ->  array([2, 0, ...]), condition numbers
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.frames import listed
from yanzhen.policy.columnar.masks import both, some
from yanzhen.policy.columnar.vectors import FALSE, TRUE, Truths, conjunction
from yanzhen.policy.ruling import in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.policy.columnar.frames import Frame, RecordFrame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.pack import ForEach, Rule


def rule_truths(rule_id: str, frame: Frame) -> Truths:
    """Whether the rule is in force and all its conditions hold; kept for the frame."""
    kept = frame.rule_truths.get(rule_id)
    if kept is None:
        if frame.below is not None and frame.leaves(frame.plan.rule_depends(rule_id)):
            kept = rule_truths(rule_id, frame.below).taken(frame.index)
        else:
            kept = _worked_out(frame.plan.pack.rules[rule_id], frame)
        frame.rule_truths[rule_id] = kept
    return kept


def _worked_out(rule: Rule, frame: Frame) -> Truths:
    if not in_force(rule, frame.root.day):
        return FALSE
    found = TRUE
    for passed in _passing(rule, frame):
        found = passed
        if not some(found.may):
            return FALSE
    if rule.for_each is not None:
        found = conjunction(found, records_truths(rule, rule.for_each, frame))
    return found


def _passing(rule: Rule, frame: Frame) -> Iterator[Truths]:
    """What is left after each condition."""
    found = TRUE
    for condition in rule.when:
        found = conjunction(found, frame.truths(condition.node))
        yield found


def failed_first(rule: Rule, frame: Frame) -> Any:
    """How many conditions each row passes, or may pass, before one fails it."""
    count: Any = np.zeros(frame.size, dtype=np.int8)
    passed: Mask = True
    for condition in rule.when:
        passed = both(passed, frame.truths(condition.node).may)
        if passed is False:
            break
        count += passed
        if not some(passed):
            break
    return count


def records_truths(rule: Rule, each: ForEach, frame: Frame) -> Truths:
    """Whether any record is a claim under the rule; unknown where the records are."""
    records = claims_frame(each, frame)
    found = claim_truths(rule, each, records)
    return listed(records, Truths(records.any_below(found.yes), records.any_below(found.may)))


def claims_frame(each: ForEach, frame: Frame) -> RecordFrame:
    return frame.over(each.variable, frame.plan.vocabulary.facts[each.records])


def claim_truths(rule: Rule, each: ForEach, records: RecordFrame) -> Truths:
    """Whether each record is a claim under the rule."""
    found = TRUE
    for condition in each.when:
        found = conjunction(found, records.truths(condition.node))
    if rule.amount is not None and rule.amount.covers is not None:
        found = conjunction(found, records.truths(rule.amount.covers))
    return found
