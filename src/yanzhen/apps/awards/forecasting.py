"""What falls due in which year, and how sure it is: a table for the next years.

forecast(rows, first=2026, years=5)[0]     ->  Year(2026, paid=..., committed=..., at_risk=..., ...)
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Year:
    """Of one year, in fen: paid, committed in a budget, and due without a budget (at risk).

    `held` is part of what was committed or is at risk: payments that wait or are suspended.
    """

    year: int
    paid_fen: int = 0
    committed_fen: int = 0
    at_risk_fen: int = 0
    held_fen: int = 0

    @property
    def due_fen(self) -> int:
        """All that the year asks for."""
        return self.paid_fen + self.committed_fen + self.at_risk_fen


@dataclass(frozen=True, slots=True)
class Amount:
    """So much in a year, by the state of the payments and whether a budget holds it."""

    year: int
    state: str
    has_budget: bool
    fen: int


HELD = frozenset({"held_back"})
GONE = frozenset({"cancelled"})
PAID = "paid"


def forecast(amounts: Iterable[Amount], first: int, years: int) -> tuple[Year, ...]:
    """Every year from the first, those without anything too."""
    found = {year: Year(year) for year in range(first, first + years)}
    for one in amounts:
        if one.year in found and one.state not in GONE:
            found[one.year] = _with(found[one.year], one)
    return tuple(found.values())


def _with(year: Year, one: Amount) -> Year:
    if one.state == PAID:
        return replace(year, paid_fen=year.paid_fen + one.fen)
    held = year.held_fen + (one.fen if one.state in HELD else 0)
    if one.has_budget:
        return replace(year, committed_fen=year.committed_fen + one.fen, held_fen=held)
    return replace(year, at_risk_fen=year.at_risk_fen + one.fen, held_fen=held)
