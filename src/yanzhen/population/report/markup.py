"""Pieces of a page in two languages: texts, sums, tables. All text is escaped here.

both(Label("确定", "Sure"))   ->  '<span lang="zh">确定</span><span lang="en">Sure</span>'
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from yanzhen.policy.vocabulary import Label
from yanzhen.population.report.words import sum_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Fen(NamedTuple):
    """A sum for a cell."""

    fen: int


Cell = Label | Fen | int | str
NUMBER = ' class="number"'


def both(label: Label) -> str:
    """A text in both languages, of which the page shows one; once where they are the same."""
    if label.zh == label.en:
        return escape(label.zh)
    return f'<span lang="zh">{escape(label.zh)}</span><span lang="en">{escape(label.en)}</span>'


def paragraph(label: Label, look: str = "") -> str:
    named = f' class="{look}"' if look else ""
    return f"<p{named}>{both(label)}</p>"


def heading(level: int, label: Label) -> str:
    return f"<h{level}>{both(label)}</h{level}>"


def table(caption: Label, heads: Sequence[Label], rows: Iterable[Sequence[Cell]]) -> str:
    """A table that scrolls sideways by itself where the screen is narrow."""
    listed = list(rows)
    numbers = {
        place for row in listed for place, cell in enumerate(row) if isinstance(cell, (Fen, int))
    }
    looks = [NUMBER if place in numbers else "" for place in range(len(heads))]
    head = "".join(
        f'<th scope="col"{look}>{both(one)}</th>' for one, look in zip(heads, looks, strict=True)
    )
    body = "".join(f"<tr>{_row(row, looks)}</tr>" for row in listed)
    name = f"{escape(caption.zh)} / {escape(caption.en)}"
    return (
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0"><table>'
        f"<caption>{both(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[Cell], looks: Sequence[str]) -> str:
    first, *rest = row
    cells = (f"<td{look}>{_said(cell)}</td>" for cell, look in zip(rest, looks[1:], strict=True))
    return f'<th scope="row">{_said(first)}</th>{"".join(cells)}'


def _said(cell: Cell) -> str:
    match cell:
        case Label():
            return both(cell)
        case Fen():
            return both(sum_label(cell.fen)) if cell.fen else "0"
        case int():
            return f"{cell:,}"
    return escape(cell)
