"""The State Council's holidays: which days are free, and which weekend days are worked instead.

holidays = load_holidays()
holidays.published              ->   frozenset({2025, 2026})
holidays.free, holidays.worked  ->   all days of all years, in order
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday from its first to its last day, and the weekend days worked in its place."""

    label: Label
    first: date
    last: date
    worked: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        count = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=number) for number in range(count))


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The arrangement of a year, with the notice that made it."""

    year: int
    notice: str
    issued: date
    holidays: tuple[Holiday, ...]


@dataclass(frozen=True, slots=True)
class Holidays:
    """All years that were published."""

    years: tuple[HolidayYear, ...] = ()

    @property
    def published(self) -> frozenset[int]:
        return frozenset(one.year for one in self.years)

    @property
    def free(self) -> tuple[date, ...]:
        return tuple(day for year in self.years for one in year.holidays for day in one.days)

    @property
    def worked(self) -> tuple[date, ...]:
        return tuple(day for year in self.years for one in year.holidays for day in one.worked)
