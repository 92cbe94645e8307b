"""What one machine of several does: gathers the rows of its chunks and works them out.

A task gets the job as it is, packs and all, and gives a row for each chunk: the tallies as text,
the tables as Arrow streams, or the sentences that say why there is none.

    for number, batch in gathered(batches, starts):
        yield piece_row(parcel_of(job), "person", number, batch)
"""

from __future__ import annotations

import json
import pickle
import socket
from dataclasses import astuple
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

import yanzhen
from yanzhen.policy.errors import PolicyError, Problem
from yanzhen.population.chunks import chunk_of
from yanzhen.population.errors import EngineRefused
from yanzhen.population.format import DIMENSION
from yanzhen.population.run import work
from yanzhen.population.tally_bytes import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yanzhen.population.run import Job

ROW, CHUNK = "_row", "_chunk"
"""Columns beside the facts: a row's place in its file; its chunk, where that is not told by it."""
PIECE = pa.schema(
    [
        ("chunk", pa.int64()), ("rows", pa.int64()), ("tallies", pa.list_(pa.string())),
        ("outcomes", pa.list_(pa.binary())), ("missing", pa.list_(pa.binary())),
        ("refused", pa.string()),
    ]
)  # fmt: skip
PIECE_SQL = (
    "chunk long, rows long, tallies array<string>, outcomes array<binary>, missing array<binary>, "
    "refused string"
)
_PLAIN = "by_"


# -- the rows of a chunk


def gathered(
    batches: Iterator[pa.RecordBatch], starts: Sequence[int] | None
) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Batches as they come, joined and cut into chunks; with each its number.

    `starts` has the first row of each chunk; without it every row says its chunk itself.
    """
    current, parts = -1, list[pa.RecordBatch]()
    for batch in batches:
        numbers = _numbers(batch, starts)
        turns = np.flatnonzero(np.diff(numbers)) + 1
        for first, last in pairwise([0, *turns.tolist(), len(batch)]):
            if last == first:
                continue
            if parts and numbers[first] != current:
                yield current, pa.concat_batches(parts)
                parts = []
            current = int(numbers[first])
            parts.append(batch.slice(first, last - first))
    if parts:
        yield current, pa.concat_batches(parts)


def _numbers(batch: pa.RecordBatch, starts: Sequence[int] | None) -> Any:
    """The chunk of each row."""
    if starts is None:
        return batch.column(batch.schema.get_field_index(CHUNK)).to_numpy()
    rows = batch.column(batch.schema.get_field_index(ROW)).to_numpy()
    return np.searchsorted(np.asarray(starts), rows, "right") - 1


def plain_name(name: str) -> str:
    """A dimension's name without dots and quotes, which mean something to SQL."""
    return _PLAIN + name.encode().hex() if name.startswith(DIMENSION) else name


def _own_name(name: str) -> str:
    return bytes.fromhex(name.removeprefix(_PLAIN)).decode() if name.startswith(_PLAIN) else name


# -- a chunk worked out


def piece_row(parcel: bytes, kind: str, number: int, batch: pa.RecordBatch) -> pa.RecordBatch:
    """A piece, or why there is none, as a row of PIECE."""
    try:
        job = _job(parcel)
        batch = batch.rename_columns([_own_name(name) for name in batch.schema.names])
        piece = work(job, chunk_of(kind, batch, job.packs[0].vocabulary))
    except PolicyError as error:
        told = json.dumps([error.code, [astuple(problem) for problem in error.problems]])
        return _batch([number, len(batch), [], [], [], told])
    tallies = [text_of(piece.tallies[pack.city]) for pack in job.packs]
    outcomes, missing = (
        map(_written, piece.outcomes.values()),
        map(_written, piece.missing.values()),
    )
    return _batch([number, piece.rows, tallies, list(outcomes), list(missing), None])


def _batch(values: Sequence[Any]) -> pa.RecordBatch:
    arrays = [pa.array([one], field.type) for one, field in zip(values, PIECE, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=PIECE)


def _written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def table_of(written: bytes) -> pa.Table:
    """The table that a piece was sent with."""
    with pa.ipc.open_stream(pa.py_buffer(written)) as stream:
        return stream.read_all()


# -- the job sent


def parcel_of(job: Job) -> bytes:
    """The job with the hash of the program that is to answer it."""
    return pickle.dumps((code_hash(), pickle.dumps(job)))


@lru_cache(maxsize=2)
def _job(parcel: bytes) -> Job:
    """The job that was sent, if this machine's program is the sender's."""
    code, sent = pickle.loads(parcel)
    if code != code_hash():
        here = f"{socket.gethostname()} (yanzhen {yanzhen.__version__})"
        zh = f"{here} 上的程序与提交作业的不是同一程序：各机须装同一版本"
        en = f"The program on {here} is not the one that sent the job: install the same everywhere"
        raise EngineRefused(Problem("other-program", None, zh, en))
    job: Job = pickle.loads(sent)
    return job


@lru_cache(maxsize=1)
def code_hash() -> str:
    """SHA-256 over the program that answers: the sources of the rules' engine and of this layer."""
    root = Path(yanzhen.__file__).parent
    digest = sha256()
    for part in ("policy", "population"):
        for file in sorted((root / part).rglob("*.py")):
            digest.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes())
    return digest.hexdigest()
