"""A comparison as a workbook: cost, years, groups, rules and tiers, a sheet each.

Sums are in yuan; “*” stands where the data has None. Text is written as text, so that no name
becomes a formula.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yanzhen.population.reform import Reform

Row = list[Any]
HIDDEN = "*"
SIDES = ("before", "after")
MONEY = ("sure", "up_to", "loan", "pending", "could")
COUNTS = (
    "people", "unchanged", "sure_up", "sure_down", "up_to_up", "up_to_down",
)  # fmt: skip
SUMS = (
    "sure_gained", "sure_lost", "sure_mean_change", "up_to_gained", "up_to_lost",
    "up_to_mean_change", "loan_gained", "loan_lost",
)  # fmt: skip
WORDS = {
    "city": "城市 city", "kind": "对象 kind", "side": "改前改后 side", "year": "年 year",
    "sure": "确定 sure", "up_to": "最高 up to", "loan": "贷款额度 loans",
    "pending": "待解释 pending", "could": "未知可能增加 could", "dimension": "分组方式 by",
    "group": "组 group", "people": "数量 subjects", "unchanged": "不变 no change",
    "sure_up": "确定额增加 sure rises", "sure_down": "确定额减少 sure falls",
    "up_to_up": "最高额增加 up-to rises", "up_to_down": "最高额减少 up-to falls",
    "sure_gained": "确定额共增 sure gained", "sure_lost": "确定额共减 sure lost",
    "sure_mean_change": "确定额人均变化 mean change of sure",
    "up_to_gained": "最高额共增 up-to gained", "up_to_lost": "最高额共减 up-to lost",
    "up_to_mean_change": "最高额人均变化 mean change of up-to",
    "loan_gained": "贷款额度共增 loans gained", "loan_lost": "贷款额度共减 loans lost",
    "rule": "规则 rule", "title": "待遇 title", "clause": "条款 clause",
    "newly_eligible": "新符合 newly eligible", "no_longer_eligible": "不再符合 no longer",
    "eligible": "符合 eligible", "from": "原层次 from", "to": "新层次 to",
}  # fmt: skip


def write_book(data: dict[str, Any], reform: Reform, path: Path) -> None:
    """Write the workbook of what `reform_data` says."""
    book = xlsxwriter.Workbook(str(path))
    bold = book.add_format({"bold": True, "bg_color": "#DCE6F1"})
    sheets = {
        "说明 about": _about(data, reform), "费用 cost": _cost(data), "年度 years": _years(data),
        "分组 groups": _groups(data), "待遇 rules": _rules(data), "层次 tiers": _tiers(data),
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 30, 16)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                _cell(sheet, line, place, cell, bold if line == 0 else None)
    book.close()


def _cell(sheet: Any, line: int, place: int, cell: Any, style: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(line, place, cell, style)
    elif cell is None:
        sheet.write_string(line, place, HIDDEN, style)
    else:
        sheet.write_number(line, place, cell, style)


def _yuan(fen: int | None) -> Any:
    """Fen as the number of yuan that a sheet shows; whole where they are whole."""
    if fen is None:
        return None
    return fen // 100 if fen % 100 == 0 else fen / 100


def _heads(*names: str) -> Row:
    return [WORDS[name] for name in names]


def _kinds(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for city, kinds in data["cities"].items():
        for kind, one in kinds.items():
            yield city, kind, one


def _about(data: dict[str, Any], reform: Reform) -> Iterator[Row]:
    yield ["设想方案，未经决定 A proposal, not decided"]
    if data["invented"]:
        yield ["人口数据是虚构的 The people are invented"]
    if data["internal"]:
        yield ["内部使用：小分组没有隐去，不得外传 Internal: small groups are not hidden"]
    else:
        yield ["“*”：不足十，或会让人推出不足十的数 fewer than ten, or what would give them away"]
    yield [f"评定日 as of {data['as_of']}"]
    for pair in reform.pairs.values():
        yield [pair.base.city, pair.base.content_hash, pair.reform.content_hash]
        for change in pair.reform.reform:
            yield ["", change]


def _cost(data: dict[str, Any]) -> Iterator[Row]:
    yield _heads("city", "kind", "side", *MONEY)
    for city, kind, one in _kinds(data):
        for side in SIDES:
            yield [city, kind, side, *(_yuan(one["cost"][side][name]) for name in MONEY)]


def _years(data: dict[str, Any]) -> Iterator[Row]:
    yield _heads("city", "kind", "year", "side", "sure", "up_to")
    for city, kind, one in _kinds(data):
        for row in [*one["years"], {"year": "—", **one["undated"]}]:
            for side in SIDES:
                sums = [_yuan(row[side][name]) for name in ("sure", "up_to")]
                yield [city, kind, row["year"], side, *sums]


def _groups(data: dict[str, Any]) -> Iterator[Row]:
    yield _heads("city", "kind", "dimension", "group", *COUNTS, *SUMS)
    for city, kind, one in _kinds(data):
        everyone = [("", one["people"])] if one["people"] else []
        grouped = [(name, row) for name, rows in one["groups"].items() for row in rows]
        for dimension, row in (*everyone, *grouped):
            counts = [row[name] for name in COUNTS]
            sums = [_yuan(row[name]) for name in SUMS]
            yield [city, kind, dimension, row["group"], *counts, *sums]


def _rules(data: dict[str, Any]) -> Iterator[Row]:
    yield _heads(
        "city", "kind", "rule", "title", "clause", "newly_eligible", "no_longer_eligible",
        "side", "eligible", "sure", "up_to", "loan",
    )  # fmt: skip
    for city, kind, one in _kinds(data):
        for row in one["rules"]:
            head = [city, kind, row["rule"], row["title"]["zh"], row["clause"]]
            moves = [row["newly_eligible"], row["no_longer_eligible"]]
            for side in SIDES:
                sums = [_yuan(row[side][name]) for name in ("sure", "up_to", "loan")]
                yield [*head, *moves, side, row[side]["eligible"], *sums]


def _tiers(data: dict[str, Any]) -> Iterator[Row]:
    yield _heads("city", "kind", "from", "to", "people")
    for city, kind, one in _kinds(data):
        names = one["tiers"]["names"]
        if kind != "person":
            continue
        for first, row in zip(names, one["tiers"]["moves"], strict=True):
            for last, count in zip(names, row, strict=True):
                if count != 0:
                    yield [city, kind, first, last, count]
