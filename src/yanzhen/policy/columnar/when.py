"""Whether a rule's conditions hold, over many rows, and which of them fails first.

    rule_truths("art-7", frame)   ->  Truths
    frame.passed["art-7"]         ->  array([2, 0, ...]), conditions passed before one fails
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yanzhen.policy.columnar.frames import listed
from yanzhen.policy.columnar.masks import some
from yanzhen.policy.columnar.vectors import FALSE, TRUE, Truths, conjunction
from yanzhen.policy.ruling import in_force

if TYPE_CHECKING:
    from yanzhen.policy.columnar.frames import Frame, RecordFrame
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
    """Condition by condition; `frame.passed` counts those that each row passes, or may pass."""
    if not in_force(rule, frame.root.day):
        return FALSE
    found = TRUE
    count = np.zeros(frame.size, dtype=np.int8)
    frame.passed[rule.id] = count
    for condition in rule.when:
        found = conjunction(found, frame.truths(condition.node))
        if not some(found.may):
            return FALSE
        count += found.may
    if rule.for_each is not None:
        found = conjunction(found, records_truths(rule, rule.for_each, frame))
    return found


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
