"""What the ledger really paid for an award: line by line, less what came back.

paid = paid_for("XIANGTAN-2026-000123", "A-XIANGTAN-2026-000123-1")
paid.fen                        ->  10800000
paid.latest_first(300_000)      ->  [("xiangtan/talent-fund/2027", 300000)]

What comes back goes to the line that paid last: a year that is still open can use it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.ledgers.service import MovementShown, Stage, Unit, movements_of_case


@dataclass(frozen=True, slots=True)
class Paid:
    """What lines have paid on balance, the latest first, and on which day the latest was."""

    lines: tuple[tuple[str, int], ...] = ()
    last_on: date | None = None

    @property
    def fen(self) -> int:
        return sum(fen for _, fen in self.lines)

    def latest_first(self, fen: int) -> list[tuple[str, int]]:
        """From which lines so much comes back.

        >>> Paid((("2027", 30), ("2026", 100))).latest_first(50)
        [('2027', 30), ('2026', 20)]
        """
        parts = []
        for line, has in self.lines:
            part = min(fen, has)
            if part > 0:
                parts.append((line, part))
                fen -= part
        return parts


def paid_for(case_number: str, award: str) -> Paid:
    """All that was spent on an award, on every line of the city."""
    with being(SYSTEM):
        moved = movements_of_case(SYSTEM, case_number)
    return on_balance(one for one in moved if one.reference == award and one.unit == Unit.FEN)


def on_balance(moved: Iterable[MovementShown]) -> Paid:
    """Payments less what was given back or reversed, in the order of the movements."""
    sums: dict[str, int] = {}
    last_on = None
    for one in moved:
        if one.to_stage == Stage.SPENT:
            sums[one.to_line] = sums.pop(one.to_line, 0) + one.amount
            last_on = timezone.localdate(one.at)
        elif one.from_stage == Stage.SPENT:
            sums[one.line] = sums.get(one.line, 0) - one.amount
    lines = tuple((line, fen) for line, fen in reversed(sums.items()) if fen > 0)
    return Paid(lines, last_on if lines else None)
