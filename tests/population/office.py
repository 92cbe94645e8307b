"""An office's files for tests: the same tables as CSV, as a workbook or as flat Parquet.

taken = take({"person": [["id", "degree"], ["a", "博士"]]}, tmp_path)
rows(taken, "person")  ->  [{"id": "a", "degree": "doctor"}]
"""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.policy.mini import mini, rule

from yanzhen.population.intake import Intake, intake

PACK = mini(rule())
Tables = Mapping[str, Sequence[Sequence[Any]]]


def as_csv(tables: Tables, folder: Path, encoding: str = "utf-8") -> Path:
    folder.mkdir(exist_ok=True)
    for name, lines in tables.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as opened:
            csv.writer(opened).writerows([["" if c is None else c for c in line] for line in lines])
    return folder


def as_workbook(tables: Tables, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    book = xlsxwriter.Workbook(str(folder / "office.xlsx"))
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, lines in tables.items():
        sheet = book.add_worksheet(name)
        for row, line in enumerate(lines):
            for place, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, place, cell)
                else:
                    sheet.write(row, place, cell)
    book.close()
    return folder / "office.xlsx"


def as_parquet(tables: Tables, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name, (header, *lines) in tables.items():
        columns = {head: [line[place] for line in lines] for place, head in enumerate(header)}
        pq.write_table(pa.table(columns), folder / f"{name}.parquet")
    return folder


def take(tables: Tables, folder: Path, **more: Any) -> Intake:
    return taken(as_csv(tables, folder / "in"), folder, **more)


def taken(source: Path, folder: Path, mapping: str | None = None, **more: Any) -> Intake:
    file = None
    if mapping is not None:
        file = folder / "mapping.yaml"
        file.write_text(mapping, encoding="utf-8")
    return intake(source, [PACK], folder / "out", mapping=file, **more)


def rows(found: Intake, kind: str = "person") -> list[dict[str, Any]]:
    """What was taken, without what is unknown."""
    listed = pq.read_table(found.files[kind]).to_pylist()
    return [known(row) for row in listed]


def known(row: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found[name] = [known(one) for one in value]
        elif value is not None:
            found[name] = plain(value)
    return found


def plain(value: Any) -> Any:
    return value.normalize() + Decimal(0) if isinstance(value, Decimal) else value


def rejected(found: Intake) -> dict[str, list[list[Any]]]:
    """The lines of the workbook of rejected rows, by sheet."""
    assert found.rejects is not None
    book = CalamineWorkbook.from_path(str(found.rejects))
    return {name: book.get_sheet_by_name(name).to_python()[1:] for name in book.sheet_names}
