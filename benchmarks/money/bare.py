"""The floor: the same rows copied into a table that keeps nothing but rows."""

from __future__ import annotations

import tempfile
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg


def copied(owner: psycopg.Connection[Any], table: str, condition: str) -> float:
    """Seconds for the rows of a table, out of a file; no index, constraint or row security."""
    owner.execute("DROP TABLE IF EXISTS bare")
    owner.execute(f"CREATE TABLE bare (LIKE {table})")  # type: ignore[arg-type]
    with tempfile.TemporaryFile() as file:
        rows = f"COPY (SELECT * FROM {table} WHERE {condition}) TO STDOUT"
        with owner.cursor() as cursor, cursor.copy(rows) as out:  # type: ignore[arg-type]
            for part in out:
                file.write(part)
        file.seek(0)
        begin = time.perf_counter()
        with owner.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as into:
            while part := file.read(1 << 20):
                into.write(part)
        seconds = time.perf_counter() - begin
    owner.execute("DROP TABLE bare")
    return seconds
