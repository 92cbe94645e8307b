"""Curves by year as an inline picture: before dashed, after solid, each nature on its own.

    curve([(2026, 0, 100), (2027, 50, 90)], "zh")    ->  Curve(before="92,210 534,112", ...)

The figures stand in a table beside it: the picture adds nothing that cannot be read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import money

WIDTH, HEIGHT = 560, 240
LEFT, RIGHT, TOP, BOTTOM = 92, 26, 14, 30
MOST_LABELS = 8
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Dot:
    """A point of a curve, and what it stands for."""

    side: str
    x: int
    y: int
    said: str


@dataclass(frozen=True)
class Tick:
    """A line across (y) or a mark below (x), with its label."""

    at: int
    label: str


@dataclass(frozen=True)
class Curve:
    """One picture: two lines over the years."""

    before: str
    after: str
    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    below: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    foot: int = HEIGHT - 8


def curve(rows: Sequence[tuple[int, int, int]], language: Language) -> Curve | None:
    """The curve of (year, fen before, fen after); nothing where there is no money."""
    most = max((max(before, after) for _, before, after in rows), default=0)
    if not most:
        return None
    step = _round_step(most)
    top = -(-most // step) * step
    ys = [(_y(before, top), _y(after, top)) for _, before, after in rows]
    xs = [_x(place, len(rows)) for place in range(len(rows))]
    every = -(-len(rows) // MOST_LABELS)
    return Curve(
        before=" ".join(f"{x},{y}" for x, (y, _) in zip(xs, ys, strict=True)),
        after=" ".join(f"{x},{y}" for x, (_, y) in zip(xs, ys, strict=True)),
        dots=tuple(
            Dot(side, x, pair[place], f"{row[0]}: {money(row[place + 1], language)}")
            for place, side in enumerate(("before", "after"))
            for x, pair, row in zip(xs, ys, rows, strict=True)
        ),
        across=tuple(
            Tick(_y(fen, top), money(fen, language)) for fen in range(0, top + 1, step)
        ),
        below=tuple(
            Tick(x, str(rows[place][0])) for place, x in enumerate(xs) if place % every == 0
        ),
    )  # fmt: skip


def _x(place: int, many: int) -> int:
    room = WIDTH - LEFT - RIGHT
    return LEFT + (room // 2 if many == 1 else room * place // (many - 1))


def _y(fen: int, top: int) -> int:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * fen // top


def _round_step(most: int) -> int:
    """A round sum that divides the height into at most five."""
    power: int = 10 ** max(len(str(most)) - 2, 0)
    return next((n * power for n in (*STEPS, 20, 50) if n * power * 5 >= most), 100 * power)
