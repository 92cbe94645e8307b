"""summary.xlsx: the figures as a workbook, each sum exact in yuan.

write(report, outputs.path("summary.xlsx"))
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from yanzhen.policy.columnar.found import STATUSES
from yanzhen.policy.explain import NATURE_LABELS
from yanzhen.policy.vocabulary import Label
from yanzhen.population.rejects import harmless
from yanzhen.population.report import words
from yanzhen.population.report.figures import MONEY, Cost, Money, by_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from yanzhen.population.report.asked import Report
    from yanzhen.population.report.figures import CityFigures, GroupRow

SHEET_NAME = 31
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
COST_HEADS = tuple(
    words.COUNTS.get(one.name) or words.MONEY[one.name] for one in fields(Cost)
)  # fmt: skip
CITY, KIND = Label("城市", "City"), Label("对象", "Subject")
CLAUSE, RULE = Label("条款", "Clause"), Label("规则", "Rule")
YEAR = Label("年", "Year")
ZH, EN = Label("名称", "Name (Chinese)"), Label("英文名称", "Name (English)")


@dataclass(frozen=True, slots=True)
class Fen:
    """A sum for a cell: shown in yuan, exact to the fen."""

    fen: int


class Book:
    """A workbook of tables with a line on top that says what they are."""

    def __init__(self, path: Path, report: Report) -> None:
        self.report = report
        self.book = xlsxwriter.Workbook(str(path))
        self.bold = self.book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.money = self.book.add_format({"num_format": "#,##0.00"})
        self.count = self.book.add_format({"num_format": "#,##0"})
        self.warning = self.book.add_format({"bold": True, "font_color": "#B42318"})
        self._names: set[str] = set()

    def table(
        self, name: str, heads: Sequence[Label], rows: Iterable[Sequence[Any]], money: bool = True
    ) -> None:
        """A sheet: what it is, the heads, the rows."""
        sheet = self.book.add_worksheet(self._name(name))
        sheet.write_string(0, 0, self._said(money), self.warning)
        for place, head in enumerate(heads):
            sheet.write_string(1, place, f"{head.zh}\n{head.en}", self.bold)
            sheet.set_column(place, place, 16)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
        if self.report.invented:
            sheet.set_header(f"&C{words.INVENTED.zh} / {words.INVENTED.en}")
        for number, row in enumerate(rows, start=2):
            for place, cell in enumerate(row):
                self._cell(sheet, number, place, cell)

    def _said(self, money: bool) -> str:
        parts = [f"{words.INVENTED.zh} / {words.INVENTED.en}"] if self.report.invented else []
        if money:
            parts.append(
                "金额单位：元；各种性质的金额不能相加 / in yuan; never add natures together"
            )
        return "　".join(parts)

    def _cell(self, sheet: Any, row: int, column: int, cell: Any) -> None:
        if isinstance(cell, Fen):
            sheet.write_number(row, column, Decimal(cell.fen) / 100, self.money)
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, self.count)
        else:
            sheet.write_string(row, column, harmless(cell))

    def _name(self, name: str) -> str:
        """A name that Excel takes and no other sheet has."""
        plain = _NO_SHEET_NAME.sub("_", name)
        found, number = plain[:SHEET_NAME], 1
        while found.casefold() in self._names:
            number += 1
            found = f"{plain[: SHEET_NAME - len(str(number)) - 1]} {number}"
        self._names.add(found.casefold())
        return found

    def close(self) -> None:
        try:
            self.book.close()
        except FileCreateError as error:  # it hides the operating system's own error
            if error.args and isinstance(error.args[0], OSError):
                raise error.args[0] from None
            raise


def write(report: Report, path: Path) -> None:
    """All sheets."""
    book = Book(path, report)
    cities = report.cities
    book.table("总览", (Label("项目", "Item"), Label("值", "Value"), EN), _overview(report))
    book.table("按条款", _RULE_HEADS, chain.from_iterable(map(_rules, cities)))
    _shares(book, cities)
    for dimension in dict.fromkeys(one for city in cities for one in city.dimensions()):
        _groups(book, report, dimension)
    book.table("现金流-按年", (*_FLOW_HEADS, *_FLOW_SUMS), chain.from_iterable(map(_years, cities)))
    book.table(
        "现金流-按月", (*_FLOW_HEADS, *_FLOW_SUMS), chain.from_iterable(map(_months, cities))
    )
    book.table("不符合原因", _REASON_HEADS, chain.from_iterable(map(_reasons, cities)), money=False)
    book.table("缺失事实", _GAP_HEADS, chain.from_iterable(map(_gaps, cities)))
    if report.refused:
        heads = (Label("表", "Table"), Label("行", "Rows"), Label("受理", "Taken"), _REJECTED)
        rows = [(name, one.rows, one.taken, one.refused) for name, one in report.taken.items()]
        book.table("未受理", heads, rows, money=False)
    book.close()


_REJECTED = Label("未受理（见 rejected.xlsx）", "Rejected (see rejected.xlsx)")
_RULE_HEADS = (
    CITY, KIND, CLAUSE, RULE, ZH, EN, Label("性质", "Nature"), Label("资金", "Fund"),
    Label("责任单位", "Responsible units"),
    *(words.STATUS_COUNTS[one] for one in STATUSES), *COST_HEADS[1:],
)  # fmt: skip
_FLOW_HEADS = (CITY, Label("分项", "By"), Label("项", "Which"), Label("时间", "When"))
_FLOW_SUMS = (
    Label("确定：最早", "Sure, at the earliest"), Label("确定：最迟", "Sure, at the latest"),
    Label("最高至：最早", "Up to, at the earliest"), Label("最高至：最迟", "Up to, at the latest"),
)  # fmt: skip
_REASON_HEADS = (
    CITY, RULE, ZH, CLAUSE, Label("不满足的条件", "Failed condition (Chinese)"),
    Label("英文", "Failed condition"), Label("件", "Cases"),
)  # fmt: skip
_GAP_HEADS = (
    CITY, Label("缺失事实", "Missing fact"), Label("中文", "Chinese"), Label("英文", "English"),
    Label("未定（件）", "Open outcomes"), Label("上下限之差：定额", "Between the limits: fixed"),
    Label("上下限之差：最高至", "Between the limits: up to"),
    Label("上下限之差：贷款额度", "Between the limits: loans"),
)  # fmt: skip


def _cells(cost: Cost) -> list[Any]:
    return [
        Fen(value) if one.name in MONEY else value
        for one, value in zip(fields(Cost), astuple(cost), strict=True)
    ]


def _overview(report: Report) -> Iterator[tuple[Any, ...]]:
    job = report.result.job
    yield "评定日", job.as_of.isoformat(), "Date of assessment"
    for city in report.cities:
        pack = city.pack
        yield pack.title.zh, pack.policy.zh, f"{pack.title.en}: {pack.policy.en}"
        yield "政策包版本", pack.content_hash, "Version of the pack"
        for kind, tally in city.tallies.items():
            label = words.kind_label(pack, kind)
            yield f"{label.zh}：数量", tally.subjects, f"{label.en}: subjects"
            yield f"{label.zh}：至少一项符合并计入", tally.served, f"{label.en}: served by any rule"
        for head, cell in zip(COST_HEADS, _cells(city.total()), strict=True):
            yield head.zh, cell, head.en
    for remark in report.remarks:
        yield "说明", remark.zh, remark.en


def _rules(city: CityFigures) -> Iterator[list[Any]]:
    pack = city.pack
    for line in city.lines():
        rule = line.rule
        yield [
            pack.city, words.kind_label(pack, rule.subject).zh, pack.clause_label(rule.clause).zh,
            rule.id, rule.title.zh, rule.title.en, NATURE_LABELS[rule.nature].zh,
            words.PAYERS[rule.payer].zh, words.units_label(pack, rule.units).zh,
            *map(int, line.tally.statuses), *_cells(line.cost)[1:],
        ]  # fmt: skip


def _shares(book: Book, cities: Sequence[CityFigures]) -> None:
    """By who pays, and by who is responsible."""
    rows: list[list[Any]] = []
    for city in cities:
        for payer, cost in city.summed(lambda rule: rule.payer).items():
            label = words.PAYERS[payer]
            rows.append([city.pack.city, "资金", label.zh, label.en, *_cells(cost)])
        for units, cost in city.summed(lambda rule: rule.units).items():
            label = words.units_label(city.pack, units)
            rows.append([city.pack.city, "责任单位", label.zh, label.en, *_cells(cost)])
    book.table("按资金和责任单位", (CITY, Label("分项", "By"), ZH, EN, *COST_HEADS), rows)


def _groups(book: Book, report: Report, dimension: str) -> None:
    """One dimension: people, cost, money by year."""
    shown = [(city, row) for city in report.cities for row in report.rows(city, dimension)]
    years = sorted({year for _, row in shown for year in row.years or ()})
    label = words.dimension_label(dimension)
    heads = (CITY, KIND, label, Label("数量", "Subjects"), *COST_HEADS, *_year_heads(years))
    rows = (_group(city, dimension, row, years) for city, row in shown)
    book.table(f"按分组-{label.zh}", heads, rows)


def _year_heads(years: Sequence[int]) -> Iterator[Label]:
    for year in years:
        yield Label(f"{year}年：确定", f"{year}: sure")
        yield Label(f"{year}年：最高至", f"{year}: up to")


def _group(
    city: CityFigures, dimension: str, row: GroupRow, years: Sequence[int]
) -> list[Any]:  # fmt: skip
    pack = city.pack
    name = words.group_label(pack, dimension, row.group).zh
    few, hidden = words.FEW.zh, words.HIDDEN.zh
    people: Any = (few if row.few else hidden) if row.people is None else row.people
    head = [pack.city, words.kind_label(pack, row.kind).zh, name, people]
    if row.cost is None or row.years is None:
        met = few if row.met_few else hidden
        return [*head, met, *[hidden] * (len(COST_HEADS) - 1 + 2 * len(years))]
    money = [row.years.get(year, Money()) for year in years]
    return [*head, *_cells(row.cost), *(Fen(sum_) for one in money for sum_ in astuple(one))]


def _years(city: CityFigures) -> Iterator[list[Any]]:
    """By year: all, then by fund, responsible units and clause; undated money last."""
    flow = city.flow()
    yield from _flow_rows(city, "合计", "合计", by_period(flow.earliest), by_period(flow.latest))
    sure, up_to = map(int, flow.undated)
    yield [city.pack.city, "合计", "合计", "没有日期", Fen(sure), Fen(sure), Fen(up_to), Fen(up_to)]
    for units, years in city.years_of(lambda rule: rule.units).items():
        name = words.units_label(city.pack, units).zh
        yield from _flow_rows(city, "责任单位（最早）", name, years, None)
    for clause, years in city.years_of(lambda rule: rule.clause).items():
        name = city.pack.clause_label(clause).zh
        yield from _flow_rows(city, "条款（最早）", name, years, None)


def _flow_rows(
    city: CityFigures, by: str, name: str, earliest: dict[int, Money],
    latest: dict[int, Money] | None,
) -> Iterator[list[Any]]:  # fmt: skip
    for year in sorted({*earliest, *(latest or ())}):
        first = earliest.get(year, Money())
        last = None if latest is None else latest.get(year, Money())
        yield [
            city.pack.city, by, name, f"{year}年", Fen(first.sure),
            "" if last is None else Fen(last.sure), Fen(first.up_to),
            "" if last is None else Fen(last.up_to),
        ]  # fmt: skip


def _months(city: CityFigures) -> Iterator[list[Any]]:
    flow = city.flow()
    earliest, latest = by_period(flow.earliest, 1), by_period(flow.latest, 1)
    for at in sorted({*earliest, *latest}):
        first, last = earliest.get(at, Money()), latest.get(at, Money())
        when = f"{at // 12}-{at % 12 + 1:02d}"
        sums = (first.sure, last.sure, first.up_to, last.up_to)
        yield [city.pack.city, "合计", "合计", when, *map(Fen, sums)]


def _reasons(city: CityFigures) -> Iterator[list[Any]]:
    """The first condition that failed, rule by rule, the most frequent first."""
    pack = city.pack
    for line in city.lines():
        rule = line.rule
        for number, count in sorted(line.tally.reasons.items(), key=lambda one: (-one[1], one[0])):
            label = words.reason_label(pack, rule, number)
            clause = pack.clause_label(rule.clause).zh
            yield [pack.city, rule.id, rule.title.zh, clause, label.zh, label.en, int(count)]


def _gaps(city: CityFigures) -> Iterator[list[Any]]:
    for gap in city.gaps():
        label = words.gap_label(city.pack, gap.fact)
        sums = (Fen(gap.sure), Fen(gap.up_to), Fen(gap.loan))
        yield [city.pack.city, gap.fact, label.zh, label.en, gap.outcomes, *sums]
