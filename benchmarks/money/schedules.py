"""Generating the payments of many awards, beside a bare COPY of the same rows.

Awards of 36 months are written into a database as it is shipped; their payments are generated in
portions of 5,000 awards, each committed. The floor copies the same rows out of a file into a table
without index, constraint or row security.
"""

from __future__ import annotations

import resource
import tempfile
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg
from service.standing import standing

from yanzhen.config.serve import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

PORTION = 5_000
MONTHS = 36
SEED = """
    INSERT INTO registry_subject (kind, name, name_key, created_at)
    SELECT 'person', '某人' || n, '某人' || n, now() FROM generate_series(1, %(n)s) AS n;
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
    """One size: rows, seconds, greatest memory of this process before and after (KiB)."""

    awards: int
    rows: int
    seconds: float
    copied: float
    before: int
    after: int


def report(sizes: Sequence[int]) -> None:
    """A row for each size, one after the other in one database; growth is beside the first."""
    print(f"\nPayments of {MONTHS} months generated in portions of {PORTION:,} awards")
    with standing() as cluster:
        prepare()
        with psycopg.connect(cluster.owner_url, autocommit=True) as owner:
            for statement in SEED.split(";"):
                owner.execute(statement, {"n": sum(sizes), "months": MONTHS})  # type: ignore[arg-type]
            ids = [one for (one,) in owner.execute("SELECT id FROM awards_award ORDER BY id")]
            first: Measured | None = None
            for size in sizes:
                some, ids = ids[:size], ids[size:]
                one = _measured(owner, some)
                first = first or one
                _show(one, (one.seconds / one.rows) / (first.seconds / first.rows))


def _show(one: Measured, growth: float) -> None:
    print(
        f"  {one.awards:>9,} awards {one.rows:>12,} rows {one.seconds:>8.1f} s"
        f" {one.rows / one.seconds:>10,.0f} rows/s"
        f"   bare COPY {one.rows / one.copied:>10,.0f} rows/s"
        f"   a row {growth:.2f} x the first   memory +{(one.after - one.before) / 1024:.0f} MiB"
    )


def _measured(owner: psycopg.Connection[Any], ids: Sequence[int]) -> Measured:
    before = _memory()
    rows, seconds = _generated(ids)
    after = _memory()
    return Measured(len(ids), rows, seconds, _copied(owner, ids[0], ids[-1]), before, after)


def _generated(ids: Sequence[int]) -> tuple[int, float]:
    """By the service's own function, as the service's role."""
    generating: Any = import_module("yanzhen.apps.awards.generating")
    accounts: Any = import_module("yanzhen.apps.accounts.service")
    begin, rows = time.perf_counter(), 0
    with accounts.acting(accounts.SYSTEM):
        for place in range(0, len(ids), PORTION):
            rows += generating.generate(ids[place : place + PORTION])
    return rows, time.perf_counter() - begin


def _copied(owner: psycopg.Connection[Any], first: int, last: int) -> float:
    """The same rows, out of a file, into a table that keeps nothing but rows."""
    owner.execute("DROP TABLE IF EXISTS bare")
    owner.execute("CREATE TABLE bare (LIKE awards_instalment)")
    rows = f"SELECT * FROM awards_instalment WHERE award_id BETWEEN {first} AND {last}"
    with tempfile.TemporaryFile() as file:
        with owner.cursor() as cursor, cursor.copy(f"COPY ({rows}) TO STDOUT") as out:
            for part in out:
                file.write(part)
        file.seek(0)
        begin = time.perf_counter()
        with owner.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as into:
            while part := file.read(1 << 20):
                into.write(part)
        return time.perf_counter() - begin


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
