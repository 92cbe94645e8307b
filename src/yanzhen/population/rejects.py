"""Rows that were not taken: a workbook beside the output, with what is wrong and what to do.

One sheet per table of the input; one line per trouble, so a row with two troubles has two. The
workbook is written as the rows come and holds any number of them.

    rejects.add(Reject("person", 7, "A017", "degree", "硕土", problem))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

    from yanzhen.policy.errors import Problem

NAME = "rejected.xlsx"
HEAD = ("行 Row", "id", "列 Column", "值 Value", "问题", "怎么办", "What is wrong", "What to do")
WIDTHS = (8, 16, 24, 20, 50, 50, 50, 50)
MOST_LINES = 1_000_000
LONGEST = 300
SHEET_NAME = 31
_NUMBER = re.compile(r"[-+]?[\d,.]+%?\Z")
_UNPRINTABLE = re.compile(r"[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
REMEDIES = {
    "bad-value": ("改正后重新提交这一行", "Correct it and hand in this row again"),
    "duplicate-id": ("只留一行，或给不同对象不同的编号", "Keep one row, or give each its own id"),
    "no-id": ("填上编号", "Fill in the id"),
    "no-subject": ("补上这个对象的行，或改正编号", "Add the subject's row, or correct the id"),
    "short-row": (
        "查看文件是否不完整、是否少了引号",
        "See whether the file is cut or lacks a quote",
    ),
    "refused-record": ("先改正它的记录", "Correct its records first"),
    "held-back": ("改正所属的行即可", "Correct the row that it belongs to"),
    "contradiction": ("两处只留一处", "Keep one of the two"),
    "error-cell": ("改正公式，或直接填值", "Mend the formula or type the value"),
}


@dataclass(frozen=True, slots=True)
class Reject:
    """One trouble of one row; `row` is counted as the program that wrote the file shows it."""

    table: str
    row: int
    id: str | None
    column: str | None
    value: Any
    problem: Problem


class Rejects:
    """The workbook of rejected rows; there is none as long as nothing was rejected."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._book: Any = None
        self._rows = TemporaryDirectory(prefix=".rejected-", dir=path.parent)
        self._sheets: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._parts: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.first: list[Reject] = []

    def add(self, reject: Reject) -> None:
        """Write one line."""
        sheet, line = self._next(reject.table)
        problem = reject.problem
        hint_zh, hint_en = REMEDIES.get(problem.code, REMEDIES["bad-value"])
        if problem.suggestion:
            hint_zh = f"是否想写 {problem.suggestion}？{hint_zh}"
            hint_en = f"Is {problem.suggestion} meant? {hint_en}"
        value = "" if reject.value is None else reject.value
        cells = (
            reject.id or "",
            reject.column or "",
            value,
            problem.zh,
            hint_zh,
            problem.en,
            hint_en,
        )
        sheet.write_number(line, 0, reject.row)
        for place, cell in enumerate(cells, start=1):
            sheet.write_string(line, place, harmless(cell))
        if len(self.first) < 5:
            self.first.append(reject)

    def close(self) -> None:
        """Finish the workbook."""
        if self._book is not None:
            self._book.close()

    def __enter__(self) -> Rejects:
        return self

    def __exit__(self, *error: object) -> None:
        self._rows.cleanup()

    def _next(self, table: str) -> tuple[Any, int]:
        if self._lines.get(table, MOST_LINES) >= MOST_LINES:
            self._begin(table)
        self._lines[table] += 1
        self.counts[table] = self.counts.get(table, 0) + 1
        return self._sheets[table], self._lines[table]

    def _begin(self, table: str) -> None:
        if self._book is None:
            how = {"constant_memory": True, "tmpdir": self._rows.name}
            self._book = xlsxwriter.Workbook(str(self._path), how)
        self._parts[table] = part = self._parts.get(table, 0) + 1
        sheet = self._book.add_worksheet(self._sheet_name(table, part))
        bold = self._book.add_format({"bold": True})
        for place, (head, width) in enumerate(zip(HEAD, WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, bold)
        sheet.freeze_panes(1, 0)
        self._sheets[table], self._lines[table] = sheet, 0

    def _sheet_name(self, table: str, part: int) -> str:
        """A name that Excel takes and no other sheet has, whatever the case of its letters."""
        taken = {sheet.get_name().casefold() for sheet in self._book.worksheets()}
        plain = _NO_SHEET_NAME.sub("_", table).strip("'") or "_"
        number = part
        while True:
            tail = f" {number}" if number > 1 else ""
            name = plain[: SHEET_NAME - len(tail)] + tail
            if name.casefold() not in taken:
                return name
            number += 1


def harmless(value: Any) -> str:
    """A cell's text that no program takes for a formula, not even after saving it as CSV."""
    text = _UNPRINTABLE.sub("\ufffd", str(value))
    if len(text) > LONGEST:
        text = text[:LONGEST] + "…"
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.match(text):
        return f"'{text}"
    return text
