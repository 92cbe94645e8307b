"""Clocks of working days: a period that begins the day after, stands still, and runs out.

A clock belongs to a whole case or to the work of one department. It stands still while someone
supplements, or during a special procedure (expert review, publicity, hearing) that the period
does not include. As with the beginning, the day on which it is stopped still counts, the day on
which it goes on does not: the next one is the first again.

>>> week = Calendar()
>>> clock = Clock(start=date(2026, 11, 27), days=3)      # a Friday
>>> clock.due(week, today=date(2026, 11, 30))
datetime.date(2026, 12, 2)
>>> clock.pause(date(2026, 11, 30)).resume(date(2026, 12, 4)).due(week, today=date(2026, 12, 4))
datetime.date(2026, 12, 8)

A period that no document sets has `days=None`: such a clock tells the days used and is never late.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from yanzhen.apps.cases.working_days import Calendar

Light = Literal["none", "green", "yellow", "red"]
# Which share of a period, at its end, is yellow. It is how this product warns, no rule of law.
YELLOW_SHARE = 5


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stands still from the day after `since` up to `until`; open while None."""

    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A period of working days: its beginning, its length, where it stood still, its end."""

    start: date
    days: int | None
    stops: tuple[Stop, ...] = ()
    ended: date | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still now; a clock that has ended does not."""
        return self.ended is None and any(stop.until is None for stop in self.stops)

    def pause(self, day: date) -> "Clock":
        """Stand still from the day after; a clock that stands still already goes on doing so."""
        if self.is_stopped or self.ended is not None:
            return self
        return replace(self, stops=(*self.stops, Stop(day)))

    def resume(self, day: date) -> "Clock":
        """Go on, from the day after."""
        stops = (replace(s, until=max(day, s.since)) if s.until is None else s for s in self.stops)
        return replace(self, stops=tuple(stops))

    def end(self, day: date) -> "Clock":
        """What the clock was for is done."""
        return self if self.ended is not None else replace(self.resume(day), ended=day)

    def used(self, week: Calendar, today: date) -> int:
        """Working days that have passed, without those on which it stood still."""
        upto = today if self.ended is None else min(today, self.ended)
        standing = sum(week.count(s, min(e, upto)) for s, e in self._standing(upto))
        return week.count(self.start, upto) - standing

    def left(self, week: Calendar, today: date) -> int | None:
        """Working days that remain; negative when late, None when no document sets a period."""
        return None if self.days is None else self.days - self.used(week, today)

    def due(self, week: Calendar, today: date) -> date | None:
        """The last day of the period; while it stands still: if it went on today."""
        if self.days is None:
            return None
        day, left = self.start, self.days
        for since, until in self._standing(today):
            before = week.count(day, since)
            if before >= left:
                break
            day, left = until, left - before
        return week.after(day, left)

    def light(self, week: Calendar, today: date, yellow_from: int | None = None) -> Light:
        """Red once the last day is over, yellow on the last days before, green earlier.

        `yellow_from` is how many days left make it yellow: a fifth of the period, at least one,
        unless a city sets it.
        """
        left = self.left(week, today)
        if left is None or self.days is None:
            return "none"
        if left < 0:
            return "red"
        if self.ended is not None:
            return "green"
        last = yellow_days(self.days) if yellow_from is None else yellow_from
        return "yellow" if left <= last else "green"

    def _standing(self, upto: date) -> Iterator[tuple[date, date]]:
        """When it stood still, in order and without overlaps; what is open lasts until `upto`."""
        reached = self.start
        for stop in sorted(self.stops, key=lambda stop: stop.since):
            since = max(stop.since, reached)
            until = upto if stop.until is None else stop.until
            if until > since:
                yield since, until
                reached = until


def yellow_days(days: int) -> int:
    """How many days left begin to be yellow in a period of some days."""
    return max(1, days // YELLOW_SHARE)


def earliest(clocks: tuple[Clock, ...], week: Calendar, today: date) -> date | None:
    """The first date on which one of several clocks runs out: the promised or the statutory."""
    return min((day for clock in clocks if (day := clock.due(week, today))), default=None)


def worst(lights: tuple[Light, ...]) -> Light:
    """The most pressing of several lights."""
    order: tuple[Light, ...] = ("none", "green", "yellow", "red")
    return max(lights, key=order.index, default="none")
