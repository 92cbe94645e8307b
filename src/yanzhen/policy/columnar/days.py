"""Whole months and years between days that stand as ordinal numbers.

The day on which a period is full is in it: from 31 January one month is full on the last of
February. One definition with the reading of one subject (`values.full_months`).

>>> import numpy as np
>>> from datetime import date
>>> day = date(2024, 1, 31).toordinal()
>>> full_months(np.array([day]), np.array([date(2024, 2, 29).toordinal()])).tolist()
[1]
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

EPOCH = 719_163
"""The ordinal of 1970-01-01, from which NumPy counts."""


def full_months(start: Any, end: Any) -> Any:
    """Whole months passed from one day to another; negative when `end` is earlier."""
    first, first_day = _month_and_day(start)
    last, last_day = _month_and_day(end)
    passed = first_day > last_day
    if np.any(passed):  # the end may still be the last day of a shorter month
        passed = passed & (_days_in(last) > last_day)
    return last - first - passed


def months(ordinal: Any) -> Any:
    """The number of the month, counted from January 1970."""
    return _month_and_day(ordinal)[0]


def add_months(start: Any, number: Any) -> Any:
    """The same day `number` months later, or the month's last day where there is none."""
    month, day = _month_and_day(start)
    later = np.minimum(month + number, LAST_MONTH)
    first = later.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + EPOCH
    found = first + np.minimum(day, _days_in(later)) - 1
    return np.where(month + number > LAST_MONTH, LAST_DAY, found)


LAST_MONTH = (9999 - 1970) * 12 + 11
LAST_DAY = 3_652_059
"""The calendar's end: 9999-12-31."""


def _month_and_day(ordinal: Any) -> tuple[Any, Any]:
    days = np.asarray(ordinal, dtype=np.int64)
    if days.size > FEW and TABLED[0] <= int(days.min()) and int(days.max()) < TABLED[1]:
        places = days - TABLED[0]
        return _MONTHS[places], _DAYS[places]
    return _worked_out(days)


def _worked_out(ordinal: Any) -> tuple[Any, Any]:
    days = ordinal - EPOCH
    month = days.astype("datetime64[D]").astype("datetime64[M]")
    day = days - month.astype("datetime64[D]").astype(np.int64) + 1
    return month.astype(np.int64), day


def _days_in(month: Any) -> Any:
    """How many days a month has."""
    starts = np.asarray(month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (np.asarray(month) + 1).astype("datetime64[M]").astype("datetime64[D]")
    return after.astype(np.int64) - starts


FEW = 1_000
TABLED = (date(1930, 1, 1).toordinal(), date(2100, 1, 1).toordinal())
"""The days that stand in tables: looking up is ten times faster than the calendar's arithmetic."""
_MONTHS, _DAYS = _worked_out(np.arange(*TABLED))
