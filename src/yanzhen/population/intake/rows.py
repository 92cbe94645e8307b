"""Tables of rows into the population format: every cell read, every row taken whole or rejected.

The subjects of a kind are read twice: once for their ids and the decimals of their ratios, once
to be written. Their records are gathered in between, in memory.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from yanzhen.policy.errors import Problem
from yanzhen.policy.subject import Misfit
from yanzhen.population.arrays import array_of, digits_after_point
from yanzhen.population.format import (
    DECIMALS,
    DIGITS,
    ID,
    MOST_DECIMALS,
    ROWS,
    WORDS,
    WRITTEN,
    Origin,
    arrow_type,
)
from yanzhen.population.intake.cells import identity, is_blank, shown
from yanzhen.population.intake.records import Book, body, facts_of, of_cell, owner_of
from yanzhen.population.intake.result import Counted
from yanzhen.population.rejects import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yanzhen.policy.vocabulary import Fact
    from yanzhen.population.intake.cells import Reader
    from yanzhen.population.intake.headings import Header, Heading
    from yanzhen.population.intake.records import Trouble
    from yanzhen.population.intake.result import Progress
    from yanzhen.population.intake.tables import Row, Table
    from yanzhen.population.rejects import Rejects

EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose header is understood."""

    table: Table
    header: Header
    heading: Heading

    def rows(self) -> Iterator[Row]:
        return body(self.table.rows(), self.header.second)


