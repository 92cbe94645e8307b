"""A population worked out by Spark: the chunks are this machine's, the work is `run.work`.

The driver reads where the row groups lie, or which owners there are, and numbers the chunks as
`run` would cut them; each task gathers the rows of its chunks and works them out; the driver
takes the pieces in the order of their numbers. So the answers, and the files written from them,
are the same to the byte.

    with session("local[2]") as spark:
        result = run_on_spark(job, population, spark)

This is the only module that knows Spark; `engines` loads it when it is asked for.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from yanzhen.policy.errors import PolicyError, Problem
from yanzhen.population.chunks import check_dimensions
from yanzhen.population.errors import EngineRefused, PopulationRefused
from yanzhen.population.format import DIMENSION, ID, ROWS
from yanzhen.population.owners import OWNER, cuts
from yanzhen.population.run import Piece, summed
from yanzhen.population.tally_bytes import tally_of
from yanzhen.population.tasks import (
    CHUNK,
    PIECE_SQL,
    ROW,
    gathered,
    parcel_of,
    piece_row,
    plain_name,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyspark import Broadcast
    from pyspark.sql import Column, DataFrame, Row

    from yanzhen.population.chunks import Population
    from yanzhen.population.run import Job, Result

FIRST, WHOSE = "_first", "_whose"
"""Columns beside the facts: the first row of a row's owner, and the owner."""
PATIENCE = 10
"""Seconds that a master has to answer the door."""
# Spark asks for pandas and hands it nothing here.
warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
_GLOB = re.compile(r"([\[\]{}*?\\])")
_ADDRESS = re.compile(r"([^:,/]+):(\d+)")
_SAID = re.compile(r"\w+(?:Error|Exception): .+")


# -- the session


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """The session that is open, or one of our own on this master, closed at the end."""
    open_already = SparkSession.getActiveSession()
    if open_already is not None:
        yield open_already
        return
    check_reachable(master)
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else any python3 on the PATH
    try:
        opened = SparkSession.builder.config(map=settings(master)).getOrCreate()
    except (PySparkException, Py4JError, RuntimeError) as error:
        raise _failed(error) from error
    try:
        yield opened
    finally:
        opened.stop()


def settings(master: str) -> dict[str, str]:
    """What we ask of a session; inside one machine nothing listens to the network."""
    asked = {
        "spark.master": master,
        "spark.app.name": "yanzhen",
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        asked |= {
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
        }
    return asked


def check_reachable(master: str) -> None:
    """Refuse a standalone master that nobody answers for: Spark would try for minutes."""
    if not master.startswith("spark://"):
        return
    for host, port in _ADDRESS.findall(master.removeprefix("spark://")):
        try:
            socket.create_connection((host, int(port)), PATIENCE).close()
        except (OSError, OverflowError):
            continue
        return
    zh = f"连不上 Spark 主节点 {master}：请检查地址、端口和网络，以及主节点是否已启动"
    en = (
        f"The Spark master {master} does not answer: check address, port, network, and that it runs"
    )
    raise EngineRefused(Problem("no-master", None, zh, en))


def _failed(error: Exception) -> EngineRefused:
    said = _SAID.findall(str(error))
    why = said[-1] if said else str(error).strip().splitlines()[0]
    zh = f"Spark 没有完成：{why}"
    en = f"Spark did not finish: {why}"
    return EngineRefused(Problem("spark-failed", None, zh, en))


# -- on the driver


def run_on_spark(
    job: Job, population: Population, spark: SparkSession,
    progress: Callable[[int], None] = lambda rows: None,
    keep: Callable[[Piece], None] = lambda piece: None,
) -> Result:  # fmt: skip
    """The same result as `run`, worked out by Spark; `keep` sees the same pieces in its order."""
    check_dimensions(population, job.by)
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS))
    spark.conf.set("spark.sql.caseSensitive", "true")
    parcel = spark.sparkContext.broadcast(parcel_of(job))
    try:
        pieces = (
            piece
            for kind in job.kinds() if kind in population.files
            for piece in _pieces(spark, parcel, job, population, kind)
        )  # fmt: skip
        return summed(job, population, pieces, progress, keep)
    except (PySparkException, Py4JError) as error:
        raise _failed(error) from error
    finally:
        parcel.destroy()


def _pieces(
    spark: SparkSession, parcel: Broadcast[bytes], job: Job, population: Population, kind: str
) -> Iterator[Piece]:
    """One kind of subject, chunk by chunk."""
    laid = _laid(spark, job, population, kind)
    if laid.chunks == 0:
        return
    worked = laid.rows.mapInArrow(_worker(parcel, kind, laid.starts), PIECE_SQL)
    rows, number = 0, -1
    for number, row in enumerate(_in_order(worked, job.outcomes and laid.chunks > 1)):
        if row.refused is not None:
            raise _refusal(*json.loads(row.refused))
        if row.chunk != number:
            break
        rows += row.rows
        yield _piece(job, kind, row)
    if (number + 1, rows) != (laid.chunks, population.sizes[kind]):
        zh = f"{kind}.parquet 读出的行与它自己说的不符：文件是否在运行时被改动？"
        en = f"The rows of {kind}.parquet are not those it says it has: was it changed meanwhile?"
        raise EngineRefused(Problem("rows-changed", None, zh, en))


