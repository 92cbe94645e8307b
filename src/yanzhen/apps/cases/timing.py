"""The clocks of a case and of its works, from what is kept to what is shown.

    retime(case, today)    fills in `due_on` and `yellow_on` of the case and its open works

Due dates are kept in columns, so that lists can sort and filter by them; they are worked out anew
with every step, and for all open cases once a year's holidays are published.
"""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from yanzhen.apps.cases.clock import Clock, Light, Stop, yellow_days
from yanzhen.apps.cases.models import Case, Pause, Work
from yanzhen.apps.cases.working_days import Calendar, calendar_of
from yanzhen.policy import load_holidays


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """The calendar of this installation."""
    holidays = load_holidays()
    return calendar_of(holidays.free, holidays.worked, holidays.published)


def stops_of(pauses: list[Pause]) -> tuple[Stop, ...]:
    return tuple(Stop(pause.since, pause.until) for pause in pauses)


def clocks_of(case: Case, stops: tuple[Stop, ...]) -> tuple[Clock, ...]:
    """The clocks of the whole case: the promised and the statutory; none before it runs."""
    if case.clock_from is None:
        return ()
    return tuple(
        Clock(case.clock_from, days, stops, case.clock_until)
        for days in (case.promised_days, case.statutory_days)
        if days is not None
    )


def clock_of(work: Work, stops: tuple[Stop, ...]) -> Clock:
    """The clock of one department's work."""
    ended = work.done_at.date() if work.done_at else None
    return Clock(work.opened_on, work.days, stops, ended)


def retime(case: Case, works: list[Work], pauses: list[Pause], today: date) -> None:
    """Fill in when the case and its open works become yellow and run out; nothing is saved."""
    stops = stops_of(pauses)
    case.stopped = any(pause.until is None for pause in pauses)
    case.yellow_on, case.due_on = _dates(clocks_of(case, stops), today)
    for work in works:
        if work.state == Work.State.OPEN:
            work.yellow_on, work.due_on = _dates((clock_of(work, stops),), today)


def light_of(today: date, yellow_on: date | None, due_on: date | None) -> Light:
    """Green, yellow or red by the kept dates."""
    if due_on is None or yellow_on is None:
        return "none"
    return "red" if today > due_on else "yellow" if today >= yellow_on else "green"


def _dates(clocks: tuple[Clock, ...], today: date) -> tuple[date | None, date | None]:
    """The first day that is yellow, and the last day; none while a clock stands still."""
    found = []
    for clock in clocks:
        if clock.days is None or clock.is_stopped or clock.ended is not None:
            continue
        due = clock.due(calendar(), today)
        begins = replace(clock, days=max(0, clock.days - yellow_days(clock.days)))
        yellow = begins.due(calendar(), today)
        if due is not None and yellow is not None:
            found.append((due, yellow))
    due, yellow = min(found, default=(None, None))
    return yellow, due
