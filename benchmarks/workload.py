"""How long much work takes: wall time and processor time, the median of five runs.

taken = five(lambda: run(job, population))
line("all rules, 1,000,000 people", taken, bar_s=3)
"""

from __future__ import annotations

import os
import resource
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measure import median

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TIMES = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the clock, and seconds of processors, those of our worker processes with them.

    On a busy machine the clock waits for others; the processors' seconds hardly do.
    """

    wall: float
    cpu: float | None = None


def five(call: Callable[[], object], times: int = TIMES) -> Taken:
    """The median of each over `times` runs."""
    found = [_once(call) for _ in range(times)]
    return Taken(median(one.wall for one in found), median(one.cpu or 0 for one in found))


def _once(call: Callable[[], object]) -> Taken:
    busy, begin = _busy(), time.perf_counter()
    call()
    return Taken(time.perf_counter() - begin, _busy() - busy)


def of_seconds(found: Sequence[float], cpu: Sequence[float] = ()) -> Taken:
    """What a peer measured in a process of its own."""
    return Taken(median(found), median(cpu) if cpu else None)


def ratio(ours: Taken, theirs: Taken) -> str:
    """Ours to theirs on the clock, and in seconds of processors."""
    told = f"ours / theirs: {ours.wall / theirs.wall:.2f}"
    return f"{told}, of processors {ours.cpu / theirs.cpu:.2f}" if ours.cpu and theirs.cpu else told


def _busy() -> float:
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def line(what: str, taken: Taken, bar_s: float | None = None, note: str = "") -> None:
    """A line of the table: clock, processors, and how much of the bar that is."""
    cpu = "" if taken.cpu is None else f"  ({taken.cpu:.2f} s of processors)"
    bar = "" if bar_s is None else f"  bar {bar_s:.2f} s: {taken.wall / bar_s:.2f} of it"
    print(f"  {what:<58}{taken.wall:9.3f} s{cpu}{bar}{'  ' + note if note else ''}", flush=True)


def title(what: str) -> None:
    """A heading, with how busy the machine is: times of a busy one say little."""
    load = os.getloadavg()[0]
    print(f"\n{what}  [load {load:.1f} on {len(os.sched_getaffinity(0))} cores]", flush=True)
