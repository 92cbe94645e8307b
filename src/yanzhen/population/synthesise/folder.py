"""An invented population written as a folder: all of it, or nothing.

It grows beside its place under a hidden name and is moved there when it is whole. What stood
there before goes only when it was an invented population itself.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from yanzhen.policy import Problem
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import METADATA, WRITTEN
from yanzhen.population.synthesise.plan import KINDS, Population
from yanzhen.population.synthesise.readme import readme
from yanzhen.population.synthesise.tables import schema, tables

README = "README.md"
Advance = Callable[[int], None]


def refused(zh: str, en: str) -> PopulationRefused:
    """One reason, in both languages."""
    return PopulationRefused(Problem(PopulationRefused.code, None, zh, en))


def write(population: Population, out: Path, advance: Advance = lambda rows: None) -> None:
    """Draw the population into the folder `out`; `advance` is told of each group of rows."""
    out = out.resolve()
    check_place(out)
    try:
        with _beside(out) as growing:
            for kind in KINDS:
                _write_kind(population, kind, growing, advance)
            (growing / README).write_text(readme(population), encoding="utf-8")
            _move(growing, out)
    except OSError as error:
        reason = (error.strerror or str(error)).splitlines()[0]
        raise refused(
            f"写不了 {out}：{reason}；没有留下任何文件",
            f"Cannot write {out}: {reason}; nothing was left",
        ) from None


def check_place(out: Path) -> None:
    """Refuse a place where something else stands."""
    try:
        free = not out.exists() or (out.is_dir() and (not any(out.iterdir()) or _invented(out)))
    except OSError:
        free = False
    if not free:
        raise refused(
            f"{out} 不是虚构人口的文件夹，不覆盖；请另选 --out",
            f"{out} is no invented population and stays as it is; choose another --out",
        )


def _invented(folder: Path) -> bool:
    """Whether a folder holds an invented population and nothing else."""
    files = {f"{kind}.parquet" for kind in KINDS}
    found = {path.name for path in folder.iterdir()}
    return (
        bool(found & files)
        and found <= files | {README}
        and all(_says_invented(folder / name) for name in found & files)
    )


def _says_invented(file: Path) -> bool:
    try:
        said = (pq.read_schema(file).metadata or {}).get(METADATA, b"{}")
        return json.loads(said).get("invented") is True
    except (OSError, ValueError, AttributeError, pa.ArrowException):
        return False


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A hidden folder next to `out`, gone afterwards whatever happens."""
    out.parent.mkdir(parents=True, exist_ok=True)
    growing = _hidden(out, "growing")
    growing.mkdir()
    try:
        yield growing
    finally:
        shutil.rmtree(growing, ignore_errors=True)


def _hidden(out: Path, state: str) -> Path:
    return out.parent / f".{out.name}.{state}-{os.getpid()}"


def _move(growing: Path, out: Path) -> None:
    """Put the whole population in its place; the earlier one comes back if that fails."""
    if not out.exists():
        growing.rename(out)
        return
    earlier = _hidden(out, "earlier")
    out.rename(earlier)
    try:
        growing.rename(out)
    except BaseException:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _write_kind(population: Population, kind: str, folder: Path, advance: Advance) -> None:
    path = folder / f"{kind}.parquet"
    with pq.ParquetWriter(path, schema(population, kind), **WRITTEN) as writer:
        for rows in tables(population, kind):
            writer.write_table(rows)
            advance(rows.num_rows)
