"""What people type into the forms of money, and what it means.

fen_of("3,000")      ->  300000        fen_of("40万")         ->  40000000
day_of("2026-3-1")   ->  None          day_of("2026-03-01")   ->  date(2026, 3, 1)

What cannot be read is None, so that the page can say at which field.
"""

import unicodedata
from datetime import date

from yanzhen.policy.values import money

LONGEST = 30


def fen_of(text: str) -> int | None:
    """A sum in yuan, with or without 万 and 元, as fen."""
    try:
        return money(unicodedata.normalize("NFKC", text[:LONGEST]).strip())
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """A date as a browser sends it."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def number_of(text: str, most: int = 10_000) -> int | None:
    """A whole number above nothing."""
    digits = unicodedata.normalize("NFKC", text).strip()
    read = int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else 0
    return read if 0 < read <= most else None
