"""Small groups left out of what is exported: no cell tells of fewer than ten.

The totals over all groups are known, so what is left out must not follow by subtraction: further
groups are left out, the smallest first, until those left out come to nothing or to ten or more
in every cell.

>>> left_out([[4, 0], [50, 0], [30, 0]])
{0, 2}
>>> left_out([[0, 12], [50, 40]])
set()
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 10
"""Fewer are not told of."""


def few(count: int) -> bool:
    """Whether a count is one that is not told."""
    return 0 < count < LEAST


def left_out(rows: Sequence[Sequence[int]]) -> set[int]:
    """Which rows are not shown: those with a small cell, and enough others to cover them."""
    found = {place for place, row in enumerate(rows) if any(map(few, row))}
    while found and len(found) < len(rows):
        together = [sum(rows[place][cell] for place in found) for cell in range(len(rows[0]))]
        bare = [cell for cell, count in enumerate(together) if few(count)]
        if len(found) > 1 and not bare:
            break
        others = [place for place in range(len(rows)) if place not in found]
        helping = [one for one in others if any(rows[one][cell] for cell in bare)] or others
        found.add(min(helping, key=lambda place: (sum(rows[place]), place)))
    return found
