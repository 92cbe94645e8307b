"""Bars one below the other, each of pieces: a picture beside a table that says the same.

picture([Row("雨湖区", (("late", 2), ("rest", 7)), "9")], "zh")      None where there is nothing
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Language

WIDTH, ROW, BAR, LEFT, RIGHT = 400, 32, 16, 184, 34
MOST_DRAWN = 14
LONGEST = {"zh": 13, "en": 24}
REMARK = "（"


@dataclass(frozen=True)
class Row:
    """What is drawn: a name, the pieces by their look, and what stands at the end."""

    name: str
    parts: tuple[tuple[str, int], ...]
    total: str

    @property
    def length(self) -> int:
        return sum(max(amount, 0) for _, amount in self.parts)


@dataclass(frozen=True)
class Piece:
    """A part of a bar."""

    look: str
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """One row in the picture."""

    name: str
    y: int
    text: int
    pieces: tuple[Piece, ...]
    end: int
    total: str


@dataclass(frozen=True)
class Picture:
    """The bars with their measures."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT - 10
    thick: int = BAR


def picture(
    rows: Sequence[Row], language: Language, right: int = RIGHT, in_order: bool = False
) -> Picture | None:
    """The longest ones drawn, or the first as they come (years); `right` is the room for what
    stands at the end of a bar."""
    drawn = (rows if in_order else sorted(rows, key=lambda one: -one.length))[:MOST_DRAWN]
    most = max((one.length for one in drawn), default=0)
    if not most:
        return None
    room = WIDTH - LEFT - right
    bars = tuple(_bar(one, place, most, room, language) for place, one in enumerate(drawn))
    return Picture(bars, len(bars) * ROW + 8)


def _bar(one: Row, place: int, most: int, room: int, language: Language) -> Bar:
    x, pieces = LEFT, []
    for look, amount in one.parts:
        if amount > 0:
            width = max(room * amount // most, 2)
            pieces.append(Piece(look, x, width))
            x += width
    y = place * ROW + 8
    return Bar(_short(one.name, language), y, y + BAR - 4, tuple(pieces), x + 8, one.total)


def _short(name: str, language: Language) -> str:
    """What stands in brackets, the table says."""
    short = name.partition(REMARK)[0].partition(" (")[0]
    return short if len(short) <= LONGEST[language] else f"{short[: LONGEST[language]]}…"
