"""What a table holds and what its columns stand for.

A sheet or file is named after a kind of subject (`person`, 个人) or after records of one
(`person.honours`, 个人.奖项与荣誉称号); a column after a fact, by id or by label.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yanzhen.policy.errors import Problem, nearest
from yanzhen.population.format import DIMENSION, ID
from yanzhen.population.intake.cells import Column, folded, is_blank, shown
from yanzhen.population.intake.mapping import IGNORE, PERCENT, MappedColumn, MappedSheet
from yanzhen.population.intake.tables import Table, of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yanzhen.policy.vocabulary import Fact, Vocabulary

IDS = frozenset(map(folded, ("id", "编号")))
SHEET_NAME = 31
"""Excel cuts longer names of sheets."""
GUIDES = frozenset(map(folded, ("说明", "How to fill", "说明 How to fill")))


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a table holds: subjects of a kind, or records of one of their facts."""

    kind: str
    records: Fact | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}.{self.records.id}" if self.records else self.kind


@dataclass(frozen=True, slots=True)
class Heading:
    """The columns of a table: where the id is, what the others are; `double` header or not."""

    columns: Mapping[int, Column] = field(default_factory=dict)
    dimensions: Mapping[int, str] = field(default_factory=dict)
    none: Mapping[int, Fact] = field(default_factory=dict)
    id: int | None = None


def subjects_of(
    table: Table, sheet: MappedSheet, vocabulary: Vocabulary, problems: list[Problem]
) -> Subjects | None:
    """What a table holds; None where it is to be passed over or, with a problem, unknown."""
    if sheet.kind == IGNORE or folded(table.name) in GUIDES:
        return None
    known = _table_names(vocabulary)
    name = folded(sheet.kind or table.name)
    if name in known:
        return known[name]
    spoken = [f"{kind.label.zh}({kind.id})" for kind in vocabulary.subjects.values()]
    zh = f"不知道“{sheet.kind or table.name}”里是什么；表名须是对象的名称，如 {'、'.join(spoken)}"
    en = f"what {sheet.kind or table.name!r} holds is not known: name it after a kind of subject"
    hint = nearest(sheet.kind or table.name, (one.name for one in known.values()))
    problems.append(of_file("unknown-table", table.file, zh, en, hint))
    return None


def _table_names(vocabulary: Vocabulary) -> dict[str, Subjects]:
    """Every name of every possible table, as Excel would cut it too."""
    found: dict[str, Subjects] = {}
    for kind in vocabulary.subjects.values():
        kinds = (kind.id, kind.label.zh, kind.label.en)
        found |= {folded(name): Subjects(kind.id) for name in kinds}
        for fact in vocabulary.facts_of(kind.id).values():
            if fact.type == "records":
                names = (fact.id, fact.label.zh, fact.label.en)
                for name in (f"{one}.{other}" for one in kinds for other in names):
                    found[folded(name)] = found[folded(name[:SHEET_NAME])] = Subjects(kind.id, fact)
    return found


