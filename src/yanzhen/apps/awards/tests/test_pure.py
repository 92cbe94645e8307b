"""Plans, splits, cuts and apportioned decisions: exact for every sum."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanzhen.apps.awards.apportioning import apportion
from yanzhen.apps.awards.cutting import Limit, cut, joined
from yanzhen.apps.awards.forecasting import Amount, forecast
from yanzhen.apps.awards.plans import Part, Steady, by_pattern, faults_of, steady, yearly_dates
from yanzhen.apps.awards.splitting import read_pattern, split
from yanzhen.policy.values import add_months
from yanzhen.policy.vocabulary import Label

FEN = st.integers(0, 10**13)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
SAID = Label("封顶", "cap")


@st.composite
def wholes(draw: st.DrawFn) -> tuple[int, ...]:
    """Percents that come to a hundred."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=8)))
    return tuple(b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True))


@given(FEN, wholes())
def test_parts_of_a_sum_are_the_sum(fen: int, percents: tuple[int, ...]) -> None:
    parts = split(fen, percents)

    assert sum(parts) == fen
    assert all(abs(part * 100 - fen * one) < 100 for part, one in zip(parts, percents, strict=True))


@given(DAYS, st.sampled_from([1, 12]), st.integers(1, 60), st.integers(1, 10**9), FEN)
def test_a_schedule_comes_to_what_was_granted(
    start: date, every: int, count: int, each: int, granted: int
) -> None:
    total = min(granted, count * each)

    parts = steady(Steady(start, every, count, each, total))

    assert sum(one.fen for one in parts) == total
    assert all(one.fen == each for one in parts[:-1])
    assert [one.due_on for one in parts] == [
        add_months(start, n * every) for n in range(len(parts))
    ]
    assert not faults_of(parts, total, start) or not parts


@given(st.integers(100, 10**12), wholes(), DAYS, st.integers(1, 5))
def test_what_the_form_offers_can_be_confirmed(
    fen: int, percents: tuple[int, ...], start: date, years: int
) -> None:
    dates = yearly_dates(start, len(percents), years)

    parts = by_pattern(fen, percents, dates)

    assert faults_of(parts, fen, start, years) == ()


def test_every_fault_of_a_plan_at_once() -> None:
    start = date(2026, 1, 1)
    parts = [
        Part(1, date(2025, 12, 31), None, 10), Part(2, date(2025, 12, 31), None, 0),
        Part(3, date(2029, 1, 2), date(2029, 1, 1), 1),
    ]  # fmt: skip

    found = [(one.code, one.part) for one in faults_of(parts, 100, start, 3)]

    assert found == [
        ("before_start", 1), ("no_sum", 2), ("before_start", 2), ("out_of_order", 2),
        ("ends_early", 3), ("too_late", 3), ("not_exact", None),
    ]  # fmt: skip


def test_a_pattern_that_is_none() -> None:
    for wrong in ("", "40/30", "40/-10/70", "40/x/60", "nan/50/50", "1/1e400"):
        with pytest.raises(ValueError, match="Label"):
            read_pattern(wrong)


@given(FEN, st.lists(FEN, max_size=5))
def test_cuts_and_what_is_granted_are_what_was_computed(fen: int, rooms: list[int]) -> None:
    left = list(rooms)

    found = cut(fen, [limit(left, n) for n in range(len(rooms))])

    assert found.granted_fen + sum(one.fen for one in found.cuts) == fen
    assert found.granted_fen == min([fen, *rooms])
    # no limit has given away more than was granted in the end
    assert left == [room - found.granted_fen for room in rooms]


@given(st.lists(FEN, min_size=1, max_size=6), FEN)
def test_claims_share_one_room(claims: list[int], room: int) -> None:
    left = [room]

    found = joined([cut(one, [limit(left, 0)]) for one in claims])

    assert found.granted_fen == min(sum(claims), room)
    assert len(found.cuts) <= 1


@given(
    st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=5),
    st.integers(0, 10**11),
)
def test_a_decision_is_told_apart_whole(limits: list[tuple[int, int]], decided: int) -> None:
    pairs = [(low, low + more) for low, more in limits]

    shares = apportion(decided, pairs)

    assert sum(shares) == decided
    assert all(one >= 0 for one in shares)


def test_years_without_anything_are_there_too() -> None:
    rows = [
        Amount(2026, "paid", True, 1), Amount(2026, "due", True, 2), Amount(2026, "due", False, 4),
        Amount(2027, "held_back", True, 8), Amount(2027, "cancelled", False, 16),
    ]  # fmt: skip

    first, second, third = forecast(rows, 2026, 3)

    assert (first.paid_fen, first.committed_fen, first.at_risk_fen, first.due_fen) == (1, 2, 4, 7)
    assert (second.committed_fen, second.held_fen, second.at_risk_fen) == (8, 8, 0)
    assert third.due_fen == 0


def limit(left: list[int], n: int) -> Limit:
    def take(fen: int) -> int:
        granted = min(fen, left[n])
        left[n] -= granted
        return granted

    def give_back(fen: int) -> None:
        left[n] += fen

    return Limit("cap", take, give_back, lambda fen: SAID)
