"""Where the rows of a list come from: a query of the database, or what is held in memory.

    FromQuery(cases, orders={"due": ("due_on",)}, filters={"state": lambda v: Q(state=v)},
              search=lambda text: saying("found_by", text), rows=lines_of)

Rows come in a stable order: after what was asked, by the record's own number. Counting ends at
`MOST_COUNTED`: whether there are 40,000 or a million makes no difference to a reader.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import F, Q, QuerySet

from yanzhen.portal.listing.columns import Row
from yanzhen.portal.listing.wanted import Wanted

MOST_COUNTED = 10_000
CHUNK = 1_000
RowOut = TypeVar("RowOut", covariant=True)


class Source(Protocol[RowOut]):
    """Rows as they are wanted."""

    def count(self, wanted: Wanted, most: int) -> int:
        """How many there are, counted up to one more than `most`."""

    def part(self, wanted: Wanted, start: int, stop: int) -> Sequence[RowOut]:
        """The rows of one page."""

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

    def count(self, wanted: Wanted, most: int) -> int:
        return self._narrowed(wanted).order_by()[: most + 1].count()

    def part(self, wanted: Wanted, start: int, stop: int) -> Sequence[Row]:
        return self.rows(list(self._ordered(wanted)[start:stop]))

    def every(self, wanted: Wanted) -> Iterator[Row]:
        records = iter(self._ordered(wanted).iterator(chunk_size=CHUNK))
        while chunk := list(islice(records, CHUNK)):
            yield from self.rows(chunk)

    def _narrowed(self, wanted: Wanted) -> QuerySet[Any]:
        found = self.query
        for name, value in wanted.filters.items():
            found = found.filter(self.filters[name](value))
        return found.filter(self.search(wanted.search)) if self.search else found

    def _ordered(self, wanted: Wanted) -> QuerySet[Any]:
        fields = [F(name) for name in self.orders.get(wanted.order, ())]
        asked = [
            one.desc(nulls_last=True) if wanted.descending else one.asc(nulls_last=True)
            for one in fields
        ]
        return self._narrowed(wanted).order_by(*asked, "pk")


@dataclass(frozen=True)
class Held(Generic[Row]):
    """Rows that are all at hand: short lists, made of something that is no table."""

    held: Sequence[Row]
    orders: Mapping[str, Callable[[Row], Any]] = field(default_factory=dict)
    filters: Mapping[str, Callable[[Row, str], bool]] = field(default_factory=dict)
    search: Callable[[Row], str] | None = None

    def count(self, wanted: Wanted, most: int) -> int:
        return min(len(self._found(wanted)), most + 1)

    def part(self, wanted: Wanted, start: int, stop: int) -> Sequence[Row]:
        return self._found(wanted)[start:stop]

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
