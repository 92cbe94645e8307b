"""Flat Parquet files as tables: one row a subject or a record, read group by group."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import batches, origin
from yanzhen.population.intake.cells import ErrorCell
from yanzhen.population.intake.tables import Row, Table, of_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BROKEN = (pa.ArrowException, OSError, UnicodeDecodeError)


def open_parquet(path: Path) -> pq.ParquetFile:
    """The file, its footer read; PopulationRefused where it is cut off or no Parquet at all."""
    if path.stat().st_size == 0:
        zh, en = "文件是空的", "the file is empty"
        raise PopulationRefused(of_file("empty-file", path.name, zh, en))
    try:
        return pq.ParquetFile(path)
    except BROKEN as error:
        raise cut_off(path, error) from None


def cut_off(path: Path, error: Exception) -> PopulationRefused:
    """A Parquet file whose end or middle is missing."""
    reason = str(error).splitlines()[0][:200]
    zh = f"读不了这个 Parquet 文件，可能不完整（{reason}）"
    en = f"cannot read this Parquet file, it may be cut off ({reason})"
    return PopulationRefused(of_file("cut-off", path.name, zh, en))


def read_parquet(path: Path) -> Table:
    """The table in a flat Parquet file."""
    opened = open_parquet(path)
    header = list(opened.schema_arrow.names)
    size = opened.metadata.num_rows

    def rows() -> Iterator[Row]:
        number = 0
        try:
            for batch in batches(opened):
                columns = [[_cell(one) for one in part.to_pylist()] for part in batch.columns]
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield Row(number, list(cells))
        except BROKEN as error:
            raise cut_off(path, error) from None

    said = origin(opened.schema_arrow, path.stem)
    return Table(path.stem, path.name, header, rows, size, said)


def _cell(raw: Any) -> Any:
    if isinstance(raw, float):
        return Decimal(repr(raw)) if math.isfinite(raw) else _missing(raw)
    if raw is None or isinstance(raw, str | bool | int | Decimal | date | datetime | list):
        return raw
    return ErrorCell(str(raw))


def _missing(raw: float) -> Any:
    """NaN is how data frames write a gap into a column of numbers."""
    return None if math.isnan(raw) else ErrorCell(str(raw))
