"""What a layout is given, and what it has to do.

class Ours:
    code, label, ending = "ours", Label("本行代发", "Our bank"), "txt"

    def write(self, head: Head, lines: Iterable[Line], into: IO[bytes]) -> None: ...
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import IO, Protocol

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Head:
    """The run: its number and title, the day of the file, how many payments and fen."""

    number: str
    title: str
    on: date
    count: int
    sum_fen: int


@dataclass(frozen=True, slots=True)
class Line:
    """One payment."""

    reference: str
    name: str
    bank: str
    account: str
    amount_fen: int


class Layout(Protocol):
    """A form of file; `code` is kept with the run."""

    code: str
    label: Label
    ending: str

    def write(self, head: Head, lines: Iterable[Line], into: IO[bytes]) -> None:
        """Write the file: the same bytes for the same run, the lines one after the other."""
