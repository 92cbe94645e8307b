"""A list as a workbook: the rows that the address asks for, all pages of them.

A text that a spreadsheet would take for a formula is written as text, and stays one when the sheet
is saved as CSV. Days are days and numbers are numbers.
"""

import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.listing.columns import Cell, Listing, Row, SheetValue
from yanzhen.portal.listing.source import Source
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.words import say

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_000
WIDTHS = {"main": 28, "number": 14}


def workbook(
    listing: Listing[Row], source: Source[Row], wanted: Wanted, language: Language
) -> bytes:
    """All rows as the bytes of a workbook."""
    memory = io.BytesIO()
    write(listing, source.every(wanted), language, memory)
    return memory.getvalue()


def write(
    listing: Listing[Row], rows: Iterable[Row], language: Language, into: Path | IO[bytes]
) -> int:
    """Rows written to a file as they come, and their number."""
    target = str(into) if isinstance(into, Path) else into
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        forms = _Forms(book)
        for place, column in enumerate(listing.columns):
            sheet.set_column(place, place, WIDTHS.get(column.look, 20))
            sheet.write_string(0, place, say(column.title, language), forms.head)
        sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(listing.columns):
                _write(sheet, number, place, _value(column.cell(row, language)), forms)
    return number


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also after it was saved as CSV."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(FORMULA) else text


class _Forms:
    """The looks of cells."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bg_color": "#DCE6F1"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})


def _value(cell: Cell) -> SheetValue:
    if cell.sheet is not None:
        return cell.sheet
    return cell.text or (cell.badge.text if cell.badge else "")


def _write(sheet: Any, row: int, place: int, value: SheetValue, forms: _Forms) -> None:
    match value:
        case datetime():
            local = timezone.localtime(value).replace(tzinfo=None)
            sheet.write_datetime(row, place, local, forms.moment)
        case date():
            sheet.write_datetime(row, place, value, forms.day)
        case int() | Decimal():
            sheet.write_number(row, place, value)
        case str() if value:
            sheet.write_string(row, place, guarded(value)[:LONGEST_CELL])
