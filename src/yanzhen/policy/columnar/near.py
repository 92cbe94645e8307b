"""Who fails a rule by one condition only: the rows that one thing keeps from it.

found = near_misses(program, "person", columns, size, day)["art-19-rent"]
found[4].alone     ->  rows where the fifth condition fails and all others certainly hold
found[4].others    ->  rows where it fails, no other does, and some others are unknown
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.frames import Root
from yanzhen.policy.columnar.masks import full
from yanzhen.policy.columnar.when import records_truths
from yanzhen.policy.ruling import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.program import Program
    from yanzhen.policy.columnar.vectors import Truths
    from yanzhen.policy.pack import Rule

NOBODY = -1
FEW_OF = 2
"""Rows are picked out again when at most one in so many is left."""


@dataclass(frozen=True, slots=True)
class Near:
    """The chunk's rows that fail at one condition alone, the others certain or partly unknown."""

    alone: Any
    others: Any


def near_misses(
    program: Program, kind: str, columns: Mapping[str, Column], size: int, day: date,
    only: Collection[str] | None = None, taken_in: dict[str, Any] | None = None,
) -> dict[str, tuple[Near, ...]]:  # fmt: skip
    """For each rule in force one `Near` per condition; a rule over records has one more, for
    having no record that counts."""
    frame = Root(program.plan, size, columns, day, program.settled, taken_in)
    found = {
        rule.id: _of_rule(rule, frame)
        for rule in program.pack.rules_of(kind)
        if (only is None or rule.id in only) and in_force(rule, day)
    }
    frame.release()
    return found


def _of_rule(rule: Rule, frame: Frame) -> tuple[Near, ...]:
    left = _Left(frame)
    many = len(rule.when)
    for number, condition in enumerate(rule.when):
        left.add(number, left.frame.truths(condition.node))
    if rule.for_each is not None:
        left.add(many, records_truths(rule, rule.for_each, left.frame))
        many += 1
    found = tuple(left.near(number) for number in range(many))
    left.release()
    return found


class _Left:
    """The rows that at most one condition has failed so far, and which one."""

    def __init__(self, frame: Frame) -> None:
        self.whole = self.frame = frame
        self.rows: Any = None
        self.failed = np.full(frame.size, NOBODY, dtype=np.int16)
        self.unknown = np.zeros(frame.size, dtype=bool)

    def add(self, number: int, truth: Truths) -> None:
        size = self.frame.size
        yes, may = full(truth.yes, size), full(truth.may, size)
        kept = may | (self.failed == NOBODY)
        self.failed[~may & kept] = number
        self.unknown |= may & ~yes
        count = int(np.count_nonzero(kept))
        if count == size:
            return
        if count * FEW_OF <= size:
            self._narrow(np.flatnonzero(kept))
        else:
            self.failed[~kept] = OUT

    def _narrow(self, kept: Any) -> None:
        kept = kept[self.failed[kept] != OUT]
        self.rows = kept if self.rows is None else self.rows[kept]
        self.failed, self.unknown = self.failed[kept], self.unknown[kept]
        self.release()
        self.frame = self.whole.some_rows(self.rows)

    def release(self) -> None:
        if self.frame is not self.whole:
            self.frame.release()

    def near(self, number: int) -> Near:
        failed = self.failed == number
        return Near(self._rows(failed & ~self.unknown), self._rows(failed & self.unknown))

    def _rows(self, mask: Any) -> Any:
        return np.flatnonzero(mask) if self.rows is None else self.rows[mask]


OUT = np.iinfo(np.int16).max
"""Stands for a second condition that failed: the row is out, though it is still carried along."""
