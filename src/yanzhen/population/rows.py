"""A population read back, row by row, as what `assess` takes in.

    for name, raw in subjects_of(Path("population"), "person"):
        engine.assess(admit(raw, pack.vocabulary), as_of)

This is the slow way, a dictionary a row: for looking at some rows and for checking the fast way.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

BATCH = 4_096
DIMENSION = "by."


def subjects_of(path: Path, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row's id with `{subject, facts}`: sums as exact yuan, dates as dates.

    `path` is the folder of a population or a Parquet file of this kind. What is null is unknown
    and left out; a dimension is no fact.
    """
    file = path / f"{kind}.parquet" if path.is_dir() else path
    with pq.ParquetFile(file) as opened:
        names = [one for one in opened.schema_arrow.names if not one.startswith(DIMENSION)]
        for batch in opened.iter_batches(BATCH, columns=names):
            for row in batch.to_pylist():
                yield row.pop("id"), {"subject": kind, "facts": _known(row)}


def _known(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items() if value is not None}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return [_known(one) if isinstance(one, dict) else one for one in value]
    return value