class Header:
    """Reads the header of one table; every trouble is added to `problems`."""

    def __init__(
        self, table: Table, subjects: Subjects, sheet: MappedSheet,
        vocabulary: Vocabulary, problems: list[Problem],
    ) -> None:  # fmt: skip
        self.table, self.subjects, self.sheet = table, subjects, sheet
        self.vocabulary, self.problems = vocabulary, problems
        of_kind = vocabulary.facts_of(subjects.kind)
        self.facts = subjects.records.fields if subjects.records else of_kind
        self._names = _names(self.facts.values())
        self._taken: dict[str, str] = {}

    def read(self) -> Heading:
        """What each column stands for."""
        columns: dict[int, Column] = {}
        dimensions: dict[int, str] = {}
        none: dict[int, Fact] = {}
        ids: list[int] = []
        self._nameless([n for n, cell in enumerate(self.table.header) if is_blank(cell)])
        for place, cell in enumerate(self.table.header):
            target = None if is_blank(cell) else self._target(cell)
            if target == ID:
                ids.append(place)
            elif isinstance(target, str):
                dimensions[place] = target
            elif isinstance(target, Column) and target.fact.type == "records":
                none[place] = target.fact
            elif isinstance(target, Column):
                columns[place] = target
        if not ids:
            self._trouble("no-id", "没有编号列（id）", "there is no id column")
        return Heading(columns, dimensions, none, ids[0] if ids else None)

    def second(self, cells: list[Any]) -> bool:
        """Whether a row is the header once more, with ids instead of labels, as in the template."""
        said = [self._plain(cell) for cell in cells[: len(self.table.header)]]
        first = [self._plain(cell) for cell in self.table.header]
        return any(said) and all(
            one is None or (one == other and one is not None)
            for one, other in zip(said, first, strict=False)
        )

    def _plain(self, cell: Any) -> str | None:
        if is_blank(cell):
            return None
        name = folded(shown(cell))
        if name in IDS:
            return ID
        mapped = self.sheet.columns.get(name)
        if mapped is not None:
            name = folded(mapped.fact)
        fact = self._names.get(name)
        return fact.id if fact else f"?{name}"

    def _target(self, cell: Any) -> Column | str | None:
        """A column, the id, a dimension's name; None where it is passed over."""
        name = shown(cell)
        if folded(name) in self.sheet.ignore:
            return None
        mapped = self.sheet.columns.get(folded(name), MappedColumn(name))
        said = mapped.fact.strip()
        if folded(said) in IDS:
            return self._once(ID, name, ID)
        if folded(said).startswith(DIMENSION) and not self.subjects.records:
            dimension = DIMENSION + said[len(DIMENSION) :].strip()
            return self._once(dimension, name, dimension)
        fact = self._names.get(folded(said))
        if fact is None:
            self._unknown(name, said)
            return None
        self._fitting(fact, mapped, name)
        return self._once(fact.id, name, Column(fact, mapped.unit, mapped.values))

    def _once(self, key: str, name: str, target: Column | str) -> Column | str | None:
        if key in self._taken:
            zh = f"列“{name}”和“{self._taken[key]}”都是 {key}，只能留一列"
            en = f"columns {name!r} and {self._taken[key]!r} are both {key}; keep one"
            self._trouble("repeated-column", zh, en)
            return None
        self._taken[key] = name
        return target

    def _nameless(self, places: list[int]) -> None:
        """Columns without a name may stand only where they are empty."""
        for row in self.table.rows() if places else ():
            filled = [n for n in places if n < len(row.cells) and not is_blank(row.cells[n])]
            if filled:
                zh = f"第 {filled[0] + 1} 列没有列名，第 {row.number} 行却有值"
                en = f"column {filled[0] + 1} has no name, but row {row.number} has a value there"
                self._trouble("no-column-name", zh, en)
                return

    def _unknown(self, name: str, said: str) -> None:
        other = _names(self.vocabulary.facts.values()).get(folded(said))
        if other is not None and not self.subjects.records:
            whose = [self.vocabulary.subjects[one].label for one in sorted(other.subjects)]
            of_whom = "、".join(label.zh for label in whose)
            zh = f"列“{name}”（{other.id}）说的是{of_whom}，不属于这张表"
            en = f"column {name!r} ({other.id}) is about: {', '.join(one.en for one in whose)}"
            self._trouble("other-subject", zh, en)
            return
        spoken = [n for f in self.facts.values() for n in (f.label.zh, f.label.en, f.id)]
        zh = f"没有名为“{said}”的事实；不需要的列写进对照文件的 ignore"
        en = f"there is no fact named {said!r}; list a column that is not needed under ignore"
        self._trouble("unknown-column", zh, en, nearest(said, [*spoken, ID]))

    def _fitting(self, fact: Fact, mapped: MappedColumn, name: str) -> None:
        """The mapping's unit and options must be those of the fact's type."""
        types = {None: None, PERCENT: "decimal"}
        wanted = types.get(mapped.unit, "money")
        if wanted and fact.type != wanted:
            zh = f"列“{name}”：单位 {mapped.unit} 不能用于 {fact.id}（{fact.type}）"
            en = f"column {name!r}: {fact.id} is {fact.type} and takes no unit {mapped.unit}"
            self._trouble("bad-mapping", zh, en)
        if fact.options:
            for value, option in mapped.values.items():
                if option not in fact.options:
                    zh = f"列“{name}”：{value} 对应的 {option} 不是 {fact.id} 的选项"
                    en = f"column {name!r}: {option} (for {value}) is no option of {fact.id}"
                    hint = nearest(str(option), fact.options)
                    self._trouble("bad-mapping", zh, en, hint)

    def _trouble(self, code: str, zh: str, en: str, hint: str | None = None) -> None:
        self.problems.append(of_file(code, self.table.file, zh, en, hint))


def _names(facts: Iterable[Fact]) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for fact in facts:
        for name in (fact.label.en, fact.label.zh, fact.id):
            found[folded(name)] = fact
    return found
