"""From an office's files to the population format, whatever they are written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yanzhen.policy.errors import Problem
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import Origin, origin
from yanzhen.population.intake.cells import Reader
from yanzhen.population.intake.headings import Header, subjects_of
from yanzhen.population.intake.mapping import read_mapping
from yanzhen.population.intake.result import Intake, silent
from yanzhen.population.intake.rows import Kind, Sheet
from yanzhen.population.intake.sources import find
from yanzhen.population.intake.tables import of_file
from yanzhen.population.outputs import Outputs
from yanzhen.population.rejects import NAME as REJECTED
from yanzhen.population.rejects import Rejects

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.vocabulary import Fact, Vocabulary
    from yanzhen.population.intake.mapping import Translation
    from yanzhen.population.intake.populations import Population
    from yanzhen.population.intake.result import Counted, Progress
    from yanzhen.population.intake.tables import Table


def intake(
    source: Path,
    packs: Sequence[Pack],
    out: Path,
    mapping: Path | None = None,
    progress: Progress = silent,
) -> Intake:
    """Take in a folder or file; what must be written goes to the folder `out`.

    PopulationRefused names all troubles of the files as such; a row with a trouble is left out,
    written to `rejected.xlsx` in `out`, and counted.
    """
    vocabulary = packs[0].vocabulary
    if (
        out.exists()
        and source.exists()
        and out.resolve() in (source.resolve(), source.parent.resolve())
    ):
        zh = f"输出文件夹 {out} 就是输入所在的文件夹；请另选一个"
        en = f"The folder {out} for the output is where the input lies; choose another"
        raise PopulationRefused(Problem("same-folder", None, zh, en))
    translation = read_mapping(mapping)
    found = find(source, translation, vocabulary)
    problems = [one for population in found.populations for one in population.problems()]
    plans = _planned(found.tables, translation, vocabulary, problems)
    _alone(found.populations, plans, problems)
    if problems:
        raise PopulationRefused(*problems)
    with Outputs(out) as outputs, Rejects(outputs.path(REJECTED)) as rejects:
        cities = tuple(pack.city for pack in packs)
        run = _Run(outputs, rejects, cities, vocabulary, progress)
        return run.take(found.populations, plans, tuple(found.remarks))


@dataclass(slots=True)
class _Plan:
    """The tables of one kind of subject."""

    kind: str
    subjects: list[Sheet] = field(default_factory=list)
    records: dict[str, tuple[Fact, Sheet]] = field(default_factory=dict)


def _planned(
    tables: Sequence[Table], translation: Translation, vocabulary: Vocabulary,
    problems: list[Problem],
) -> dict[str, _Plan]:  # fmt: skip
    """Each table's place; what is wrong with any header is added to `problems`."""
    plans: dict[str, _Plan] = {}
    for table in tables:
        mapped = translation.sheet(table.name)
        subjects = subjects_of(table, mapped, vocabulary, problems)
        if subjects is None:
            continue
        header = Header(table, subjects, mapped, vocabulary, problems)
        sheet = Sheet(table, header, header.read())
        plan = plans.setdefault(subjects.kind, _Plan(subjects.kind))
        if subjects.records is None:
            plan.subjects.append(sheet)
        elif subjects.records.id in plan.records:
            problems.append(_twice(sheet, subjects.name))
        else:
            plan.records[subjects.records.id] = (subjects.records, sheet)
    return plans


def _twice(sheet: Sheet, name: str) -> Problem:
    zh = f"另有一张表也是 {name}，每种只能有一张"
    return of_file("repeated-table", sheet.table.file, zh, f"another table is {name} too; keep one")


def _alone(
    populations: Sequence[Population], plans: dict[str, _Plan], problems: list[Problem]
) -> None:
    """Each kind of subject must come from one place, and records need their subjects."""
    seen: set[str] = set()
    for one in populations:
        if one.kind in seen or one.kind in plans:
            zh, en = (
                f"{one.kind} 来自两处，只能留一处",
                f"{one.kind} comes from two places; keep one",
            )
            problems.append(of_file("repeated-table", one.path.name, zh, en))
        seen.add(one.kind)
    for kind, plan in plans.items():
        problems.extend(_twice(extra, kind) for extra in plan.subjects[1:])
        if not plan.subjects and kind not in seen:
            name = next(iter(plan.records.values()))[1].table.file
            zh = f"只有记录，缺少表 {kind}：它们说的是谁？"
            en = f"there are records, but no table {kind} of those they belong to"
            problems.append(of_file("no-subject", name, zh, en))
    if not populations and not plans and not problems:
        zh, en = "没有一张表可以读", "there is no table to read"
        problems.append(Problem("no-source", None, zh, en))


class _Run:
    """One taking in: where it writes and what it has learnt."""

    def __init__(
        self, outputs: Outputs, rejects: Rejects, cities: tuple[str, ...],
        vocabulary: Vocabulary, progress: Progress,
    ) -> None:  # fmt: skip
        self.outputs, self.cities, self.vocabulary = outputs, cities, vocabulary
        self.progress, self.rejects = progress, rejects
        self.reader = Reader()
        self.files: dict[str, Path] = {}
        self.counts: dict[str, Counted] = {}

    def take(
        self, populations: Sequence[Population], plans: dict[str, _Plan],
        remarks: tuple[Problem, ...],
    ) -> Intake:  # fmt: skip
        origins = [origin(one.file.schema_arrow, one.kind) for one in populations]
        tables = [sheet.table for plan in plans.values() for sheet in plan.subjects]
        origins += [table.origin for table in tables if table.origin is not None]
        for population in populations:
            self._population(population)
        for plan in plans.values():
            self._plan(plan)
        for kind in self.vocabulary.subjects:
            self.outputs.drop(f"{kind}.parquet")
        self.rejects.close()
        rejected = bool(self.rejects.counts)
        if not rejected:
            self.outputs.forget(REJECTED)
        seeds = [one.seed for one in origins if one.seed is not None]
        return Intake(
            self.files, self.counts, self.outputs.folder / REJECTED if rejected else None,
            (*remarks, *self._serials()), any(one.invented for one in origins),
            seeds[0] if seeds else None,
        )  # fmt: skip

    def _population(self, population: Population) -> None:
        counted, left_out = population.check(self.rejects, self.progress)
        self.counts[population.kind] = counted
        self.files[population.kind] = population.path
        if len(left_out):
            name = f"{population.kind}.parquet"
            population.write(self.outputs.path(name), left_out)
            self.files[population.kind] = self.outputs.folder / name

    def _plan(self, plan: _Plan) -> None:
        name = f"{plan.kind}.parquet"
        said = plan.subjects[0].table.origin or Origin(plan.kind)
        kind = Kind(
            Origin(plan.kind, self.cities, said.invented, said.seed),
            plan.subjects[0],
            plan.records,
            self.reader,
            self.rejects,
            self.progress,
        )
        self.counts |= kind.write(self.outputs.path(name))
        self.files[plan.kind] = self.outputs.folder / name

    def _serials(self) -> list[Problem]:
        """Columns in which numbers were taken for Excel's days."""
        if not self.reader.serials:
            return []
        names = sorted(self.reader.serials)
        zh = f"日期列里的数字按 Excel 的日期序号理解：{'、'.join(names)}"
        en = f"Numbers in date columns were read as Excel's day numbers: {', '.join(names)}"
        return [Problem("serial-dates", None, zh, en)]
