"""Excel workbooks (.xlsx, .xls, .ods) as tables, one a sheet.

What the reading library passes over in silence is looked for before: a formula that was never
computed and a cell that shows an error would both come as blank cells, and blank means unknown.
A workbook that unpacks to far more than it weighs is refused before it is read.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.cells import ErrorCell, is_blank
from yanzhen.population.intake.tables import Row, Table, of_file
from yanzhen.population.intake.unpacking import ZIP, inspect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet

    from yanzhen.population.intake.unpacking import Cell

DIGITS = 15
"""Excel's own precision: beyond it a computed 200000 may be stored as 199999.99999999997."""


def read_workbook(path: Path) -> list[Table]:
    """The visible sheets that hold anything; PopulationRefused where it cannot be read."""
    with path.open("rb") as opened:
        packed = opened.read(len(ZIP)) == ZIP
    errors = inspect(path) if packed else {}
    try:
        book = CalamineWorkbook.from_path(str(path))
        seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        tables = [_table(book.get_sheet_by_name(name), path, errors.get(name, {})) for name in seen]
    except PasswordError:
        zh, en = "工作簿有密码；去掉密码后再提交", "the workbook has a password; remove it first"
        raise PopulationRefused(of_file("password", path.name, zh, en)) from None
    except (CalamineError, OSError, ValueError) as error:
        raise PopulationRefused(_unreadable(path, error)) from None
    found = [table for table in tables if table is not None]
    if not found:
        zh, en = "工作簿是空的", "the workbook is empty"
        raise PopulationRefused(of_file("empty-file", path.name, zh, en))
    return found


def _unreadable(path: Path, error: Exception) -> Any:
    zh = f"读不了这个工作簿，文件可能不完整（{error}）"
    en = f"cannot read this workbook, it may be cut off ({error})"
    return of_file("cut-off", path.name, zh, en)


def _table(sheet: CalamineSheet, path: Path, errors: dict[Cell, str]) -> Table | None:
    if sheet.start is None:
        return None
    top, left = sheet.start

    def lines() -> Iterator[list[Any]]:
        """One after the other: as objects of Python all rows of a large sheet weigh far more."""
        return islice(sheet.iter_rows(), top, None)  # which begins at the first row of all

    def rows() -> Iterator[Row]:
        for number, raw in enumerate(islice(lines(), 1, None), start=top + 1):
            cells = _cells(raw, number, left, errors)
            if not all(map(is_blank, cells)):
                yield Row(number + 1, cells)

    header = _cells(next(lines()), top, left, errors)
    size = sheet.total_height - top - 1
    return Table(sheet.name, f"{path.name}[{sheet.name}]", header, rows, size)


def _cells(raw: list[Any], row: int, left: int, errors: dict[Cell, str]) -> list[Any]:
    cells = [_cell(one) for one in raw]
    if errors:
        for place in range(len(cells)):
            trouble = errors.get((row, left + place))
            if trouble is not None:
                cells[place] = ErrorCell(trouble)
    return cells


def _cell(raw: Any) -> Any:
    if isinstance(raw, float):
        return Decimal(f"{raw:.{DIGITS}g}")
    if isinstance(raw, str | bool | int | date | datetime):
        return raw
    return ErrorCell(str(raw))  # a time of day or a duration is no fact's value
