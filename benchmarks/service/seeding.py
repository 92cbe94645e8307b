"""So many people and cases, written by the owner of the tables; the work is PostgreSQL's own."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from yanzhen.config.embedded import Cluster

STATEMENTS = Path(__file__).with_name("seed.sql")
PACK = "SELECT content_hash FROM policies_packversion WHERE city = 'xiangtan' LIMIT 1"


def seed(cluster: Cluster, people: int, cases: int) -> float:
    """Seconds that it took. A tenth of the cases run, of half of the people at most."""
    began = time.monotonic()
    with psycopg.connect(cluster.owner_url) as connection:
        (pack,) = connection.execute(PACK).fetchone() or ("",)
        told = {
            "people": people, "cases": cases, "running": min(cases // 10, people // 2),
            "pack": pack,
        }  # fmt: skip
        for statement in STATEMENTS.read_text().split(";\n"):
            if statement.strip():
                connection.execute(statement, told)
    with psycopg.connect(cluster.owner_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return time.monotonic() - began
