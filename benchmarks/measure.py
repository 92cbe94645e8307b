"""How long something takes: the median of many calls, and a table of what was found.

>>> round(median([3.0, 1.0, 2.0]), 1)
2.0
"""

from __future__ import annotations

import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Row", "median", "median_ms", "show", "timed_ms"]


class Row(NamedTuple):
    """One measured thing; `bar_ms` is the bound that the project has set itself, if any."""

    what: str
    ms: float | None
    bar_ms: float | None = None
    note: str = ""


def timed_ms(call: Callable[[], object]) -> float:
    """One call, in milliseconds."""
    begin = time.perf_counter()
    call()
    return (time.perf_counter() - begin) * 1000


def median_ms(call: Callable[[], object], times: int = 200, patience_s: float = 4) -> float:
    """The median of many calls after one to warm up; fewer (at least 5) when each takes long."""
    call()
    found: list[float] = []
    while len(found) < 5 or (len(found) < times and sum(found) < patience_s * 1000):
        found.append(timed_ms(call))
    return median(found)


def show(title: str, rows: Iterable[Row]) -> None:
    """A section of the report: what, how long, the bar, and how much of the bar that is."""
    print(f"\n{title}")
    for row in rows:
        ms = "     not measured" if row.ms is None else f"{row.ms:14,.3f} ms"
        bar = ""
        if row.bar_ms is not None and row.ms is not None:
            bar = f"  bar {row.bar_ms:g} ms: {row.ms / row.bar_ms:.2f} of it"
        print(f"  {row.what:<52}{ms}{bar}{'  ' + row.note if row.note else ''}")
