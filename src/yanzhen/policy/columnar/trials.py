"""Trying the ways in which a clause can be read, over many rows: the twin of `trial`.

Each row tries the readings that are open for it, and only those: in the n-th pass every row
stands under its own n-th choice. Rows where all choices agree have one answer; where they differ
they are pending; as long as one is unknown, so is the answer.

    settled(rule, frame, found, missing=True)  ->  Tried(found, gaps, passes)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.found import (
    NO_SUMS,
    OPEN,
    PENDING,
    ZERO,
    Found,
    Sums,
    chosen_sums,
    laid,
    laid_sums,
    plain,
    same_sums,
)
from yanzhen.policy.columnar.gaps import Gaps
from yanzhen.policy.columnar.masks import both, either, full, minus, opposite, some, thinned
from yanzhen.policy.columnar.vectors import NOT_KNOWN, Vector, choose, larger, smaller
from yanzhen.policy.columnar.when import rule_truths
from yanzhen.policy.pack import SURE
from yanzhen.policy.trial import MOST_COMBINATIONS, MOST_READINGS, READING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.policy.columnar.frames import Frame
    from yanzhen.policy.columnar.masks import Mask
    from yanzhen.policy.pack import Rule

GapMasks = dict[str, "Mask"]


@dataclass(frozen=True, slots=True)
class Pass:
    """One choice of readings for some rows: `chosen` holds an option's number, -1 for none."""

    rows: Any
    chosen: Mapping[str, Any]
    frame: Frame
    found: Found


@dataclass(frozen=True, slots=True)
class Tried:
    """A rule's answer once readings were tried, and its gaps where they were asked for.

    `passes` are the answers under each choice; they matter on the rows that are `shown`.
    """

    found: Found
    gaps: GapMasks
    passes: tuple[Pass, ...] = ()
    shown: Mask = False


def settled(rule: Rule, frame: Frame, found: Found, missing: bool) -> Tried:
    """The rule's answer on every row, readings tried where they are open."""
    if not missing and not frame.plan.rule_depends(rule.id):
        return Tried(found, {})
    gaps = gaps_of(rule, frame, found)
    names = [name for name in gaps if name in frame.plan.readings]
    if not names:
        return Tried(found, gaps)
    passes = tuple(_passes(rule, frame, gaps, names))
    agreement = _Agreement(found, passes, frame.size)
    answer = agreement.answer()
    if missing:
        gaps = _gaps_left(rule, answer, passes, gaps, names)
    return Tried(answer, gaps, passes, agreement.shown)


def gaps_of(rule: Rule, frame: Frame, found: Found, rows: Mask = True) -> GapMasks:
    """All that would settle the rule: its conditions, and its sum if it is to be one."""
    gaps = Gaps()
    unknown = both(rows, thinned(found.status == OPEN))
    if some(unknown):
        gaps.conditions(rule, frame, both(unknown, rule_truths(rule.id, frame).unknown))
    unsettled = both(rows, minus(found.sums.has, found.sums.total.known))
    if some(unsettled):
        if rule.for_each is not None:
            gaps.records(rule, frame, unsettled)
        else:
            gaps.amount(rule.amount, frame, unsettled)
        if rule.nature in SURE:
            gaps.terms(rule, frame, unsettled)
    return {name: mask for name, mask in gaps.found.items() if some(mask)}


def _passes(rule: Rule, frame: Frame, gaps: GapMasks, names: list[str]) -> Iterator[Pass]:
    """Every row's choices in turn; the first pass has all rows that try anything."""
    is_open = {name: full(gaps[name], frame.size) for name in names}
    combinations = _combinations(frame, gaps, is_open)
    for number in range(int(combinations.max(initial=0))):
        rows = np.flatnonzero(combinations > number)
        yield _pass(rule, frame, rows, number, {name: mask[rows] for name, mask in is_open.items()})


def _combinations(frame: Frame, gaps: GapMasks, is_open: Mapping[str, Any]) -> Any:
    """How many choices each row has to try; none where they are too many."""
    size = frame.size
    count, found = np.zeros(size, dtype=np.int64), np.ones(size, dtype=np.int64)
    for name, mask in is_open.items():
        count += mask
        found = np.where(mask, found * len(frame.plan.readings[name]), found)
        found = np.minimum(found, MOST_COMBINATIONS + 1)
    others: Mask = False
    for name, gap in gaps.items():
        if name not in is_open:
            others = either(others, gap)
    tries = (count > 0) & (found <= MOST_COMBINATIONS)
    tries &= ~(full(others, size) & (count > MOST_READINGS))
    return np.where(tries, found, 0)