def _worker(
    parcel: Broadcast[bytes], kind: str, starts: tuple[int, ...] | None
) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What a task does with its rows; it carries the job, so no machine needs the packs."""

    def worker(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for number, batch in gathered(batches, starts):
            yield piece_row(parcel.value, kind, number, batch)

    return worker


def _refusal(code: str, problems: Sequence[Sequence[str]]) -> PolicyError:
    """What an executor refused, to be raised here."""
    kind = EngineRefused if code == EngineRefused.code else PopulationRefused
    return kind(*(Problem(*one) for one in problems))


def _in_order(worked: DataFrame, large: bool) -> Iterator[Row]:
    """The pieces by their numbers; large ones wait on Spark's side and come one after the other."""
    if not large:
        yield from sorted(worked.collect(), key=lambda row: row.chunk)
        return
    kept = worked.persist()
    try:
        yield from kept.orderBy("chunk").toLocalIterator()
    finally:
        kept.unpersist()


def _piece(job: Job, kind: str, row: Row) -> Piece:
    cities = [pack.city for pack in job.packs]
    return Piece(
        kind, row.rows,
        {city: tally_of(text) for city, text in zip(cities, row.tallies, strict=True)},
        dict(zip(cities, map(table_of, row.outcomes), strict=False)),
        dict(zip(cities, map(table_of, row.missing), strict=False)),
    )  # fmt: skip


# -- which rows make a chunk


@dataclass(frozen=True, slots=True)
class Laid:
    """A kind's rows for the tasks: `starts` tells the chunks apart, unless each row does."""

    rows: DataFrame
    chunks: int
    starts: tuple[int, ...] | None


def _laid(spark: SparkSession, job: Job, population: Population, kind: str) -> Laid:
    path = population.files[kind]
    ids = [ID] if job.outcomes else []
    wanted = {*ids, *job.asks(kind), *(DIMENSION + name for name in job.by)}
    with pq.ParquetFile(path) as file:
        schema = file.schema_arrow
        sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
    columns = [_column(field) for field in schema if field.name in wanted]
    read = spark.read.option("datetimeRebaseMode", "CORRECTED").parquet(_address(path))
    rows = read.select(*columns, F.col("_metadata.row_index").alias(ROW))
    if not job.owned(kind):
        starts = _starts(sizes)
        return Laid(rows, len(starts), starts)
    if not sum(sizes) or OWNER not in schema.names:
        return Laid(rows.repartition(1).sortWithinPartitions(ROW), bool(sum(sizes)), (0,))
    return _by_owner(spark, rows)


def _starts(sizes: Sequence[int]) -> tuple[int, ...]:
    """The first row of each batch of `format.batches`: row groups, cut where they are too long."""
    starts: list[int] = []
    before = 0
    for size in sizes:
        starts += range(before, before + size, ROWS)
        before += size
    return tuple(starts)


def _column(field: pa.Field) -> Column:
    """A column of the file, under a name that Spark takes for one: a dot means a field to it."""
    quoted = field.name.replace("`", "``")
    column = F.lit(None) if pa.types.is_null(field.type) else F.col(f"`{quoted}`")
    return column.alias(plain_name(field.name))


def _address(path: Path) -> str:
    """A path of every machine, no pattern of paths."""
    return "file://" + _GLOB.sub(r"\\\1", str(path.resolve()))


def _by_owner(spark: SparkSession, rows: DataFrame) -> Laid:
    """The rows owner by owner, each with its chunk: as `owners.by_owner` lays and cuts them."""
    owner = F.col(OWNER).cast("string").alias(WHOSE)
    found = rows.groupBy(owner).agg(F.min(ROW).alias(FIRST), F.count(F.lit(1)).alias("many"))
    owners = found.toArrow().sort_by(FIRST)
    nameless = owners.column(WHOSE).is_null()
    laid = pa.concat_tables([owners.filter(pc.invert(nameless)), owners.filter(nameless)])
    turns = np.cumsum(laid.column("many").to_numpy())
    named = int(turns[-1]) - sum(owners.filter(nameless).column("many").to_pylist())
    ends = cuts(turns.tolist(), named)
    chunk = np.searchsorted(ends, turns)
    table = laid.drop_columns("many").append_column(CHUNK, pa.array(chunk, pa.int64()))
    joined = rows.join(F.broadcast(spark.createDataFrame(table)), _same_owner(), "inner")
    placed = joined.drop(WHOSE).repartition(len(ends), CHUNK)
    return Laid(placed.sortWithinPartitions(CHUNK, FIRST, ROW), len(ends), None)


def _same_owner() -> Column:
    return F.col(OWNER).cast("string").eqNullSafe(F.col(WHOSE))
