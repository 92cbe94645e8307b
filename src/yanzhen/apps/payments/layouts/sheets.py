"""Tables: CSV in UTF-8 with a byte order mark, and a workbook. One payment in a row.

Numbers of accounts and references are text, so that no program of tables takes off their ends.
"""

import csv
from collections.abc import Iterable
from datetime import datetime, time
from io import TextIOWrapper
from typing import IO, Any

import xlsxwriter

from yanzhen.apps.payments.amounts import yuan
from yanzhen.apps.payments.layouts.layout import Head, Layout, Line
from yanzhen.policy.vocabulary import Label

COLUMNS = ("业务参考号", "户名", "开户银行", "银行账号", "金额（元）", "摘要")
WIDTHS = (24, 20, 32, 36, 14, 24)
PLAIN = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


class _Csv:
    code, label, ending = "csv", Label("CSV 表格", "CSV table"), "csv"

    def write(self, head: Head, lines: Iterable[Line], into: IO[bytes]) -> None:
        text = TextIOWrapper(into, encoding="utf-8-sig", newline="")
        rows = csv.writer(text, lineterminator="\r\n")
        rows.writerow(COLUMNS)
        rows.writerows(_cells(one, head) for one in lines)
        text.flush()
        text.detach()


class _Xlsx:
    code, label, ending = "xlsx", Label("Excel 工作簿", "Excel workbook"), "xlsx"

    def write(self, head: Head, lines: Iterable[Line], into: IO[bytes]) -> None:
        with xlsxwriter.Workbook(into, PLAIN) as book:
            # The day of the run, not of the writing: the same run is the same bytes.
            book.set_properties({"created": datetime.combine(head.on, time())})
            sheet = book.add_worksheet("付款清单")
            for place, width in enumerate(WIDTHS):
                sheet.set_column(place, place, width)
            _write_row(sheet, 0, COLUMNS)
            for row, one in enumerate(lines, start=1):
                _write_row(sheet, row, _cells(one, head))


def _cells(one: Line, head: Head) -> tuple[str, ...]:
    return one.reference, one.name, one.bank, one.account, yuan(one.amount_fen), head.title


def _write_row(sheet: Any, row: int, cells: Iterable[str]) -> None:
    for place, cell in enumerate(cells):
        sheet.write_string(row, place, cell)


CSV: Layout = _Csv()
XLSX: Layout = _Xlsx()
