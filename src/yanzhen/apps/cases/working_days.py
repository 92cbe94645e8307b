"""Working days: the week, the public holidays, and the weekends that are worked in their place.

A year whose arrangement is not published yet goes by the week alone (Monday to Friday); whoever
shows a date in such a year says so with `caution`.

>>> week = Calendar()
>>> week.after(date(2026, 11, 27), 3)          # Friday; the day after begins the count
datetime.date(2026, 12, 2)
>>> week.count(date(2026, 11, 27), date(2026, 12, 2))
3
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yanzhen.policy.vocabulary import Label

DAY = timedelta(days=1)
SATURDAY = 5
# 2001-01-01 was a Monday: whole weeks are counted from there.
A_MONDAY = date(2001, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekdays that are free (`off`), weekend days that are worked (`made_up`), both in order.

    `published` are the years whose arrangement is known.
    """

    off: tuple[date, ...] = ()
    made_up: tuple[date, ...] = ()
    published: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        return self.count(day - DAY, day) == 1

    def count(self, start: date, end: date) -> int:
        """Working days after `start`, up to `end` and with it; none when `end` is not later."""
        if end <= start:
            return 0
        week = _weekdays_until(end) - _weekdays_until(start)
        return week - _within(self.off, start, end) + _within(self.made_up, start, end)

    def after(self, start: date, days: int) -> date:
        """The working day by which `days` working days after `start` have passed.

        With no days at all that is `start` itself, working day or not.
        """
        day, left = start, days
        while left > 0:
            # At least this many calendar days lie between: nobody works more than every day.
            day += DAY * left
            left = days - self.count(start, day)
        return day

    def unpublished(self, start: date, end: date) -> tuple[int, ...]:
        """The years between two dates that go by the week alone."""
        years = range(start.year, end.year + 1)
        return tuple(year for year in years if year not in self.published)

    def caution(self, start: date, end: date) -> Label | None:
        """What has to be said beside a count that reaches into an unpublished year."""
        years = self.unpublished(start, end)
        if not years:
            return None
        named = [str(year) for year in years]
        return Label(
            f"{'、'.join(named)}年的放假安排尚未公布，暂按周一至周五推算，公布后日期可能变动。",
            f"The holidays of {', '.join(named)} are not published yet: Monday to Friday are "
            "counted for now, and the date may move once they are.",
        )


def calendar_of(free: Iterable[date], worked: Iterable[date], published: Iterable[int]) -> Calendar:
    """A calendar from the days of the arrangements; free weekend days need no mention in `off`."""
    return Calendar(
        off=tuple(sorted({day for day in free if day.weekday() < SATURDAY})),
        made_up=tuple(sorted({day for day in worked if day.weekday() >= SATURDAY})),
        published=frozenset(published),
    )


def _weekdays_until(day: date) -> int:
    """Mondays to Fridays from a fixed Monday up to `day` and with it (negative before it)."""
    weeks, rest = divmod(day.toordinal() - A_MONDAY + 1, 7)
    return weeks * 5 + min(rest, 5)


def _within(days: tuple[date, ...], start: date, end: date) -> int:
    """How many of some ordered days lie after `start`, up to `end` and with it."""
    return bisect_right(days, end) - bisect_right(days, start)