def _pass(rule: Rule, frame: Frame, rows: Any, number: int, is_open: Mapping[str, Any]) -> Pass:
    left = np.full(len(rows), number, dtype=np.int64)
    chosen: dict[str, Any] = {}
    readings: dict[str, Vector] = {}
    for name, mask in is_open.items():
        options = frame.plan.readings[name]
        option = np.where(mask, left % len(options), -1)
        left = np.where(mask, left // len(options), left)
        chosen[name] = option
        words = tuple(sorted(options))
        places = np.array([words.index(one) for one in options], dtype=np.int32)
        codes = places[np.maximum(option, 0)]
        readings[name.removeprefix(READING)] = Vector(codes, thinned(mask), 1, words)
    other = frame.reading_as(rows, readings)
    return Pass(rows, chosen, other, plain(rule, other))


class _Agreement:
    """What the choices of each row have in common."""

    def __init__(self, found: Found, passes: Sequence[Pass], size: int) -> None:
        self.found = found
        self.size = size
        none = np.zeros(size, dtype=bool)
        self.tried, self.differ, self.unknown, self.varied = (none.copy() for _ in range(4))
        self.first = found
        self.between = found.sums
        for number, one in enumerate(passes):
            if number == 0:
                self._begin(one)
            self._add(one)

    def _begin(self, one: Pass) -> None:
        self.tried[one.rows] = True
        self.first = laid(self.found, one.rows, one.found, self.size)
        self.between = laid_sums(NO_SUMS, one.rows, _limits(one.found.sums), self.size)

    def _add(self, one: Pass) -> None:
        rows, status = one.rows, one.found.status
        first = self.first.sums.taken(rows)
        other = status != self.first.status[rows]
        self.varied[rows] |= other
        self.differ[rows] |= other | ~full(same_sums(first, one.found.sums), len(rows))
        self.unknown[rows] |= status == OPEN
        wide = _wider(self.between.taken(rows), _limits(one.found.sums))
        self.between = laid_sums(self.between, rows, wide, self.size)

    @property
    def shown(self) -> Mask:
        """The rows whose choices are told: they differ in status, or none of them is unknown."""
        return thinned(self.differ & (self.varied | ~self.unknown))

    def answer(self) -> Found:
        """One answer where all choices agree; pending where they differ; unknown while one is."""
        same = self.tried & ~self.differ
        status = np.where(same, self.first.status, self.found.status)
        status = np.where(self.differ, np.where(self.unknown, OPEN, PENDING), status)
        found = chosen_sums(thinned(same), self.first.sums, self.found.sums)
        pending = thinned(self.differ & ~self.unknown)
        found = chosen_sums(pending, self.between, found)
        return Found(status.astype(np.int8), found, self.found.claims)


def _limits(found: Sums) -> Sums:
    """Only between which limits the sum lies: nothing, where there is no sum."""
    low = choose(found.has, found.low, ZERO)
    high = choose(found.has, found.high, ZERO)
    return Sums(found.has, NOT_KNOWN, NOT_KNOWN, False, NOT_KNOWN, low, high)


def _wider(one: Sums, other: Sums) -> Sums:
    has = either(one.has, other.has)
    low, high = smaller(one.low, other.low), larger(one.high, other.high)
    return Sums(has, NOT_KNOWN, NOT_KNOWN, False, NOT_KNOWN, low, high)


def _gaps_left(
    rule: Rule, answer: Found, passes: Sequence[Pass], gaps: GapMasks, names: Sequence[str]
) -> GapMasks:
    """What is still missing once readings were tried; readings themselves are no gaps."""
    asked: Mask = False
    for name in names:
        asked = either(asked, gaps[name])
    is_open = answer.status == OPEN
    retried = np.zeros(len(is_open), dtype=bool)
    if passes:
        retried[passes[0].rows] = is_open[passes[0].rows]
    no_sum = either(opposite(answer.sums.has), answer.sums.total.known)
    done = both(asked, either(retried, both(~is_open, no_sum)))
    left = {name: minus(mask, done) for name, mask in gaps.items()}
    for one in passes:
        rows = thinned(retried[one.rows] & (one.found.status == OPEN))
        if not some(rows):
            continue
        under = Found(one.found.status, answer.sums.taken(one.rows))
        for name, mask in gaps_of(rule, one.frame, under, rows).items():
            again = np.zeros(len(is_open), dtype=bool)
            again[one.rows[full(mask, len(one.rows))]] = True
            left[name] = either(left.get(name, False), again)
    return {
        name: mask for name, mask in left.items() if not name.startswith(READING) and some(mask)
    }
