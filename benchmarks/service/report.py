"""`benchmarks/run.py --service`: seed, serve, read with sixteen users, file in a burst, count."""

from __future__ import annotations

import os
from collections import defaultdict
from importlib import import_module
from statistics import quantiles
from typing import TYPE_CHECKING, NamedTuple

from service.asking import Asked, burst, reading
from service.seeding import seed
from service.standing import serving, standing
from yanzhen.config.serve import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

BAR_MS = 400


class Sizes(NamedTuple):
    """How much is measured."""

    people: int = 200_000
    cases: int = 1_000_000
    seconds: float = 60
    rate: float = 100


def report(sizes: Sizes) -> None:
    """The whole table; the load of the machine stands beside each part."""
    print(f"\nThe service: {sizes.people:,} people, {sizes.cases:,} cases; {_load()}")
    with standing() as cluster:
        prepare()
        took = seed(cluster, sizes.people, sizes.cases)
        print(f"  seeded in {took:.0f} s")
        people = import_module("service.people")  # knows Django, which has just been set up
        users = people.staff()
        filings = people.filings(int(sizes.rate * sizes.seconds))
        with serving() as port:
            reading(port, users, 5, 0)  # warm: packs are read, plans are made
            for think in (3.0, 0.0):
                title = f"{len(users)} users, {think:g} s between two pages"
                _pages(title, reading(port, users, sizes.seconds, think))
            asked = burst(port, filings, sizes.rate)
        _burst(sizes, asked, people.filed(filings), len(filings))


def report_importing(rows: int) -> None:
    """A sheet of people, looked through and taken in by the worker of a service of its own."""
    print(f"\nA sheet taken in; {_load()}")
    with standing() as cluster:
        prepare()
        importing = import_module("service.importing")  # knows Django, which has just been set up
        importing.importing(cluster, rows)
    print(f"  {_load()}")


def _pages(title: str, asked: Sequence[Asked]) -> None:
    by_page: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_page[one.what].append(one)
    print(f"\n{title}; bar: p95 {BAR_MS} ms; {_load()}")
    print(f"  {'page':<40}{'asked':>7}{'p50 ms':>10}{'p95 ms':>10}  other than 200")
    for name, ones in [*sorted(by_page.items()), ("all", list(asked))]:
        bad = sorted({one.status for one in ones} - {200})
        middle, high = _spread(ones)
        print(f"  {name:<40}{len(ones):>7}{middle:>10,.0f}{high:>10,.0f}  {bad or ''}")


def _burst(
    sizes: Sizes, asked: Sequence[Asked], filed: tuple[int, int, int, int], sent: int
) -> None:
    with_case, double, numbers, gaps = filed
    middle, high = _spread(asked)
    again = sum(one.tries > 1 for one in asked)
    failed = sum(not 200 <= one.status < 300 for one in asked)
    print(f"\nBurst: {sizes.rate:g} a second for {sizes.seconds:g} s; {_load()}")
    print(f"  sent {sent:,}, one in twenty of them twice; sent again {again}, given up {failed}")
    print(f"  p50 {middle:,.0f} ms, p95 {high:,.0f} ms, from the moment it was due")
    print(f"  lost {sent - with_case}, double {double}, numbers {numbers:,}, gaps {gaps}")


def _spread(asked: Sequence[Asked]) -> tuple[float, float]:
    if len(asked) < 2:
        return 0.0, 0.0
    cuts = quantiles([one.seconds * 1000 for one in asked], n=20, method="inclusive")
    return cuts[9], cuts[18]


def _load() -> str:
    one, five, _ = os.getloadavg()
    return f"load {one:.1f} (1 min), {five:.1f} (5 min)"
