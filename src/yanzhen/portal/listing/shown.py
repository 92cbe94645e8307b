"""A list made ready for its page: headings with their links, rows, filters, pages.

show(listing, source, wanted, "zh").total  ->  "共128条"
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.listing.columns import Cell, Listing, Row
from yanzhen.portal.listing.source import MOST_COUNTED, Source
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.words import say

NEAR = 2


@dataclass(frozen=True)
class Heading:
    """The head of a column; `sorted` is ascending, descending or empty."""

    title: str
    look: str
    query: str | None = None
    sorted: str = ""


@dataclass(frozen=True)
class Line:
    """A row of cells, each with the look of its column, and the key that picks it."""

    cells: tuple[tuple[Heading, Cell], ...]
    key: str = ""

    @property
    def name(self) -> str:
        """The text of the row's main cell."""
        return next((cell.text for head, cell in self.cells if head.look == "main"), self.key)


@dataclass(frozen=True)
class Select:
    """A filter, or the choice of an order, as an input."""

    name: str
    title: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class Shown:
    """All that the page of a list shows."""

    id: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    selects: tuple[Select, ...]
    search_title: str
    search: str
    total: str
    count: int
    pages: tuple[tuple[int, str, bool], ...]
    page: int
    before: str | None
    after: str | None
    query: str
    is_narrowed: bool
    empty: str

    @property
    def picks(self) -> bool:
        return any(line.key for line in self.lines)


def show(listing: Listing[Row], source: Source[Row], wanted: Wanted, language: Language) -> Shown:
    """The page that is wanted, or the last one where there are fewer."""
    part = source.part(wanted)
    count, last = part.total, max(1, -(-min(part.total, MOST_COUNTED) // wanted.size))
    if wanted.page > last:
        wanted = wanted.at(last)
        part = source.part(wanted)
    headings = tuple(_headings(listing, wanted, language))
    return Shown(
        id=listing.id,
        headings=headings,
        lines=tuple(_line(listing, one, headings, language) for one in part.rows),
        selects=tuple(_selects(listing, wanted, language)),
        search_title=say(listing.searched, language) if listing.searched else "",
        search=wanted.search,
        total=_total(count, language),
        count=count,
        pages=tuple(_pages(listing, wanted, last)),
        page=wanted.page,
        before=wanted.at(wanted.page - 1).query(listing) if wanted.page > 1 else None,
        after=wanted.at(wanted.page + 1).query(listing) if wanted.page < last else None,
        query=wanted.query(listing),
        is_narrowed=wanted.narrows,
        empty=say("list_none_found" if wanted.narrows else listing.empty, language),
    )


def _headings(listing: Listing[Any], wanted: Wanted, language: Language) -> Iterator[Heading]:
    for column in listing.columns:
        head = Heading(say(column.title, language), column.look)
        if column.order:
            way = "descending" if wanted.descending else "ascending"
            sorted_ = way if column.order == wanted.order else ""
            query = wanted.ordered(column.order).query(listing)
            head = replace(head, query=query, sorted=sorted_)
        yield head


def _line(
    listing: Listing[Row], row: Row, headings: tuple[Heading, ...], language: Language
) -> Line:
    cells = (column.cell(row, language) for column in listing.columns)
    key = listing.key(row) if listing.key else ""
    return Line(tuple(zip(headings, cells, strict=True)), key)


def _selects(listing: Listing[Any], wanted: Wanted, language: Language) -> Iterator[Select]:
    for one in listing.filters:
        chosen = wanted.filters.get(one.id, "")
        options = [("", say("list_all", language)), *one.choices(language)]
        marked = tuple((value, label, value == chosen) for value, label in options)
        yield Select(one.id, say(one.title, language), marked)
    if listing.orders:
        yield Select("sort", say("list_order", language), tuple(_orders(listing, wanted, language)))


def _orders(
    listing: Listing[Any], wanted: Wanted, language: Language
) -> Iterator[tuple[str, str, bool]]:
    for order, title in listing.orders.items():
        for sort, key in ((order, "list_up"), (f"-{order}", "list_down")):
            yield sort, say(key, language, column=say(title, language)), sort == wanted.sort


def _total(count: int, language: Language) -> str:
    if count > MOST_COUNTED:
        return say("list_many", language, count=f"{MOST_COUNTED:,}")
    return say("list_total", language, count=f"{count:,}")


def _pages(listing: Listing[Any], wanted: Wanted, last: int) -> Iterator[tuple[int, str, bool]]:
    """The first page, the last, those around this one; and whether some are left out before it."""
    before = 0
    for number in range(1, last + 1):
        if number in (1, last) or abs(number - wanted.page) <= NEAR:
            yield number, wanted.at(number).query(listing), number > before + 1
            before = number
