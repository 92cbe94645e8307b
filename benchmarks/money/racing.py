"""Sixty-four workers at once for the last fen, the last seats, the rest of a cap.

Each has a connection of its own and all are let loose together, round after round: by the ledger,
and by what one writes first, in the same database: read what is left, then insert. What the naive
one takes beyond what there was is its overspending.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from itertools import count
from threading import Barrier, Thread
from typing import Any, NamedTuple

from money.load import load

WORKERS, ENOUGH = 64, 10**9
NAIVE = "CREATE TABLE naive (line text NOT NULL, amount bigint NOT NULL)"
INDEX = "CREATE INDEX ON naive (line)"
GRANT = "GRANT SELECT, INSERT ON naive TO PUBLIC"
LEFT = "SELECT %s - coalesce(sum(amount), 0) FROM naive WHERE line = %s"
TAKE = "INSERT INTO naive VALUES (%s, %s)"
Take = Callable[[str, int], int]


class Race(NamedTuple):
    """What is raced for: how much there is, how much each wants, and whether less will do.

    `fewer`: in which part of the rounds; where everybody gets something each round takes longest.
    """

    what: str
    unit: str
    has: int
    wants: int
    up_to: bool = False
    fewer: int = 1


class Run(NamedTuple):
    """What the rounds gave: those that were exact, what was taken too much, attempts a second."""

    exact: int
    beyond: int
    over: int
    per_second: float


RACES = (
    Race("the last fen", "fen", 1, 1),
    Race("the last 5 seats", "seat", 5, 1),
    Race("100 of a cap, 7 each", "fen", 100, 7, up_to=True),
    Race("one line, enough for all", "fen", ENOUGH, 1, fewer=5),
)
_KEYS = count(1)


def report(owner: Any, rounds: int) -> None:
    """Both ways beside each other, race by race."""
    print(f"\n{WORKERS} workers, {rounds} rounds; {load()}")
    for statement in (NAIVE, INDEX, GRANT):
        owner.execute(statement)
    service: Any = import_module("yanzhen.apps.ledgers.service")
    for race in RACES:
        times = max(1, rounds // race.fewer)
        _show(race, "ledger", _run(race, times, _ledger(service, race)), times)
        _show(race, "read, then insert", _run(race, times, _naive(race)), times)
    found = service.recompute().first_difference
    print(f"  recomputed from all movements: {'equal' if found is None else found}; {load()}")


def _show(race: Race, way: str, run: Run, rounds: int) -> None:
    over = f"overspent in {run.over} rounds, {run.beyond:,} too much" if run.over else ""
    exact = f"exact {run.exact}/{rounds}"
    print(f"  {race.what:<26}{way:<20}{exact:<16}{run.per_second:>9,.0f} attempts/s  {over}")


def _run(race: Race, rounds: int, way: tuple[Callable[[int], str], Take]) -> Run:
    """All rounds with the same workers; opening a line is outside the clock."""
    line_of, take = way
    connections: Any = import_module("django.db")
    lines = [line_of(number) for number in range(rounds)]
    got = [[0] * WORKERS for _ in lines]
    start, end = Barrier(WORKERS + 1), Barrier(WORKERS + 1)

    def work(worker: int) -> None:
        connections.connection.ensure_connection()
        for number, line in enumerate(lines):
            start.wait()
            got[number][worker] = take(line, race.wants)
            end.wait()
        connections.connection.close()

    threads = [Thread(target=work, args=(one,)) for one in range(WORKERS)]
    for thread in threads:
        thread.start()
    seconds = 0.0
    for _ in lines:
        start.wait()
        begin = time.perf_counter()
        end.wait()
        seconds += time.perf_counter() - begin
    for thread in threads:
        thread.join()
    right = min(race.has, WORKERS * race.wants)
    sums = [sum(one) for one in got]
    beyond = [one - right for one in sums if one > right]
    return Run(sums.count(right), sum(beyond), len(beyond), WORKERS * rounds / seconds)


def _ledger(service: Any, race: Race) -> tuple[Callable[[int], str], Take]:
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    label: Any = import_module("yanzhen.policy.vocabulary").Label
    system, book = accounts.SYSTEM, f"race-{next(_KEYS)}"
    service.open_book(
        acting=system, code=book, kind="pool", unit=race.unit, place="xiangtan",
        name=label("赛", "Race"),
    )  # fmt: skip

    def posting(line: str, amount: int) -> Any:
        return service.Posting(f"race-{next(_KEYS)}", line, amount, reason="赛")

    def line_of(number: int) -> str:
        line: str = service.open_line(acting=system, book=book, programme=str(number)).code
        service.allot(acting=system, posting=posting(line, race.has))
        return line

    def take(line: str, wants: int) -> int:
        if race.up_to:
            return int(service.take_up_to(acting=system, posting=posting(line, wants)))
        try:
            return int(service.commit(acting=system, posting=posting(line, wants)))
        except service.NotEnough:
            return 0

    return line_of, take


def _naive(race: Race) -> tuple[Callable[[int], str], Take]:
    database: Any = import_module("django.db")
    name = f"naive-{next(_KEYS)}"

    def take(line: str, wants: int) -> int:
        with database.transaction.atomic(), database.connection.cursor() as cursor:
            cursor.execute(LEFT, [race.has, line])
            left = int(cursor.fetchone()[0])
            granted = min(wants, left) if race.up_to else wants if left >= wants else 0
            if granted > 0:
                cursor.execute(TAKE, [line, granted])
        return max(granted, 0)

    return (lambda number: f"{name}/{number}"), take
