"""What a list is declared of: columns, filters, and what stands in a cell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from yanzhen.policy.vocabulary import Language

Row = TypeVar("Row")
SheetValue = str | int | Decimal | date | datetime | None


@dataclass(frozen=True)
class Badge:
    """A few words with a colour and a picture; the words alone must say it all."""

    text: str
    tone: str = "plain"
    icon: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell; `small` is a second line, `sheet` the value in a workbook."""

    text: str = ""
    href: str = ""
    small: str = ""
    badge: Badge | None = None
    sheet: SheetValue = None


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column. `order` names the order of the source that its heading sorts by.

    `look` is main (the row's own name), name (unbroken), number, quiet (not on a phone), plain.
    """

    id: str
    title: str
    cell: Callable[[Row, Language], Cell]
    order: str = ""
    look: str = "plain"


Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Filter:
    """One choice that narrows a list; its options are values with their labels."""

    id: str
    title: str
    choices: Callable[[Language], Choices]


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A list as data. `key` makes its rows ones that can be picked."""

    id: str
    columns: tuple[Column[Row], ...]
    filters: tuple[Filter, ...] = ()
    searched: str = ""
    order: str = ""
    key: Callable[[Row], str] | None = None
    empty: str = "list_empty"

    @property
    def orders(self) -> dict[str, str]:
        """The orders a reader may choose, each with the title of its column."""
        return {one.order: one.title for one in self.columns if one.order}
