"""Looking into a packed workbook before it is read: its size, its extent, its broken cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.tables import of_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yanzhen.policy.errors import Problem

Cell = tuple[int, int]
"""Row and column, both counted from 0."""

ZIP = b"PK\x03\x04"
MOST_BYTES = 1 << 30
"""What a workbook may hold when it is unpacked."""
MOST_CELLS = 100_000_000
"""The reader keeps a place for every cell between the first and the last."""
BLOCK = 1 << 18
LONGEST_CELL = 1 << 22
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError,
    EOFError, KeyError, RuntimeError, ValueError,
)  # fmt: skip
_CELL = re.compile(
    rb'<(?:\w+:)?c (?=[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})")([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)',
    re.DOTALL,
)
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</|<(?:\w+:)?is>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})[0-9]')
_ROW = re.compile(rb'row [^>]*?\br="([0-9]{1,7})"')


def inspect(path: Path) -> dict[str, dict[Cell, str]]:
    """The broken cells of each sheet; PopulationRefused where the whole must not be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            _weigh(archive, path)
            if "xl/workbook.xml" not in archive.namelist():
                _measure(archive, path)
                return {}
            sheets = _sheets(archive)
            return {name: _broken(archive, part, name, path) for name, part in sheets.items()}
    except BROKEN as error:
        zh = f"工作簿不完整，可能在传送中被截断（{error}）"
        en = f"the workbook is incomplete, perhaps cut off on its way ({error})"
        raise PopulationRefused(of_file("cut-off", path.name, zh, en)) from None


def _weigh(archive: zipfile.ZipFile, path: Path) -> None:
    """Unpack all of it once, believing no size that is only declared."""
    total = 0
    for info in archive.infolist():
        for block in _unpacked(archive, info):
            total += len(block)
            if total > MOST_BYTES:
                raise PopulationRefused(_too_big(path))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as opened:
        # A declared size that is too small would hide the rest of the part.
        opened._left = MOST_BYTES + BLOCK  # type: ignore[attr-defined]  # private in zipfile
        while block := opened.read(BLOCK):
            yield block


def _too_big(path: Path) -> Problem:
    size = MOST_BYTES >> 30
    zh = f"工作簿解开后超过 {size} GB；请分成几个文件，或用 CSV、Parquet"
    en = f"the workbook unpacks to more than {size} GB; split it, or use CSV or Parquet"
    return of_file("too-large", path.name, zh, en)


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    parts = {}
    for sheet in book.iter(SHEET):
        target = targets.get(sheet.get(REL_ID), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            parts[sheet.get("name", "")] = part
    return parts


def _broken(archive: zipfile.ZipFile, part: str, name: str, path: Path) -> dict[Cell, str]:
    """Cells with an error for a value; a formula without one is a trouble of the file."""
    errors: dict[Cell, str] = {}
    empty: list[str] = []
    columns: set[bytes] = set()
    bottom = 0
    for text in _whole_cells(archive, part):
        columns.update(_REFERENCE.findall(text))
        bottom = max(bottom, *map(int, _ROW.findall(text)), 0)
        if b"<f" in text or b":f" in text or b't="e"' in text:
            _collect(text, errors, empty)
    where = f"{path.name}[{name}]"
    if empty:
        raise PopulationRefused(_never_computed(where, empty))
    right = max(map(_number, columns), default=-1) + 1
    _fitting(bottom, right, where)
    return errors


def _collect(text: bytes, errors: dict[Cell, str], empty: list[str]) -> None:
    for column, row, attributes, content in _CELL.findall(text):
        value = _VALUE.search(content)
        if b't="e"' in attributes and value:
            name = (value[1] or b"#ERROR!").decode("utf-8", "replace")
            errors[int(row) - 1, _number(column)] = name
        elif value or b't="str"' in attributes:  # computed, if only to an empty text
            continue
        elif _FORMULA.search(content):
            empty.append(f"{column.decode()}{row.decode()}")


def _whole_cells(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A sheet's text in pieces that end where a cell begins."""
    rest = b""
    for block in _unpacked(archive, archive.getinfo(part)):
        text = rest + block
        cut = max(text.rfind(b"<c "), text.rfind(b":c "))
        if cut <= 0:
            cut = 0 if len(text) < LONGEST_CELL else len(text)
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number - 1


def _never_computed(where: str, cells: list[str]) -> Problem:
    named = "、".join(cells[:5]) + (f" 等 {len(cells)} 格" if len(cells) > 5 else "")
    zh = f"{named} 的公式从没有算过，没有值；用 Excel 或 WPS 打开、保存后再提交"
    named = ", ".join(cells[:5]) + (f" and others ({len(cells)})" if len(cells) > 5 else "")
    en = f"the formulas of {named} were never computed; open and save the file in Excel first"
    return of_file("no-value", where, zh, en)


def _measure(archive: zipfile.ZipFile, path: Path) -> None:
    """The extent of an OpenDocument sheet, which a few bytes can make as wide as they like."""
    if "content.xml" not in archive.namelist():
        zh, en = "不是 Excel 或 ODS 工作簿", "is not an Excel or ODS workbook"
        raise PopulationRefused(of_file("not-a-workbook", path.name, zh, en))
    row = bottom = right = 0
    with archive.open("content.xml") as opened:
        for _, element in ElementTree.iterparse(opened):
            if element.tag == f"{TABLE}table-row":
                row += int(element.get(f"{TABLE}number-rows-repeated", 1))
                width = _width(element)
                if width:
                    bottom, right = row, max(right, width)
                element.clear()
            elif element.tag == f"{TABLE}table":
                _fitting(bottom, right, f"{path.name}[{element.get(f'{TABLE}name')}]")
                row = bottom = right = 0


def _width(row: ElementTree.Element) -> int:
    """Up to which column a row holds anything; what is blank to the end does not count."""
    width = place = 0
    for cell in row:
        place += int(cell.get(f"{TABLE}number-columns-repeated", 1))
        if len(cell):
            width = place
    return width


def _fitting(bottom: int, right: int, where: str) -> None:
    if bottom * right > MOST_CELLS:
        zh = f"表的范围有 {bottom} 行 × {right} 列，太大；删去远处的杂格，或用 CSV、Parquet"
        en = f"the sheet spans {bottom} rows by {right} columns; delete stray far cells"
        raise PopulationRefused(of_file("too-large", where, zh, en))
