"""A month of a city posted: 600,000 movements committed, then spent, beside a bare COPY.

One call each, as a payment run posts them: every movement under a key that is looked up, the lines'
balances changed by the database, all or nothing.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from money.bare import copied
from money.load import load
from money.memory import grown, mark

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES, EACH = 100, 300_000
BOOK = "xiangtan/bench"


def report(owner: Any, rows: int) -> None:
    """Two kinds of movements, each beside the copy of its own rows."""
    print(f"\n{rows:,} movements on {LINES} lines in one call; {load()}")
    ledgers: Any = import_module("yanzhen.apps.ledgers.service")
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    lines = list(_lines(ledgers, accounts.SYSTEM, rows))
    for name, way in (("commit", ledgers.COMMIT), ("spend", ledgers.SPEND)):
        since = mark()
        begin = time.perf_counter()
        postings = _postings(ledgers, name, lines, rows)
        new = ledgers.post_many(acting=accounts.SYSTEM, way=way, postings=postings)
        seconds, more = time.perf_counter() - begin, grown(since)
        bare = copied(owner, "ledgers_movement", f"kind = '{name}' AND key LIKE 'bench/%'")
        print(
            f"  {name:<8}{new:>9,} rows {seconds:>8.1f} s {new / seconds:>10,.0f} rows/s"
            f"   bare COPY {new / bare:>10,.0f} rows/s"
            f"   memory +{more} MiB"
        )
    print(f"  {load()}")


def _lines(ledgers: Any, system: Any, rows: int) -> Iterator[str]:
    label: Any = import_module("yanzhen.policy.vocabulary").Label
    ledgers.open_book(acting=system, code=BOOK, kind="fund", unit="fen", place="xiangtan",
                      name=label("试", "Bench"))  # fmt: skip
    for number in range(LINES):
        line: str = ledgers.open_line(acting=system, book=BOOK, programme=str(number)).code
        given = ledgers.Posting(f"bench-allot-{number}", line, rows * EACH, reason="试")
        ledgers.allot(acting=system, posting=given)
        yield line


def _postings(ledgers: Any, name: str, lines: list[str], rows: int) -> Iterator[Any]:
    for n in range(rows):
        case = f"XIANGTAN-2026-{n:06d}"
        yield ledgers.Posting(
            f"bench/{name}/{n}", lines[n % LINES], EACH, case=case, clause="19", subject_id=n + 1,
            reference=f"A-{case}-1",
        )  # fmt: skip