@dataclass(slots=True)
class Kind:
    """One kind of subject: its table, the tables of its records, and how to read them."""

    origin: Origin
    subjects: Sheet
    records: dict[str, tuple[Fact, Sheet]]
    reader: Reader
    rejects: Rejects
    progress: Progress
    ids: Counter[str] = field(default_factory=Counter)
    decimals: dict[str, int] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    rows: int = 0
    taken: int = 0

    def write(self, path: Path) -> dict[str, Counted]:
        """Write the kind's file; the counts by table."""
        self._first_reading()
        for name, (fact, sheet) in self.records.items():
            self.books[name] = self._gathered(fact, sheet)
        schema = self._schema()
        with pq.ParquetWriter(path, schema, **WRITTEN) as writer:
            for batch in self._batches(schema):
                writer.write_batch(batch, row_group_size=ROWS)
        counts = {self.origin.kind: Counted(self.rows, self.taken)}
        return counts | {
            f"{self.origin.kind}.{name}": Counted(book.rows, book.taken)
            for name, book in self.books.items()
        }

    def _first_reading(self) -> None:
        """The ids, to know repeated ones; the decimals, to write all ratios alike."""
        heading = self.subjects.heading
        assert heading.id is not None
        ratios = [
            (place, column)
            for place, column in heading.columns.items()
            if column.fact.type == "decimal"
        ]
        for row in self._watched(self.subjects, "id"):
            if row.trouble is None:
                with suppress(Misfit):
                    found = identity(row.cells[heading.id])
                    if found is not None:
                        self.ids[found] += 1
                for place, column in ratios:
                    with suppress(Misfit):
                        value = self.reader.value(column, row.cells[place])
                        self._fine(column.fact, digits_after_point(value))

    def _fine(self, fact: Fact, decimals: int) -> None:
        if decimals <= MOST_DECIMALS:
            self.decimals[fact.id] = max(self.decimals.get(fact.id, DECIMALS), decimals)

    def _gathered(self, fact: Fact, sheet: Sheet) -> Book:
        book = Book(fact, sheet.table.name)
        for row in self._watched(sheet, ""):
            book.add(row, sheet.heading, self.reader, self.rejects)
        self._fine(fact, book.decimals)
        book.orphans(self.ids, self.subjects.table.name, self.rejects)
        return book

    def _schema(self) -> pa.Schema:
        heading = self.subjects.heading
        fields = [pa.field(ID, pa.string(), nullable=False)]
        fields += [pa.field(name, WORDS) for name in heading.dimensions.values()]
        facts = [column.fact for column in heading.columns.values()] + self._record_facts()
        fields += [pa.field(one.id, arrow_type(one, self._decimals(one))) for one in facts]
        return pa.schema(fields, self.origin.metadata())

    def _decimals(self, fact: Fact) -> int:
        return self.decimals.get(fact.id, DECIMALS)

    def _record_facts(self) -> list[Fact]:
        named = {fact.id: fact for fact in self.subjects.heading.none.values()}
        return list((named | {fact.id: fact for fact, _ in self.records.values()}).values())

    def _batches(self, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        facts = [column.fact for column in self.subjects.heading.columns.values()]
        facts += self._record_facts()
        waiting: list[dict[str, Any]] = []
        for row in self._watched(self.subjects, ""):
            self.rows += 1
            taken = self._taken(row)
            if taken is not None:
                waiting.append(taken)
            if len(waiting) == ROWS:
                yield self._batch(waiting, schema, facts)
                waiting = []
        if waiting:
            yield self._batch(waiting, schema, facts)

    def _batch(
        self, rows: list[dict[str, Any]], schema: pa.Schema, facts: list[Fact]
    ) -> pa.RecordBatch:
        self.taken += len(rows)
        arrays = [pa.array([row[ID] for row in rows], pa.string())]
        arrays += [
            pa.array([row.get(name) for row in rows], pa.string()).dictionary_encode()
            for name in self.subjects.heading.dimensions.values()
        ]
        arrays += [
            array_of(one, [row.get(one.id) for row in rows], self._decimals(one)) for one in facts
        ]
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def _taken(self, row: Row) -> dict[str, Any] | None:
        """The row's values; None where it has any trouble, all of which is then rejected."""
        owner, troubles = owner_of(row, self.subjects.heading)
        if owner is None:
            self._reject(row, owner, troubles)
            return None
        found, troubles = facts_of(row, self.subjects.heading, self.reader)
        troubles += self._repeated(owner)
        troubles += self._records(owner, row, found)
        troubles += self._too_wide(found)
        if troubles:
            self._reject(row, owner, troubles)
            for book in self.books.values():
                book.hold_back(owner, self.rejects)
            return None
        for place, name in self.subjects.heading.dimensions.items():
            found[name] = None if is_blank(row.cells[place]) else shown(row.cells[place])
        for book in self.books.values():
            book.taken += len(book.kept.get(owner, ()))
        return {ID: owner, **found}

    def _repeated(self, owner: str) -> list[Trouble]:
        if self.ids[owner] < 2:
            return []
        zh = f"编号 {owner} 有 {self.ids[owner]} 行，不知道以哪一行为准"
        en = f"id {owner} has {self.ids[owner]} rows; which one holds is not known"
        return [(ID, owner, Problem("duplicate-id", ID, zh, en))]

    def _records(self, owner: str, row: Row, found: dict[str, Any]) -> list[Trouble]:
        """Add the subject's records to what was found; what is wrong with them."""
        said = {fact.id: row.cells[place] for place, fact in self.subjects.heading.none.items()}
        troubles: list[Trouble] = []
        for fact in self._record_facts():
            book = self.books.get(fact.id) or Book(fact, "")
            cell = None if is_blank(said.get(fact.id)) else said[fact.id]
            if owner in book.faulty:
                number = book.faulty[owner]
                zh = f"{fact.id}（{fact.label.zh}）第 {number} 行的记录没有通过"
                en = f"{fact.id} ({fact.label.en}): the record in row {number} was refused"
                troubles.append((fact.id, None, Problem("refused-record", fact.id, zh, en)))
                continue
            try:
                found[fact.id] = book.of(owner, cell)
            except Misfit as misfit:
                problem = of_cell(fact, misfit)
                problem = Problem("contradiction", fact.id, problem.zh, problem.en)
                troubles.append((fact.id, cell, problem))
        return troubles

    def _too_wide(self, found: dict[str, Any]) -> list[Trouble]:
        """Ratios that do not fit beside the decimals that others in their column have."""
        troubles: list[Trouble] = []
        for column in self.subjects.heading.columns.values():
            fact, value = column.fact, found.get(column.fact.id)
            if fact.type == "decimal" and value is not None:
                if abs(value) * 10 ** self._decimals(fact) < 10**DIGITS:
                    continue
                zh = f"连同这一列的小数超过 {DIGITS} 位"
                en = f"has more than {DIGITS} digits with the decimals of its column"
                troubles.append((fact.id, value, of_cell(fact, Misfit(zh, en))))
        return troubles

    def _reject(self, row: Row, owner: str | None, troubles: list[Trouble]) -> None:
        for column, value, problem in troubles:
            name = self.subjects.table.name
            self.rejects.add(Reject(name, row.number, owner, column, value, problem))

    def _watched(self, sheet: Sheet, stage: str) -> Iterator[Row]:
        """The rows of a sheet, their progress told."""
        name = f"{sheet.table.name} {stage}".strip()
        done = 0
        for done, row in enumerate(sheet.rows(), start=1):
            yield row
            if done % EVERY == 0:
                self.progress(name, done, sheet.table.size)
        self.progress(name, done, done)
