"""What a reader wants of a list, as its address says it: `?q=衡阳&state=open&sort=-due&page=2`.

What an address asks that the list does not offer is passed over: an old link still opens.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.http import urlencode

from yanzhen.portal.listing.columns import Listing

PAGE_SIZE = 25
PAGE_SIZES = (25, 50, 100)
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Wanted:
    """A search, filters, an order, a page."""

    search: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    descending: bool = False
    page: int = 1
    size: int = PAGE_SIZE

    @classmethod
    def of(cls, listing: Listing[Any], query: Mapping[str, str]) -> "Wanted":
        """What the query of an address asks for."""
        sort = query.get("sort", "") or listing.order
        if sort.removeprefix("-") not in listing.orders:
            sort = listing.order
        size = _number(query.get("size", ""), PAGE_SIZE)
        names = [one.id for one in listing.filters]
        return cls(
            search=query.get("q", "").strip()[:LONGEST_SEARCH] if listing.searched else "",
            filters={name: query[name] for name in names if query.get(name)},
            order=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            page=_number(query.get("page", ""), 1),
            size=size if size in PAGE_SIZES else PAGE_SIZE,
        )

    def query(self, listing: Listing[Any]) -> str:
        """The same as an address has it, without what goes without saying."""
        sort = self.sort if self.sort != listing.order else ""
        said = {"q": self.search, **self.filters, "sort": sort}
        said |= {"size": str(self.size) if self.size != PAGE_SIZE else ""}
        said |= {"page": str(self.page) if self.page > 1 else ""}
        return urlencode({name: value for name, value in said.items() if value})

    def at(self, page: int, size: int | None = None) -> "Wanted":
        return replace(self, page=page, size=size or self.size)

    @property
    def start(self) -> int:
        return (self.page - 1) * self.size

    @property
    def stop(self) -> int:
        return self.start + self.size

    @property
    def sort(self) -> str:
        """The order as the address has it: `-due`."""
        return f"{'-' if self.descending else ''}{self.order}"

    def ordered(self, order: str) -> "Wanted":
        """The order that a click on a heading asks for: the other way round the second time."""
        turned = order == self.order and not self.descending
        return replace(self, order=order, descending=turned, page=1)

    @property
    def narrows(self) -> bool:
        return bool(self.search or self.filters)


def _number(text: str, otherwise: int) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
    return number or otherwise
