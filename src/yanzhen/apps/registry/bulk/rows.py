"""One row of a sheet: who it speaks of, and what it says; or all that is wrong with it.

Sheet(table, layout, "person", today).read(row)   ->  Line | Faulty
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yanzhen.apps.registry.bulk.columns import BIRTH, EMPLOYER, NAME, NUMBER, TYPE, Layout
from yanzhen.apps.registry.identity import (
    Number,
    NumberRefused,
    Scheme,
    read_number,
    surest_scheme,
)
from yanzhen.apps.registry.identity.names import read_name
from yanzhen.apps.registry.identity.numbers import LABELS
from yanzhen.apps.registry.masks import masked
from yanzhen.apps.registry.values import said
from yanzhen.policy.errors import Problem
from yanzhen.policy.subject import Misfit
from yanzhen.policy.vocabulary import Fact, Label
from yanzhen.population.intake.cells import Column, ErrorCell, Reader, folded, identity, is_blank
from yanzhen.population.intake.records import facts_of
from yanzhen.population.intake.tables import Row, Table

_BIRTH = Column(Fact("birth", "date", Label("出生日期", "Birth date")))
_TYPES = {
    folded(word): scheme for scheme, labels in LABELS.items() for word in (*labels, scheme.value)
} | {
    "身份证": Scheme.ID_CARD,
    "港澳通行证": Scheme.HK_MACAO_PERMIT,
    "回乡证": Scheme.HK_MACAO_PERMIT,
    "台胞证": Scheme.TAIWAN_PERMIT,
    "外国人永久居留证": Scheme.PERMANENT_RESIDENCE,
}
_NO_TYPES = (Scheme.PHONE, Scheme.BANK_ACCOUNT)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong in one cell, or (without a column) with the row."""

    column: str | None
    shown: str | None
    problem: Problem


@dataclass(frozen=True, slots=True)
class Line:
    """A row that can be taken in, as far as it goes by itself."""

    number: int
    name: str
    numbers: tuple[Number, ...]
    birth: date | None
    employer: Number | None
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Which row it is, to whoever looks for it."""
        return masked(self.numbers[0].scheme, self.numbers[0].value) if self.numbers else ""


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row that cannot be taken in."""

    number: int
    troubles: tuple[Trouble, ...]


class Sheet:
    """Reads the rows of one table."""

    def __init__(self, table: Table, layout: Layout, kind: str, on: date) -> None:
        self.table, self.layout, self.kind, self.on = table, layout, kind, on
        self.reader = Reader()
        self.terms = {one.fact.id: one.fact for one in layout.heading.columns.values()}

    def lines(self) -> Iterator[Line | Faulty]:
        """Every row, in order."""
        return (self.read(row) for row in self.table.rows())

    def read(self, row: Row) -> Line | Faulty:
        """One row, with everything that is wrong with it."""
        if row.trouble is not None:
            return Faulty(row.number, (Trouble(None, None, row.trouble),))
        troubles: list[Trouble] = []
        name = self._name(row, troubles)
        numbers = tuple(self._numbers(row, troubles))
        birth = self._birth(row, numbers, troubles)
        employer = self._one(row, EMPLOYER, Scheme.USCC, troubles)
        facts, wrong = facts_of(row, self.layout.heading, self.reader)
        troubles += [Trouble(column, str(value), problem) for column, value, problem in wrong]
        if not numbers and not troubles:
            zh, en = "没有证件号码，也没有手机号码", "there is neither a document nor a phone"
            troubles.append(Trouble(None, None, Problem("no-id", None, zh, en)))
        if troubles:
            return Faulty(row.number, tuple(troubles))
        values = {key: said(self.terms[key], value) for key, value in facts.items()}
        return Line(row.number, name, numbers, birth, employer, values)

    def _cell(self, row: Row, key: str) -> Any:
        place = self.layout.places.get(key)
        return None if place is None else row.cells[place]

    def _name(self, row: Row, troubles: list[Trouble]) -> str:
        try:
            return read_name(_text(self._cell(row, NAME)) or "")
        except (NumberRefused, Misfit) as refused:
            troubles.append(self._trouble(NAME, None, refused))
            return ""

    def _numbers(self, row: Row, troubles: list[Trouble]) -> Iterator[Number]:
        main = self._main(row, troubles)
        if main is not None:
            yield main
        for scheme in (Scheme.USCC, Scheme.PASSPORT, Scheme.PHONE, Scheme.BANK_ACCOUNT):
            number = self._one(row, scheme.value, scheme, troubles)
            if number is not None and number != main:
                yield number

    def _main(self, row: Row, troubles: list[Trouble]) -> Number | None:
        """The document: of the type that the row says, or that the number can only be."""
        word = self._cell(row, TYPE)
        scheme = None if is_blank(word) else _TYPES.get(folded(str(word)))
        if not is_blank(word) and (scheme is None or scheme in _NO_TYPES):
            names = "、".join(one.label_zh for one in Scheme if one not in _NO_TYPES)
            zh, en = f"没有这种证件；可填：{names}", "there is no such document"
            problem = Problem("bad-value", TYPE, zh, en)
            troubles.append(Trouble(self.layout.labels[TYPE], str(word), problem))
            return None
        return self._one(row, NUMBER, scheme or self._guessed(self._cell(row, NUMBER)), troubles)

    def _guessed(self, raw: Any) -> Scheme:
        usual = Scheme.ID_CARD if self.kind == "person" else Scheme.USCC
        return (surest_scheme(raw) if isinstance(raw, str) else None) or usual

    def _one(self, row: Row, key: str, scheme: Scheme, troubles: list[Trouble]) -> Number | None:
        raw = self._cell(row, key)
        if is_blank(raw):
            return None
        try:
            return read_number(scheme, _text(raw) or "", self.on)
        except (NumberRefused, Misfit) as refused:
            troubles.append(self._trouble(key, masked(scheme, str(raw)), refused))
            return None

    def _birth(self, row: Row, numbers: tuple[Number, ...], troubles: list[Trouble]) -> date | None:
        known = next((one.birth for one in numbers if one.birth), None)
        try:
            given: date | None = self.reader.value(_BIRTH, self._cell(row, BIRTH))
        except Misfit as misfit:
            troubles.append(self._trouble(BIRTH, str(self._cell(row, BIRTH)), misfit))
            return None
        if known and given and known != given:
            zh, en = "出生日期与证件号码不一致", "the birth date differs from the number's"
            problem = Problem("bad-value", BIRTH, zh, en)
            troubles.append(Trouble(self.layout.labels[BIRTH], None, problem))
        return known or given

    def _trouble(self, key: str, value: str | None, why: NumberRefused | Misfit) -> Trouble:
        told = why.fault if isinstance(why, NumberRefused) else why
        problem = Problem("bad-value", key, told.zh, told.en)
        return Trouble(self.layout.labels.get(key, key), value, problem)


def _text(raw: Any) -> str | None:
    """A cell's text; Misfit for an error, or where Excel has lost the last digits of a number."""
    if isinstance(raw, ErrorCell):
        raise Misfit(f"单元格里是 {raw}，没有值", f"the cell holds {raw}, not a value")
    return identity(raw)
