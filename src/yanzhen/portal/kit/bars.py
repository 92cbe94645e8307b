"""Bars one below the other, each of a few pieces: a picture of what a table says.

    picture([Drawn("雨湖区", {"late": 2, "soon": 1, "rest": 9}, "12")], "zh")

A piece's look is its colour (`load-piece-<look>`); the table beside it says the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Language

WIDTH, ROW, BAR, LEFT = 400, 32, 16, 184
MOST_DRAWN = 14
LONGEST = {"zh": 13, "en": 24}
REMARK = "（"
LETTER = 8
"""Room that a letter of the figure behind a bar takes."""


@dataclass(frozen=True)
class Drawn:
    """One bar: its name, how much of each look, what stands at its end."""

    name: str
    amounts: Mapping[str, int]
    total: str

    @property
    def length(self) -> int:
        return sum(self.amounts.values())


@dataclass(frozen=True)
class Piece:
    """A part of a bar."""

    look: str
    x: int
    width: int


@dataclass(frozen=True)
class Bar:
    """One bar in the picture."""

    name: str
    y: int
    text: int
    pieces: tuple[Piece, ...]
    end: int
    total: str


@dataclass(frozen=True)
class Picture:
    """The bars and the room they take."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT - 10
    thick: int = BAR


def picture(rows: Sequence[Drawn], language: Language) -> Picture | None:
    """The first ones drawn; nothing where all are empty."""
    drawn = rows[:MOST_DRAWN]
    most = max((one.length for one in drawn), default=0)
    if most <= 0:
        return None
    right = 10 + LETTER * max(len(one.total) for one in drawn)
    room = WIDTH - LEFT - right
    bars = tuple(_bar(one, place, room / most, language) for place, one in enumerate(drawn))
    return Picture(bars, len(bars) * ROW + 8)


def _bar(one: Drawn, place: int, scale: float, language: Language) -> Bar:
    x, pieces = LEFT, []
    for look, count in one.amounts.items():
        if count > 0:
            width = max(round(count * scale), 2)
            pieces.append(Piece(look, x, width))
            x += width
    # What stands in brackets, the table says.
    name = one.name.partition(REMARK)[0].partition(" (")[0]
    short = name if len(name) <= LONGEST[language] else f"{name[: LONGEST[language]]}…"
    y = place * ROW + 8
    return Bar(short, y, y + BAR - 4, tuple(pieces), x + 8, one.total)
