"""CSV files: UTF-8 with or without a byte order mark, or GB18030, found by reading them through."""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING

from yanzhen.population.errors import PopulationRefused
from yanzhen.population.intake.tables import Row, Table, of_file, uneven

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from yanzhen.policy.errors import Problem

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",\t;"
BLOCK = 1 << 20


def read_csv(path: Path) -> Table:
    """The table in a CSV file; PopulationRefused where it cannot be read at all."""
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)
    try:
        first = next(_lines(path, encoding, delimiter), None)
    except csv.Error as error:
        raise PopulationRefused(_broken(path, error)) from None
    if first is None:
        zh, en = "文件是空的", "the file is empty"
        raise PopulationRefused(of_file("empty-file", path.name, zh, en))
    number, header = first

    def rows() -> Iterator[Row]:
        try:
            for line, cells in _lines(path, encoding, delimiter):
                if line > number:
                    yield _row(line, cells, len(header))
        except csv.Error as error:
            raise PopulationRefused(_broken(path, error)) from None

    return Table(path.stem, path.name, list(header), rows)


def _row(number: int, cells: list[str], columns: int) -> Row:
    if len(cells) > columns and not any(cell.strip() for cell in cells[columns:]):
        cells = cells[:columns]
    trouble = uneven(len(cells), columns) if len(cells) != columns else None
    return Row(number, list(cells), trouble)


def _lines(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the number of the line on which it begins."""
    with path.open(encoding=encoding, newline="") as opened:
        reader = csv.reader(opened, delimiter=delimiter, strict=True)
        before = 0
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield before + 1, cells
            before = reader.line_num


def _encoding(path: Path) -> str:
    """The first encoding in which the whole file can be read."""
    with path.open("rb") as opened:
        if opened.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            zh, en = "文件是 UTF-16；请另存为 CSV UTF-8", "the file is UTF-16; save it as CSV UTF-8"
            raise PopulationRefused(of_file("bad-encoding", path.name, zh, en))
    troubles = []
    for encoding in ENCODINGS:
        where = _undecodable(path, encoding)
        if where is None:
            return encoding
        troubles.append(where)
    zh = f"认不出文字编码（第 {max(troubles)} 字节附近）；请另存为 CSV UTF-8"
    en = f"unknown text encoding (near byte {max(troubles)}); save it as CSV UTF-8"
    raise PopulationRefused(of_file("bad-encoding", path.name, zh, en))


def _undecodable(path: Path, encoding: str) -> int | None:
    """Where the file stops being text in this encoding; None when it never does."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    with path.open("rb") as opened:
        while True:
            block = opened.read(BLOCK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return done + error.start
            if "\0" in text:
                return done
            if not block:
                return None
            done += len(block)


def _delimiter(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding) as opened:
        head = opened.readline(BLOCK)
    return max(DELIMITERS, key=head.count)


def _broken(path: Path, error: csv.Error) -> Problem:
    if "unexpected end of data" in str(error):
        zh = "文件在中途断了：最后一个引号没有配对"
        return of_file("cut-off", path.name, zh, "the file is cut off: a quote is never closed")
    return of_file("bad-csv", path.name, f"不是合格的 CSV：{error}", f"is not sound CSV: {error}")
