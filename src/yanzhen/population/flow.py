"""When money falls due: the instalments of many outcomes, summed month by month.

A month is counted from January 1950. Money that a clause pays within some years falls due at the
earliest with the first day and at the latest with the last; both are kept, because the clause
does not say which. What has no date, because the fact that starts the payments is unknown or the
clause names none, is undated, not guessed.

    flow(rule, sums, start)  ->  Flow(earliest, latest, undated), in fen: sure and up-to apart
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.days import add_months, months
from yanzhen.policy.columnar.masks import full
from yanzhen.policy.pack import MONTHS
from yanzhen.policy.sums import MOST_LISTED

if TYPE_CHECKING:
    from yanzhen.policy.columnar.columns import Numbers
    from yanzhen.policy.columnar.found import Sums
    from yanzhen.policy.pack import Rule

YEARS = 200
SPAN = 12 * YEARS
FIRST_YEAR = 1950
SINCE_1970 = (1970 - FIRST_YEAR) * 12
SURE, UP_TO = 0, 1


@dataclass(frozen=True, slots=True)
class Flow:
    """Fen by month (sure, up-to), at the earliest and at the latest, and what has no date."""

    earliest: Any
    latest: Any
    undated: Any

    def __add__(self, other: Flow) -> Flow:
        return Flow(
            self.earliest + other.earliest, self.latest + other.latest, self.undated + other.undated
        )


def no_flow() -> Flow:
    return Flow(_nothing(), _nothing(), np.zeros(2, dtype=np.int64))


def _nothing() -> Any:
    return np.zeros((2, SPAN), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Due:
    """The instalments of some outcomes: first month (-1 undated), how many, how far apart.

    `each` and `rest` are sure and up-to fen: of every instalment, and of what no instalment shows.
    """

    first: Any
    last: Any
    count: Any
    step: int
    each: tuple[Any, Any]
    rest: tuple[Any, Any]


def due(rule: Rule, sums: Sums, rows: Any, start: Numbers | None) -> Due:
    """The instalments of a rule's outcomes; `rows` picks them, `start` has their first days."""
    many = len(rows)
    settled = full(sums.total.known, many)[rows]
    total, high = _of(sums.total.value, rows), _of(sums.high.value, rows)
    limited = full(sums.high.known, many)[rows]
    most = np.where(limited, high, 0)
    first, last = _months(rule, start, int(rows.sum()))
    if rule.every == "once":
        one = np.ones(len(first), dtype=np.int64)
        each = np.where(settled, total, 0), np.where(settled, 0, most)
        return Due(first, last, one, 1, each, (0 * one, 0 * one))
    told = full(sums.periods.known, many)[rows]
    count = np.minimum(np.where(told, _of(sums.periods.value, rows), 1), MOST_LISTED)
    listed = np.maximum(np.where(told, _of(sums.periods.value, rows), 1), 1)
    exact = full(sums.per_period.known, many)[rows]
    single = np.where(exact, _of(sums.per_period.value, rows), most // listed)
    sure = np.where(settled & exact & (rule.less is None), single, 0)
    up_to = np.where(settled, 0, single)
    rest = np.where(settled, total, 0) - sure * count, np.where(settled, 0, most) - up_to * count
    return Due(first, last, count, MONTHS[rule.every], (sure, up_to), rest)


def _of(value: Any, rows: Any) -> Any:
    return value[rows] if isinstance(value, np.ndarray) else np.full(int(rows.sum()), value)


def _months(rule: Rule, start: Numbers | None, many: int) -> tuple[Any, Any]:
    """The month of the first payment, at the earliest and at the latest; -1 where unknown."""
    if start is None:
        none = np.full(many, -1, dtype=np.int64)
        return none, none
    first = months(start.values) + SINCE_1970
    last = first
    if rule.every == "once" and rule.within_years:
        last = months(add_months(start.values, 12 * rule.within_years)) + SINCE_1970
    known = start.is_known() & (first >= 0) & (last < SPAN)
    return np.where(known, first, -1), np.where(known, last, -1)


def flow(found: Due) -> Flow:
    """The instalments summed by month."""
    return Flow(
        _laid(found, found.first), _laid(found, found.last),
        np.array([_undated(found, kind) for kind in (SURE, UP_TO)], dtype=np.int64),
    )  # fmt: skip


def _undated(found: Due, kind: int) -> int:
    dated = found.first >= 0
    whole = found.each[kind] * found.count
    beyond = np.where(dated, found.each[kind] * _beyond(found), whole)
    return int((beyond + found.rest[kind]).sum())


def _beyond(found: Due) -> Any:
    """How many instalments lie after the calendar that is kept."""
    end = found.first + found.count * found.step
    return np.maximum(0, -((SPAN - end) // found.step))


def _laid(found: Due, first: Any) -> Any:
    return np.array([by_month(found, first, kind)[0] for kind in (SURE, UP_TO)])


def by_month(found: Due, first: Any, kind: int, groups: Any = None, many: int = 1) -> Any:
    """Fen by group and month: every instalment adds its sum where it falls due."""
    steps = np.zeros((many, SPAN + found.step * MOST_LISTED), dtype=np.int64)
    dated = (first >= 0) & (found.each[kind] > 0) & (found.count > 0)
    if not dated.any():
        return steps[:, :SPAN]
    group = np.zeros(int(dated.sum()), dtype=np.int64) if groups is None else groups[dated]
    begins, each = first[dated], found.each[kind][dated]
    np.add.at(steps, (group, begins), each)
    np.add.at(steps, (group, begins + found.count[dated] * found.step), -each)
    laid = steps.reshape(many, -1, found.step).cumsum(axis=1)
    return laid.reshape(many, -1)[:, :SPAN]
