"""From an office's files to outcomes and reports, all of them or none.

done = evaluate(Wish(source, packs, day, out))
done.result, done.taken.refused
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from os import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from yanzhen.policy.errors import Problem
from yanzhen.population.chunks import opened
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import Origin
from yanzhen.population.intake import Intake, Progress, intake, silent
from yanzhen.population.outcomes import MISSING, OUTCOMES
from yanzhen.population.outputs import Outputs
from yanzhen.population.rejects import NAME as REJECTED
from yanzhen.population.report import plain, workbook
from yanzhen.population.report.asked import Report
from yanzhen.population.report.page import page
from yanzhen.population.run import Job, Piece, Result, run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pyarrow as pa

    from yanzhen.policy.pack import Pack
    from yanzhen.population.chunks import Population

Runner = Callable[[Job, "Population", Callable[[int], None], Callable[[Piece], None]], Result]
"""What works a job out: this machine's cores, or a cluster."""
USUAL = ("county", "industry")
"""The dimensions to group by, where the population has them and no others were asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to evaluate and what to write; `by` None is the usual dimensions."""

    source: Path
    packs: Sequence[Pack]
    as_of: date
    out: Path
    by: tuple[str, ...] | None = None
    mapping: Path | None = None
    missing: bool = False
    ineligible: bool = False
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    report: Report
    taken: Intake


def evaluate(wish: Wish, progress: Progress = silent, runner: Runner = run) -> Done:
    """Take in, work out, write."""
    _check_place(wish)
    fresh = not wish.out.exists()
    try:
        with (
            Outputs(wish.out) as outputs,
            TemporaryDirectory(prefix=".taken-", dir=wish.out) as inner,
        ):
            return _evaluate(wish, outputs, Path(inner), progress, runner)
    except BaseException:
        if fresh and wish.out.is_dir() and not any(wish.out.iterdir()):
            wish.out.rmdir()
        raise


def _check_place(wish: Wish) -> None:
    inside = (wish.source.resolve(), wish.source.resolve().parent)
    if wish.source.exists() and wish.out.resolve() in inside[: 2 if wish.source.is_file() else 1]:
        zh = f"输出文件夹 {wish.out} 就是输入所在的文件夹；请用 --out 另选一个"
        en = (
            f"The folder {wish.out} for the output is where the input lies; choose another by --out"
        )
        raise PopulationRefused(Problem("same-folder", None, zh, en))


def _evaluate(
    wish: Wish, outputs: Outputs, inner: Path, progress: Progress, runner: Runner
) -> Done:
    taken = intake(wish.source, wish.packs, inner / "taken", wish.mapping, progress)
    population = opened(taken.files)
    job = _job(wish, population)
    _check_rows(job, population)
    with Streams(outputs, job, wish.missing, population) as streams:
        result = runner(job, population, _counted(population, job, progress), streams.keep)
    report = Report(result, taken.counts, taken.remarks, wish.internal)
    _write(report, outputs)
    if taken.rejects is None:
        outputs.drop(REJECTED)
    else:
        replace(taken.rejects, outputs.path(REJECTED))
    return Done(report, taken)


def _job(wish: Wish, population: Population) -> Job:
    known = population.dimensions()
    by = tuple(one for one in USUAL if one in known) if wish.by is None else wish.by
    return Job(
        tuple(wish.packs), wish.as_of, by, missing=True, outcomes=True,
        ineligible=wish.ineligible, missing_rows=wish.missing,
    )  # fmt: skip


def _check_rows(job: Job, population: Population) -> None:
    """Refuse a population of which nobody could be evaluated."""
    vocabulary = job.packs[0].vocabulary
    rows = {kind: population.sizes.get(kind, 0) for kind in job.kinds()}
    if any(rows.values()):
        return
    if any(population.sizes.values()):
        found = [vocabulary.subjects[kind].label for kind in population.sizes]
        asked = [vocabulary.subjects[kind].label for kind in rows]
        zh = (
            f"输入里只有{'、'.join(one.zh for one in found)}，"
            f"而这些政策说的是{'、'.join(one.zh for one in asked)}"
        )
        en = (
            f"The input has only {', '.join(one.en for one in found)}; "
            f"the policies speak of {', '.join(one.en for one in asked)}"
        )
        raise PopulationRefused(Problem("no-matching-kind", None, zh, en))
    zh = "没有一行可以测算：输入是空的，或每一行都有错；用 yanzhen population check 查看原因"
    en = (
        "No row can be evaluated: the input is empty or every row has a fault; see population check"
    )
    raise PopulationRefused(Problem("no-rows", None, zh, en))


def _counted(population: Population, job: Job, progress: Progress) -> Callable[[int], None]:
    """Progress over all rows of the kinds that the job asks for."""
    total = sum(population.sizes.get(kind, 0) for kind in job.kinds())
    done = 0

    def advance(rows: int) -> None:
        nonlocal done
        done += rows
        progress("测算 evaluate", done, total)

    return advance


class Streams:
    """The long files, written piece by piece: only one piece is held."""

    def __init__(
        self, outputs: Outputs, job: Job, missing: bool, population: Population
    ) -> None:  # fmt: skip
        self._stack = ExitStack()
        self._files: dict[tuple[str, str], Any] = {}
        for pack in job.packs:
            said = Origin("outcomes", (pack.city,), population.invented, population.seed).metadata()
            self._begin(outputs, "outcomes", pack.city, OUTCOMES.with_metadata(said))
            if missing:
                self._begin(outputs, "missing", pack.city, MISSING.with_metadata(said))
            else:
                outputs.drop(f"missing-{pack.city}.parquet")

    def _begin(self, outputs: Outputs, name: str, city: str, schema: pa.Schema) -> None:
        path = outputs.path(f"{name}-{city}.parquet")
        writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._files[name, city] = self._stack.enter_context(writer)

    def keep(self, piece: Piece) -> None:
        for name, tables in (("outcomes", piece.outcomes), ("missing", piece.missing)):
            self._put(name, tables)

    def _put(self, name: str, tables: Mapping[str, pa.Table]) -> None:
        for city, found in tables.items():
            if found.num_rows:
                self._files[name, city].write_table(found)

    def __enter__(self) -> Streams:
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)


def _write(report: Report, outputs: Outputs) -> None:
    outputs.path("summary.json").write_text(plain.text(report), encoding="utf-8")
    outputs.path("report.html").write_text(page(report), encoding="utf-8")
    workbook.write(report, outputs.path("summary.xlsx"))
