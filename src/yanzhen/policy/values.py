"""The values that rules speak about: truth, money, ratios, dates, and the unknown.

Truth is Kleene's: `True`, `False` and `None` for unknown. Money is an integer number of fen;
a ratio is an exact fraction; rounding happens once, half up, where a ratio meets money.

>>> money("50万元"), yuan(5000000), share(Fraction(2, 100), money("1.25元"))
(50000000, '5万元', 3)
>>> add_months(date(2024, 1, 31), 1), full_years(date(2020, 2, 29), date(2021, 2, 28))
(datetime.date(2024, 2, 29), 1)
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from fractions import Fraction

Truth = bool | None
"""True, False, or None where it cannot be known yet."""

FEN_PER = {"分": 1, "元": 100, "万元": 1_000_000, "万": 1_000_000, "亿元": 10_000_000_000}
LARGEST_FEN = 10**17
"""1万亿元-scale limit on any single sum: far above any city's budget, far below 2**63."""

_MONEY = re.compile(r"^\s*(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*(亿元|万元|万|元|分)?\s*$")


def money(text: str) -> int:
    """Fen from `50万元`, `2000元`, `1亿元` or a plain number of yuan. ValueError otherwise."""
    found = _MONEY.match(text)
    if not found:
        raise ValueError(text)
    fen = Decimal(found[1].replace(",", "")) * FEN_PER[found[2] or "元"]
    if fen != fen.to_integral_value():
        raise ValueError(text)
    return int(fen)


def yuan(fen: int) -> str:
    """A sum as a Chinese office writes it: 5万元, 2000元, 1.5亿元, 12.34元."""
    if fen and fen % 10**6 == 0 and abs(fen) >= 10**10:
        return f"{_plain(Decimal(fen) / 10**10)}亿元"
    if fen and fen % 10**4 == 0 and abs(fen) >= 10**6:
        return f"{_plain(Decimal(fen) / 10**6)}万元"
    return f"{_plain(Decimal(fen) / 100)}元"


def yuan_en(fen: int) -> str:
    """A sum for an English reader: CNY 50,000."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}CNY {whole:,}" + (f".{rest:02d}" if rest else "")


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def half_up(number: Fraction) -> int:
    """The nearest integer; a half goes up."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def share(ratio: Fraction, fen: int) -> int:
    """A ratio of a sum, rounded half up to the fen."""
    return half_up(ratio * fen)


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the month's last day where there is none.

    What would lie beyond the calendar's end is its last day.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def full_months(start: date, end: date) -> int:
    """Whole months passed: the most months that, added to `start`, do not pass `end`.

    The day on which a period is full is in it: from 31 January one month is full on the last
    of February, from 29 February a year is full on 28 February. Negative when `end` is earlier.
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)


def full_years(start: date, end: date) -> int:
    """Whole years passed, by the same rule as whole months."""
    return full_months(start, end) // 12
