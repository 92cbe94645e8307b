"""From a sum to its payments: by the rule's schedule, by a pattern of percents, or as entered.

steady(Steady(date(2026, 3, 1), 1, 36, 3_000_00, 108_000_00))     36 months of 3,000 yuan
by_pattern(100_0000_00, (40, 30, 30), dates)                      three payments, exact to the fen
faults_of(parts, total, counted_from, within_years=3)             what is wrong with an entered plan

Nothing is rounded away: the parts of a plan come to exactly the sum that was granted. What a cap
takes away is taken from the end, so that the first payments stay as the clause says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yanzhen.apps.awards.splitting import Percents, split
from yanzhen.policy.values import add_months, yuan, yuan_en
from yanzhen.policy.vocabulary import Label

A_DAY = timedelta(days=1)
MOST_PARTS = 600
"""Fifty years of months: more is a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class Part:
    """One payment: when it falls due, until which day the time it is for lasts, how much."""

    number: int
    due_on: date
    until_on: date | None
    fen: int


@dataclass(frozen=True, slots=True)
class Steady:
    """The same sum every so many months, `count` times at most, `total_fen` in all.

    `every_months` of 0 means a single payment.
    """

    starts_on: date
    every_months: int
    count: int
    each_fen: int
    total_fen: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an entered plan; `part` is its number, None for the whole."""

    code: str
    say: Label
    part: int | None = None


def steady(terms: Steady) -> tuple[Part, ...]:
    """The payments of a schedule that the rule settles; the last one may be smaller."""
    return tuple(_parts(terms))


def _parts(terms: Steady) -> Iterator[Part]:
    left = terms.total_fen
    for number in range(terms.count):
        fen = min(left, terms.each_fen)
        if fen <= 0:
            return
        begins = add_months(terms.starts_on, number * terms.every_months)
        until = add_months(terms.starts_on, (number + 1) * terms.every_months) - A_DAY
        yield Part(number + 1, begins, until if terms.every_months else None, fen)
        left -= fen


def by_pattern(fen: int, percents: Percents, dates: Sequence[date]) -> tuple[Part, ...]:
    """One payment for each percent, on the date at its place."""
    if len(percents) != len(dates):
        raise ValueError(f"{len(percents)} percents for {len(dates)} dates")
    parts = zip(dates, split(fen, percents), strict=True)
    return tuple(Part(number, on, None, sum_) for number, (on, sum_) in enumerate(parts, 1))


def yearly_dates(start: date, count: int, within_years: int | None) -> tuple[date, ...]:
    """The dates a form offers for `count` payments: a year apart, closer where time is short."""
    step = 12
    if within_years is not None and count > 1:
        step = min(12, max(1, 12 * within_years // count))
    return tuple(add_months(start, number * step) for number in range(count))


def faults_of(
    parts: Sequence[Part], total_fen: int, counted_from: date, within_years: int | None = None
) -> tuple[Fault, ...]:
    """All that is wrong with a plan; nothing when it holds exactly."""
    return tuple(_faults(parts, total_fen, counted_from, within_years))


def _faults(
    parts: Sequence[Part], total_fen: int, counted_from: date, within_years: int | None
) -> Iterator[Fault]:
    if not parts:
        yield Fault("no_parts", Label("请至少填一期。", "Enter at least one payment."))
        return
    if len(parts) > MOST_PARTS:
        yield Fault("too_many", Label(f"最多 {MOST_PARTS} 期。", f"At most {MOST_PARTS} payments."))
        return
    last = None if within_years is None else add_months(counted_from, 12 * within_years)
    before: date | None = None
    for part in parts:
        yield from _faults_of_part(part, before, counted_from, last)
        before = part.due_on
    planned = sum(part.fen for part in parts)
    if planned != total_fen:
        yield _not_exact(planned, total_fen)


def _faults_of_part(
    part: Part, before: date | None, first: date, last: date | None
) -> Iterator[Fault]:
    n = part.number
    if part.fen <= 0:
        say = Label(f"第{n}期的金额要大于0。", f"Payment {n}: the sum has to be above nothing.")
        yield Fault("no_sum", say, n)
    if part.until_on is not None and part.until_on < part.due_on:
        say = Label(f"第{n}期的止期早于到期日。", f"Payment {n} ends before it falls due.")
        yield Fault("ends_early", say, n)
    if part.due_on < first:
        say = Label(
            f"第{n}期早于起算日 {first.isoformat()}。",
            f"Payment {n} lies before {first.isoformat()}, from which it is counted.",
        )
        yield Fault("before_start", say, n)
    if before is not None and part.due_on <= before:
        say = Label(f"第{n}期要晚于上一期。", f"Payment {n} has to be later than the one before.")
        yield Fault("out_of_order", say, n)
    if last is not None and part.due_on > last:
        say = Label(
            f"第{n}期晚于 {last.isoformat()}，超出条款规定的年限。",
            f"Payment {n} is later than {last.isoformat()}, beyond the years the clause gives.",
        )
        yield Fault("too_late", say, n)


def _not_exact(planned: int, total: int) -> Fault:
    differs = abs(planned - total)
    more = planned > total
    return Fault(
        "not_exact",
        Label(
            f"各期合计 {yuan(planned)}，核定 {yuan(total)}，"
            f"{'多' if more else '少'} {yuan(differs)}；要正好相等。",
            f"The payments come to {yuan_en(planned)}, granted are {yuan_en(total)}: "
            f"{yuan_en(differs)} too {'much' if more else 'little'}. They have to be equal.",
        ),
    )  # fmt: skip
