"""Working days and clocks, against a slow reckoning that looks at every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.apps.cases.clock import Clock, Stop, earliest, worst, yellow_days
from yanzhen.apps.cases.working_days import Calendar, calendar_of

DAY = timedelta(days=1)
# The National Day of 2026: seven free days, two weekends worked for them.
NATIONAL_DAY = calendar_of(
    free=[date(2026, 10, n) for n in range(1, 8)],
    worked=[date(2026, 9, 20), date(2026, 10, 10)],
    published=[2026],
)
days = st.dates(date(2026, 9, 1), date(2026, 12, 31))


def slowly(week: Calendar, day: date) -> bool:
    return day in week.made_up or (day.weekday() < 5 and day not in week.off)


def counted_one_by_one(clock: Clock, week: Calendar, today: date) -> int:
    """Days after the start, worked, and not inside any stop."""
    upto = min(today, clock.ended) if clock.ended else today
    day, count = clock.start + DAY, 0
    while day <= upto:
        still = any(s.since < day and (s.until is None or day <= s.until) for s in clock.stops)
        count += slowly(week, day) and not still
        day += DAY
    return count


calendars = st.builds(
    calendar_of, st.sets(days, max_size=30), st.sets(days, max_size=8), st.just([2026])
)
stops = st.lists(
    st.builds(
        lambda since, length: Stop(since, None if length is None else since + DAY * length),
        days,
        st.none() | st.integers(0, 30),
    ),
    max_size=4,
).map(tuple)
clocks = st.builds(Clock, days, st.integers(0, 40), stops, st.none() | days)


@given(calendars, days, days)
def test_counting_is_looking_at_every_day(week: Calendar, start: date, end: date) -> None:
    between = [start + DAY * n for n in range(1, (end - start).days + 1)]

    assert week.count(start, end) == sum(slowly(week, day) for day in between)


@given(calendars, days, st.integers(1, 60))
def test_the_day_after_some_days_is_the_first_that_completes_them(
    week: Calendar, start: date, many: int
) -> None:
    day = week.after(start, many)

    assert week.is_working(day)
    assert week.count(start, day) == many
    assert week.count(start, day - DAY) == many - 1


@given(calendars, clocks, days)
def test_days_used_are_the_worked_days_outside_all_stops(
    week: Calendar, clock: Clock, today: date
) -> None:
    assert clock.used(week, today) == counted_one_by_one(clock, week, today)


@given(calendars, clocks, days)
def test_late_is_exactly_after_the_due_date(week: Calendar, clock: Clock, today: date) -> None:
    running = Clock(clock.start, clock.days, tuple(s for s in clock.stops if s.until is not None))
    due = running.due(week, today)
    assert due is not None

    assert running.left(week, due) == 0 or clock.days == 0
    is_red = running.light(week, today) == "red"
    left = running.left(week, today)
    assert is_red == (left is not None and left < 0)
    assert not is_red or today > due


@given(calendars, days, st.integers(1, 40), days, st.integers(0, 30))
def test_a_stop_moves_the_due_date_by_the_working_days_it_took(
    week: Calendar, start: date, many: int, stopped: date, length: int
) -> None:
    plain = Clock(start, many)
    due = plain.due(week, stopped)
    assert due is not None
    again = stopped + DAY * length
    paused = plain.pause(stopped).resume(again)

    if stopped >= due:
        assert paused.due(week, again) == due
    else:
        lost = week.count(max(stopped, start), max(again, start))
        assert paused.due(week, again) == week.after(due, lost)


@given(calendars, clocks, days, days)
def test_time_only_goes_on(week: Calendar, clock: Clock, one: date, other: date) -> None:
    early, late = min(one, other), max(one, other)

    assert clock.used(week, early) <= clock.used(week, late)


@given(calendars, days, st.integers(1, 40), days)
def test_what_stands_still_does_not_become_late(
    week: Calendar, start: date, many: int, stopped: date
) -> None:
    clock = Clock(start, many).pause(stopped)
    later = max(stopped, start) + DAY * 200

    assert clock.is_stopped
    assert clock.used(week, later) == clock.used(week, max(stopped, start))


def test_the_national_day_of_2026() -> None:
    # Accepted on Wednesday 30 September: eight days of rest later the count begins.
    assert NATIONAL_DAY.after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert NATIONAL_DAY.after(date(2026, 9, 30), 3) == date(2026, 10, 10)  # a worked Saturday
    assert NATIONAL_DAY.is_working(date(2026, 9, 20))
    assert not NATIONAL_DAY.is_working(date(2026, 10, 3))


def test_asked_and_answered_on_one_day_costs_no_day() -> None:
    clock = Clock(date(2026, 11, 2), 5)
    day = date(2026, 11, 4)

    assert clock.pause(day).resume(day).due(NATIONAL_DAY, day) == clock.due(NATIONAL_DAY, day)


@pytest.mark.parametrize(
    ("today", "light"),
    [
        (date(2026, 11, 11), "green"),
        (date(2026, 11, 12), "yellow"),  # a fifth of ten days is left
        (date(2026, 11, 16), "yellow"),  # the last day
        (date(2026, 11, 17), "red"),
    ],
)
def test_green_yellow_red(today: date, light: str) -> None:
    assert Clock(date(2026, 11, 2), 10).light(NATIONAL_DAY, today) == light


def test_a_city_says_when_yellow_begins() -> None:
    clock, today = Clock(date(2026, 11, 2), 10), date(2026, 11, 12)

    assert clock.left(NATIONAL_DAY, today) == 2
    assert clock.light(NATIONAL_DAY, today, yellow_from=1) == "green"


def test_done_in_time_stays_green_and_done_late_stays_red() -> None:
    clock = Clock(date(2026, 11, 2), 10)
    much_later = date(2026, 12, 31)

    assert clock.end(date(2026, 11, 16)).light(NATIONAL_DAY, much_later) == "green"
    assert clock.end(date(2026, 11, 17)).light(NATIONAL_DAY, much_later) == "red"


def test_a_period_that_no_document_sets_is_never_late() -> None:
    clock = Clock(date(2026, 11, 2), None)

    assert clock.due(NATIONAL_DAY, date(2026, 12, 1)) is None
    assert clock.light(NATIONAL_DAY, date(2026, 12, 31)) == "none"
    assert clock.used(NATIONAL_DAY, date(2026, 11, 4)) == 2


def test_a_year_that_is_not_published_is_said() -> None:
    inside = NATIONAL_DAY.caution(date(2026, 11, 2), date(2026, 12, 31))
    across = NATIONAL_DAY.caution(date(2026, 12, 28), date(2027, 1, 4))

    assert inside is None
    assert across is not None
    assert "2027" in across.zh
    assert "2027" in across.en


def test_of_two_periods_the_first_to_run_out_counts() -> None:
    start, today = date(2026, 11, 2), date(2026, 11, 3)
    promised, statutory, unset = Clock(start, 5), Clock(start, 20), Clock(start, None)

    assert earliest((statutory, promised, unset), NATIONAL_DAY, today) == date(2026, 11, 9)
    assert earliest((unset,), NATIONAL_DAY, today) is None
    assert worst(("green", "red", "none")) == "red"
    assert worst(()) == "none"
    assert [yellow_days(n) for n in (1, 5, 10, 20)] == [1, 1, 2, 4]
