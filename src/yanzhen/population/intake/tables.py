"""A table of an office's file: a name, a header, rows of cells; where it comes from stays outside.

Cells are text, whole numbers, Decimals, booleans, days, lists (of Parquet) or an ErrorCell. Rows
may be read more than once; each row has the number under which its program shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from yanzhen.policy.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yanzhen.population.format import Origin


class Row(NamedTuple):
    """One row; `trouble` where the row as such is broken (cut short, too long)."""

    number: int
    cells: list[Any]
    trouble: Problem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table; `name` is the sheet's or the file's without its ending, `file` where it is."""

    name: str
    file: str
    header: list[Any]
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    size: int | None = None
    origin: Origin | None = None


def of_file(code: str, file: str, zh: str, en: str, suggestion: str | None = None) -> Problem:
    """A trouble of a file as a whole."""
    return Problem(code, None, f"{file}：{zh}", f"{file}: {en}", suggestion)


def uneven(cells: int, columns: int) -> Problem:
    """A row that does not have the header's number of cells."""
    if cells < columns:
        zh = f"这一行只有 {cells} 格，表头有 {columns} 列；文件可能被截断"
        en = f"the row has {cells} cells and the header {columns}; the file may be cut off"
    else:
        zh = f"这一行有 {cells} 格，表头只有 {columns} 列；值里的逗号要加引号"
        en = f"the row has {cells} cells and the header {columns}; a comma in a value needs quotes"
    return Problem("short-row", None, zh, en)
