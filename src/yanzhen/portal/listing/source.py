"""Where the rows of a list come from: a service that pages itself, a query, or what is at hand.

    FromQuery(records, rows=lines_of, orders={"due": ("due_on",)},
              filters={"state": lambda value: Q(state=value)},
              search=lambda text: saying("found_by", text))

Rows come in a stable order: after what was asked, by the record's own number. Counting ends at
`MOST_COUNTED`: whether there are 4,000 or a million makes no difference to a reader.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import F, Q, QuerySet

from yanzhen.portal.listing.columns import Row
from yanzhen.portal.listing.wanted import Wanted

MOST_COUNTED = 3_000
CHUNK = 1_000
LARGEST_PART = 200
RowOut = TypeVar("RowOut", covariant=True)


@dataclass(frozen=True)
class Part(Generic[RowOut]):
    """The rows of one page, and how many there are in all; more than `MOST_COUNTED` is many."""

    rows: Sequence[RowOut]
    total: int


class Source(Protocol[RowOut]):
    """Rows as they are wanted."""

    def part(self, wanted: Wanted) -> Part[RowOut]:
        """One page; behind the last one there are no rows."""

    def every(self, wanted: Wanted) -> Iterator[RowOut]:
        """All of them, for an export."""


@dataclass(frozen=True)
class FromQuery(Generic[Row]):
    """Rows made of the records of a query. `rows` turns a page of records into rows at once."""

    query: QuerySet[Any]
    rows: Callable[[Sequence[Any]], Sequence[Row]]
    orders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    filters: Mapping[str, Callable[[str], Q]] = field(default_factory=dict)
    search: Callable[[str], Q] | None = None

    def part(self, wanted: Wanted) -> Part[Row]:
        found = self._narrowed(wanted)
        total = found.order_by()[: MOST_COUNTED + 1].count()
        records = self._ordered(found, wanted)[wanted.start : wanted.stop] if total else ()
        return Part(self.rows(list(records)), total)

    def every(self, wanted: Wanted) -> Iterator[Row]:
        ordered = self._ordered(self._narrowed(wanted), wanted)
        records = iter(ordered.iterator(chunk_size=CHUNK))
        while chunk := list(islice(records, CHUNK)):
            yield from self.rows(chunk)

    def _narrowed(self, wanted: Wanted) -> QuerySet[Any]:
        found = self.query
        for name, value in wanted.filters.items():
            found = found.filter(self.filters[name](value))
        return found.filter(self.search(wanted.search)) if self.search else found

    def _ordered(self, found: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
        fields = [F(name) for name in self.orders.get(wanted.order, ())]
        asked = [
            one.desc(nulls_last=True) if wanted.descending else one.asc(nulls_last=True)
            for one in fields
        ]
        return found.order_by(*asked, "pk")


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """Rows of a service that narrows, orders and pages by itself: `page(wanted)` asks it."""

    page: Callable[[Wanted], Part[Row]]

    def part(self, wanted: Wanted) -> Part[Row]:
        return self.page(wanted)

    def every(self, wanted: Wanted) -> Iterator[Row]:
        number, rows = 0, self.page(wanted.at(1, LARGEST_PART)).rows
        while rows:
            yield from rows
            number += 1
            full = len(rows) == LARGEST_PART
            rows = self.page(wanted.at(number + 1, LARGEST_PART)).rows if full else ()


@dataclass(frozen=True)
class Held(Generic[Row]):
    """Rows that are all at hand: short lists, made of something that is no table."""

    held: Sequence[Row]
    orders: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)
    filters: Mapping[str, Callable[[Row, str], bool]] = field(default_factory=dict)
    search: Callable[[Row], str] | None = None

    def part(self, wanted: Wanted) -> Part[Row]:
        found = self._found(wanted)
        return Part(found[wanted.start : wanted.stop], len(found))

    def every(self, wanted: Wanted) -> Iterator[Row]:
        yield from self._found(wanted)

    def _found(self, wanted: Wanted) -> Sequence[Row]:
        found: Iterable[Row] = self.held
        for name, value in wanted.filters.items():
            found = [one for one in found if self.filters[name](one, value)]
        if self.search and wanted.search:
            words = wanted.search.casefold().split()
            found = [one for one in found if all(w in self.search(one).casefold() for w in words)]
        order = self.orders.get(wanted.order)
        return sorted(found, key=order, reverse=wanted.descending) if order else list(found)
