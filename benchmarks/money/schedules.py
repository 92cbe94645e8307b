"""Generating the payments of many awards, beside a bare COPY of the same rows.

Awards of 36 months are written into a database as it is shipped; their payments are generated in
portions of 5,000 awards, each committed. The floor copies the same rows out of a file into a table
without index, constraint or row security.
"""

from __future__ import annotations

import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from money.bare import copied
from money.load import load
from money.memory import grown, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    import psycopg

PORTION = 5_000
MONTHS = 36
SEED = """
    INSERT INTO registry_subject (kind, name, name_key, found_by, created_at)
    SELECT 'person', '某人' || n, '某人' || n, '', now() FROM generate_series(1, %(n)s) AS n;
    INSERT INTO awards_award
           (number, case_number, item, decision_id, decision_hash, city, pack_hash, rule, clause,
            tier, industry, tenant_id, subject_id, subject_name, payee_id, nature, computed_fen,
            granted_fen, cuts, fund, effective_on, starts_on, every_months, periods, each_fen,
            plan, state, uses, excepted, version, made_at)
    SELECT 'A-' || n, 'X-' || n, 'rent', n, '', 'xiangtan', '', 'art-19-rent', '19', 'C', '',
           o.id, s.id, s.name, s.id, 'money', 10800000, 10800000, '[]', '', '2026-03-01',
           '2026-03-01'::date + (n %% 28)::int, 1, %(months)s, 300000, 'planned', 'running', '[]',
           '[]', 1, now()
      FROM (SELECT id, name, row_number() OVER (ORDER BY id) AS n FROM registry_subject) AS s,
           (SELECT id FROM organisations_organisation WHERE code = 'xiangtan') AS o;
    ANALYZE awards_award
"""


class Measured(NamedTuple):
    """One size: rows, seconds of both, by how many MiB this process grew."""

    awards: int
    rows: int
    seconds: float
    copied: float
    grown: int


def report(owner: psycopg.Connection[Any], sizes: Sequence[int]) -> None:
    """A row for each size, one after the other in one database; growth is beside the first."""
    print(f"\nPayments of {MONTHS} months generated in portions of {PORTION:,} awards; {load()}")
    for statement in SEED.split(";"):
        owner.execute(statement, {"n": sum(sizes), "months": MONTHS})  # type: ignore[arg-type]
    ids = [one for (one,) in owner.execute("SELECT id FROM awards_award ORDER BY id")]
    first: Measured | None = None
    for size in sizes:
        some, ids = ids[:size], ids[size:]
        one = _measured(owner, some)
        first = first or one
        _show(one, (one.seconds / one.rows) / (first.seconds / first.rows))
    print(f"  {load()}")


def _show(one: Measured, growth: float) -> None:
    print(
        f"  {one.awards:>9,} awards {one.rows:>12,} rows {one.seconds:>8.1f} s"
        f" {one.rows / one.seconds:>10,.0f} rows/s"
        f"   bare COPY {one.rows / one.copied:>10,.0f} rows/s"
        f"   a row {growth:.2f} x the first   memory +{one.grown} MiB"
    )


def _measured(owner: psycopg.Connection[Any], ids: Sequence[int]) -> Measured:
    since = mark()
    rows, seconds = _generated(ids)
    more = grown(since)
    which = f"award_id BETWEEN {ids[0]} AND {ids[-1]}"
    return Measured(len(ids), rows, seconds, copied(owner, "awards_instalment", which), more)


def _generated(ids: Sequence[int]) -> tuple[int, float]:
    """By the service's own function, as the service's role."""
    generating: Any = import_module("yanzhen.apps.awards.generating")
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    begin, rows = time.perf_counter(), 0
    with accounts.acting(accounts.SYSTEM):
        for place in range(0, len(ids), PORTION):
            rows += generating.generate(ids[place : place + PORTION])
    return rows, time.perf_counter() - begin
