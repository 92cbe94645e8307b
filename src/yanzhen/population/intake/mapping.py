"""The mapping file: an office's own sheet, column and value names, said once in YAML.

    sheets:
      人员名册:
        kind: person
        columns:
          工号: id
          所在区县: by.county
          年薪: {fact: annual_taxable_salary, unit: 万元}
          学历学位: {fact: degree, values: {博研: doctor, 硕研: master}}
        ignore: [姓名, 手机号]
      统计表: ignore

Names that it does not mention are read as everywhere: by id or by label.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from yanzhen.policy import read_data
from yanzhen.policy.errors import Problem, nearest
from yanzhen.policy.values import FEN_PER
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.cells import folded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IGNORE = "ignore"
PERCENT = "%"
SHEET_KEYS = ("kind", "columns", "ignore")
COLUMN_KEYS = ("fact", "unit", "values")


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """What a column stands for: a fact's id or label, its unit, its values."""

    fact: str
    unit: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappedSheet:
    """What a sheet holds, and its columns; a sheet whose kind is `ignore` is passed over."""

    kind: str | None = None
    columns: Mapping[str, MappedColumn] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Translation:
    """Sheets by their names, folded."""

    sheets: Mapping[str, MappedSheet] = field(default_factory=dict)

    def sheet(self, name: str) -> MappedSheet:
        return self.sheets.get(folded(name), MappedSheet())


def read_mapping(path: Path | None) -> Translation:
    """The mapping in a YAML file; PopulationRefused with everything wrong with it."""
    if path is None:
        return Translation()
    try:
        data = read_data(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, ValueError) as error:
        zh, en = f"读不了对照文件 {path}：{error}", f"Cannot read the mapping {path}: {error}"
        raise PopulationRefused(Problem("bad-mapping", None, zh, en)) from None
    problems: list[Problem] = []
    if not isinstance(data, dict) or not isinstance(data.get("sheets"), dict):
        _wrong(problems, path.name, "要有 sheets: {表名: …}", "expected sheets: {name: ...}")
        raise PopulationRefused(*problems)
    _only(data, ("sheets",), path.name, problems)
    sheets = {
        folded(str(name)): _sheet(entry, f"{path.name}: {name}", problems)
        for name, entry in data["sheets"].items()
    }
    if problems:
        raise PopulationRefused(*problems)
    return Translation(sheets)


def _sheet(entry: Any, where: str, problems: list[Problem]) -> MappedSheet:
    if entry == IGNORE:
        return MappedSheet(IGNORE)
    columns = entry.get("columns") or {} if isinstance(entry, dict) else None
    left_out = entry.get("ignore") or [] if isinstance(entry, dict) else None
    if not isinstance(columns, dict) or not isinstance(left_out, list):
        zh = "要写 {kind, columns, ignore} 或 ignore"
        en = "expected {kind, columns, ignore} or ignore"
        _wrong(problems, where, zh, en)
        return MappedSheet()
    _only(entry, SHEET_KEYS, where, problems)
    kind = entry.get("kind")
    return MappedSheet(
        None if kind is None else str(kind),
        {folded(str(n)): _column(one, f"{where}.{n}", problems) for n, one in columns.items()},
        frozenset(folded(str(name)) for name in left_out),
    )


def _column(entry: Any, where: str, problems: list[Problem]) -> MappedColumn:
    if isinstance(entry, str):
        return MappedColumn(entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("fact"), str):
        zh = "要写事实的名称，或 {fact, unit, values}"
        en = "expected a fact or {fact, unit, values}"
        _wrong(problems, where, zh, en)
        return MappedColumn("")
    _only(entry, COLUMN_KEYS, where, problems)
    unit, values = entry.get("unit"), entry.get("values") or {}
    if unit is not None and unit not in (*FEN_PER, PERCENT):
        units = "、".join((*FEN_PER, PERCENT))
        _wrong(
            problems, where, f"没有单位 {unit}；可用：{units}", f"no unit {unit}; one of {units}"
        )
    if not isinstance(values, dict):
        _wrong(problems, where, "values 要写 {原值: 选项}", "values must be {value: option}")
        values = {}
    return MappedColumn(entry["fact"], unit, {str(name): said for name, said in values.items()})


def _only(
    entry: dict[str, Any], keys: tuple[str, ...], where: str, problems: list[Problem]
) -> None:
    for key in entry:
        if key not in keys:
            hint = nearest(str(key), keys)
            _wrong(problems, where, f"没有名为 {key} 的项", f"there is no key {key}", hint)


def _wrong(problems: list[Problem], where: str, zh: str, en: str, hint: str | None = None) -> None:
    problems.append(Problem("bad-mapping", None, f"{where}：{zh}", f"{where}: {en}", hint))
