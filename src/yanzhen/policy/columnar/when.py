"""Whether a rule's conditions hold, over many rows, and which of them fails first.

rule_truths("art-7", frame)   ->  Truths
frame.passed["art-7"]         ->  array([2, 0, ...]), conditions passed before one fails,
                                  on a frame that is asked for `reasons`
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.frames import listed
from yanzhen.policy.columnar.masks import full, rows_of
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
    """Condition by condition, each only on the rows that are left once they are few."""
    if not in_force(rule, frame.root.day):
        return FALSE
    left = _Left(frame)
    passed = np.zeros(frame.size, dtype=np.int8) if frame.reasons else None
    frame.passed[rule.id] = passed
    counts = frame.failures[rule.id] = []
    for condition in rule.when:
        before = left.count
        left.add(left.frame.truths(condition.node))
        counts.append(before - left.count)
        if not left.count:
            left.release()
            return FALSE
        if passed is not None:
            left.count_up(passed)
        left.narrow()
    if rule.for_each is not None:
        left.add(records_truths(rule, rule.for_each, left.frame))
    left.release()
    return left.truths()


class _Left:
    """The rows of a frame on which nothing has failed so far, and what is known of them."""

    def __init__(self, frame: Frame) -> None:
        self.whole = frame
        self.frame = frame
        self.rows: Any = None
        self.found = TRUE
        self.count = frame.size

    def add(self, truth: Truths) -> None:
        self.found = conjunction(self.found, truth)
        may = self.found.may
        if isinstance(may, bool):
            self.count = self.frame.size if may else 0
        else:
            self.count = int(np.count_nonzero(may))

    def count_up(self, passed: Any) -> None:
        if self.rows is None:
            passed += self.found.may
        else:
            passed[self.rows] += full(self.found.may, self.frame.size)

    def narrow(self) -> None:
        """Go on with the rows that are left, where they are few of many."""
        size = self.frame.size
        if size < MANY or FEW_OF * self.count > size:
            return
        rows = rows_of(self.found.may, size)
        self.found = self.found.taken(rows)
        self.rows = rows if self.rows is None else self.rows[rows]
        self.release()
        self.frame = self.whole.some_rows(self.rows)

    def release(self) -> None:
        if self.frame is not self.whole:
            self.frame.release()

    def truths(self) -> Truths:
        """What is known, laid out on all rows again."""
        if self.rows is None:
            return self.found
        yes = np.zeros(self.whole.size, dtype=bool)
        yes[self.rows] = self.found.yes
        if self.found.yes is self.found.may:
            return Truths(yes, yes)
        may = np.zeros(self.whole.size, dtype=bool)
        may[self.rows] = self.found.may
        return Truths(yes, may)


MANY, FEW_OF = 4_000, 3
"""Rows are picked out from so many on, when a third of them or fewer are left."""


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
