"""A Parquet file that already is in the population format: checked as it streams by.

A file without a fault is used where it lies; only where rows must be left out is it written anew,
without them. A batch is at most 131,072 rows, whatever the file's own groups are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from yanzhen.policy.errors import Problem, nearest
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import (
    DIMENSION,
    ID,
    ROWS,
    WRITTEN,
    accepts,
    batches,
    is_text,
    odd_fields,
)
from yanzhen.population.intake.ids import LONGEST, repeated
from yanzhen.population.intake.parquet_tables import BROKEN, cut_off
from yanzhen.population.intake.result import Counted
from yanzhen.population.intake.tables import of_file
from yanzhen.population.misfits import misfits
from yanzhen.population.rejects import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yanzhen.policy.columnar.columns import Bools
    from yanzhen.policy.vocabulary import Fact, Vocabulary
    from yanzhen.population.intake.result import Progress
    from yanzhen.population.rejects import Rejects


@dataclass(frozen=True, slots=True)
class Population:
    """One file of the format."""

    path: Path
    file: pq.ParquetFile
    kind: str
    vocabulary: Vocabulary

    def problems(self) -> list[Problem]:
        """What is wrong with the file's columns."""
        schema, facts = self.file.schema_arrow, self.vocabulary.facts_of(self.kind)
        names = list(schema.names)
        found = [self._column(field, facts, names) for field in schema]
        if ID not in names:
            found.append(self._trouble("no-id", "没有编号列 id", "there is no column id"))
        return [one for one in dict.fromkeys(found) if one is not None]

    def _column(self, field: pa.Field, facts: dict[str, Fact], names: list[str]) -> Problem | None:
        name, kind = field.name, field.type
        if names.count(name) > 1:
            zh, en = f"列 {name} 有 {names.count(name)} 个", f"column {name} exists twice"
            return self._trouble("repeated-column", zh, en)
        if name == ID or name.startswith(DIMENSION):
            if is_text(kind) or (name != ID and pa.types.is_null(kind)):
                return None
            zh, en = f"列 {name} 须是文字，不是 {kind}", f"column {name} must be text, not {kind}"
            return self._trouble("bad-type", zh, en)
        fact = facts.get(name)
        if fact is None:
            hint = nearest(name, [*facts, ID])
            zh, en = f"没有名为 {name} 的事实", f"there is no fact named {name}"
            return self._trouble("unknown-column", zh, en, hint)
        if accepts(fact, kind):
            return None
        return self._bad_type(fact, kind)

    def _bad_type(self, fact: Fact, kind: pa.DataType) -> Problem:
        item = getattr(kind, "value_type", None)
        if fact.type == "records" and item is not None and pa.types.is_struct(item):
            odd = odd_fields(fact, item)
            hint = nearest(odd[0], fact.fields)
            zh = f"列 {fact.id} 的字段 {'、'.join(odd)} 不认识，或类型不对"
            en = f"fields of column {fact.id} are not known or of a wrong type: {', '.join(odd)}"
            return self._trouble("bad-type", zh, en, hint)
        zh = f"列 {fact.id}（{fact.label.zh}）的类型 {kind} 不能当作 {fact.type}"
        en = f"column {fact.id} ({fact.label.en}): {kind} cannot be read as {fact.type}"
        return self._trouble("bad-type", zh, en)

    def _trouble(self, code: str, zh: str, en: str, hint: str | None = None) -> Problem:
        return of_file(code, self.path.name, zh, en, hint)

    def check(self, rejects: Rejects, progress: Progress) -> tuple[Counted, Any]:
        """The counts and the rows to be left out, counted from 0; each is written to `rejects`."""
        total, first = self.file.metadata.num_rows, 0
        bad: list[Any] = []
        twice = repeated(self.batches, total, lambda done: progress(f"{self.kind} id", done, total))
        for batch in self.batches():
            found = self._rejected(batch, first, twice, rejects)
            bad.append(np.flatnonzero(found) + first)
            first += len(batch)
            progress(self.kind, first, total)
        left_out = np.concatenate(bad) if bad else np.zeros(0, np.int64)
        return Counted(total, total - len(left_out)), left_out

    def batches(self, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The file in batches, each sound in itself; PopulationRefused where the file is not."""
        try:
            for batch in batches(self.file, columns):
                batch.validate(full=True)
                yield batch
        except BROKEN as error:
            raise cut_off(self.path, error) from None

    def _rejected(
        self, batch: pa.RecordBatch, first: int, twice: dict[str, int], rejects: Rejects
    ) -> Bools:
        ids = batch.column(batch.schema.get_field_index(ID)).cast(pa.string())
        found = np.zeros(len(batch), np.bool_)
        for row, problem in _bad_ids(ids, twice):
            found[row] = True
            rejects.add(Reject(self.kind, first + row + 1, ids[row].as_py(), ID, None, problem))
        facts = self.vocabulary.facts_of(self.kind)
        for one in misfits(batch, facts, self.kind, self.vocabulary):
            found[one.row] = True
            owner = ids[one.row].as_py()
            place = first + one.row + 1
            rejects.add(Reject(self.kind, place, owner, one.fact, one.value, one.problem))
        return found

    def write(self, path: Path, left_out: Any) -> None:
        """The file without those rows."""
        first = 0
        with pq.ParquetWriter(path, self.file.schema_arrow, **WRITTEN) as writer:
            for batch in self.batches():
                keep = np.ones(len(batch), np.bool_)
                here = left_out[(left_out >= first) & (left_out < first + len(batch))]
                keep[here - first] = False
                writer.write_batch(batch.filter(pa.array(keep)), row_group_size=ROWS)
                first += len(batch)


def _bad_ids(ids: pa.Array, twice: dict[str, int]) -> Iterator[tuple[int, Problem]]:
    """Rows whose id is missing, too long or another's too."""
    lengths = pc.utf8_length(pc.utf8_trim_whitespace(ids.fill_null("")))
    shortest, longest = pc.min_max(lengths).as_py().values()
    if not twice and shortest and longest <= LONGEST:
        return
    for row, one in enumerate(ids.to_pylist()):
        if not one or not one.strip():
            yield row, Problem("no-id", ID, "没有编号", "there is no id")
        elif len(one) > LONGEST:
            zh, en = f"编号超过 {LONGEST} 个字", f"the id is longer than {LONGEST} letters"
            yield row, Problem("bad-value", ID, zh, en)
        elif one in twice:
            zh = f"编号 {one} 有 {twice[one]} 行，不知道以哪一行为准"
            en = f"id {one} has {twice[one]} rows; which one holds is not known"
            yield row, Problem("duplicate-id", ID, zh, en)


def refuse(problems: list[Problem]) -> None:
    """Raise all troubles of files at once."""
    if problems:
        raise PopulationRefused(*problems)
