"""Records from tables of their own, gathered by the id of the subject that they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yanzhen.policy.errors import Problem
from yanzhen.policy.subject import MOST_RECORDS, Misfit
from yanzhen.population.arrays import digits_after_point
from yanzhen.population.format import MOST_DECIMALS
from yanzhen.population.intake.cells import NO, NONE, YES, folded, identity, shown
from yanzhen.population.rejects import Reject

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from yanzhen.policy.vocabulary import Fact
    from yanzhen.population.intake.cells import Reader
    from yanzhen.population.intake.headings import Heading
    from yanzhen.population.intake.tables import Row
    from yanzhen.population.rejects import Rejects

SOME = frozenset({"有", *YES} - {"1"})


@dataclass(slots=True)
class Book:
    """All records of one kind: by subject's id; where each stood; whose had a fault."""

    fact: Fact
    table: str
    kept: dict[str, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    faulty: dict[str, int] = field(default_factory=dict)
    decimals: int = 0
    rows: int = 0
    taken: int = 0

    def add(self, row: Row, heading: Heading, reader: Reader, rejects: Rejects) -> None:
        """Take in one record, or reject it."""
        self.rows += 1
        owner, troubles = owner_of(row, heading)
        record: dict[str, Any] = {}
        if not troubles:
            record, troubles = facts_of(row, heading, reader)
        if not troubles and owner is not None:
            for name, part in self.fact.fields.items():
                if part.type == "decimal":
                    self.decimals = max(self.decimals, digits_after_point(record.get(name)))
            self.kept.setdefault(owner, []).append((row.number, record))
            return
        if owner is not None:
            self.faulty.setdefault(owner, row.number)
        for column, value, problem in troubles:
            rejects.add(Reject(self.table, row.number, owner, column, value, problem))

    def orphans(self, known: Container[str], kind: str, rejects: Rejects) -> None:
        """Reject the records whose subject has no row."""
        for owner in [one for one in self.kept if one not in known]:
            zh = f"记录所属的编号 {owner} 不在 {kind} 表里"
            en = f"the record belongs to {owner}, which the table {kind} does not have"
            for number, _ in self.kept.pop(owner):
                problem = Problem("no-subject", None, zh, en)
                rejects.add(Reject(self.table, number, owner, "id", owner, problem))

    def hold_back(self, owner: str, rejects: Rejects) -> None:
        """Reject the records of a subject that is itself rejected."""
        zh = "所属的行没有通过，这条记录也没有用上"
        en = "its subject's row was not taken, and so neither is this record"
        for number, _ in self.kept.pop(owner, ()):
            problem = Problem("held-back", None, zh, en)
            rejects.add(Reject(self.table, number, owner, None, None, problem))

    def of(self, owner: str, said: Any) -> tuple[dict[str, Any], ...] | None:
        """The subject's records; None where nothing is said. `said` is the subject's own cell."""
        listed = tuple(record for _, record in self.kept.get(owner, ()))
        if len(listed) > MOST_RECORDS:
            raise Misfit(f"记录超过 {MOST_RECORDS} 条", f"has more than {MOST_RECORDS} records")
        return listed_or_none(listed, said)


def listed_or_none(
    listed: tuple[dict[str, Any], ...], said: Any
) -> tuple[dict[str, Any], ...] | None:
    """Records listed are known, 无 is known to have none, nothing is unknown."""
    word = "" if said is None else folded(shown(said)) if said != [] else "0"
    if not word:
        return listed or None
    if word in NONE | NO:
        if listed:
            zh = f"写了“{shown(said)}”，记录表里却有 {len(listed)} 条"
            raise Misfit(zh, f"says none, but {len(listed)} records are listed")
        return ()
    if word == str(len(listed)) or (listed and word in SOME):
        return listed
    if word.isdecimal() or word in SOME:
        zh = f"写了“{shown(said)}”，记录表里有 {len(listed)} 条"
        raise Misfit(zh, f"says {word}, but {len(listed)} records are listed")
    raise Misfit("这一列只写 无，或留空", "write none here or leave it blank")


Trouble = tuple[str | None, Any, Problem]
"""The column, the cell, what is wrong with it."""


def owner_of(row: Row, heading: Heading) -> tuple[str | None, list[Trouble]]:
    """The row's id, and what is wrong with the row as such."""
    if row.trouble is not None:
        return None, [(None, None, row.trouble)]
    assert heading.id is not None
    raw = row.cells[heading.id]
    try:
        owner = identity(raw)
    except Misfit as misfit:
        return None, [("id", raw, Problem("bad-value", "id", misfit.zh, misfit.en))]
    if owner is None:
        return None, [("id", None, Problem("no-id", "id", "没有编号", "there is no id"))]
    return owner, []


def facts_of(row: Row, heading: Heading, reader: Reader) -> tuple[dict[str, Any], list[Trouble]]:
    """The row's facts as admitted values, and every cell that does not fit."""
    found: dict[str, Any] = {}
    troubles: list[Trouble] = []
    for place, column in heading.columns.items():
        raw = row.cells[place]
        try:
            value = reader.value(column, raw)
        except Misfit as misfit:
            troubles.append((column.fact.id, raw, of_cell(column.fact, misfit)))
            continue
        if column.fact.type == "decimal" and digits_after_point(value) > MOST_DECIMALS:
            zh, en = f"小数超过 {MOST_DECIMALS} 位", f"has more than {MOST_DECIMALS} decimals"
            troubles.append((column.fact.id, raw, of_cell(column.fact, Misfit(zh, en))))
        elif value is not None:
            found[column.fact.id] = value
    return found, troubles


def of_cell(fact: Fact, misfit: Misfit) -> Problem:
    """What is wrong with a cell, said of its fact."""
    zh = f"{fact.id}（{fact.label.zh}）：{misfit.zh}"
    en = f"{fact.id} ({fact.label.en}): {misfit.en}"
    return Problem("bad-value", fact.id, zh, en, misfit.suggestion)


def body(rows: Iterator[Row], is_header: Any) -> Iterator[Row]:
    """The rows below the header, whether it has one line or two."""
    for number, row in enumerate(rows):
        if number or row.trouble is not None or not is_header(row.cells):
            yield row
