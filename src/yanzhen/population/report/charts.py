"""Charts as inline SVG: bars and lines, each with a title and a description in both languages.

A sum that is sure is drawn solid. What is only a ceiling, a loan or a possibility is hatched or
outlined and has a bar of its own: it never looks like a sum, nor like a part of one.

    bars(Label("成本", "Cost"), [Bar(Label("确定", "Sure"), 1_000_000, "sure")])
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from yanzhen.policy.vocabulary import Label
from yanzhen.population.report.words import sum_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, LEFT, RIGHT, TOP = 400, 8, 8, 10
ROW, BAR = 40, 14
HEIGHT, BASE = 190, 150
LONGEST = 20
"""Characters of a bar's label in Chinese; twice as many in English."""
PATTERNS = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" class="paper"/>'
    '<rect width="2" height="6" class="ink"/></pattern></defs>'
)
"""Defined once a page, in a drawing that takes no room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One sum; `look` is a class of the style sheet: sure, up_to, loan, open."""

    label: Label
    fen: int
    look: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Sums by year or month."""

    label: Label
    points: Mapping[int, int]
    look: str


def both(label: Label) -> str:
    """A text of a drawing in both languages, of which the page shows one."""
    return f'<tspan lang="zh">{escape(label.zh)}</tspan><tspan lang="en">{escape(label.en)}</tspan>'


def _drawing(title: Label, about: Label, height: int, inside: str) -> str:
    said = f"{escape(title.zh)} / {escape(title.en)}"
    told = f"{escape(about.zh)} / {escape(about.en)}"
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {height}" '
        f'aria-label="{said}. {told}"><title>{said}</title><desc>{told}</desc>{inside}</svg>'
    )


def bars(title: Label, listed: Sequence[Bar]) -> str:
    """Horizontal bars, one below the other on one scale; nothing is stacked."""
    most = max((bar.fen for bar in listed), default=0) or 1
    room = WIDTH - LEFT - RIGHT
    parts = []
    for place, bar in enumerate(listed):
        y = TOP + place * ROW
        length = bar.fen * room // most
        parts.append(
            f'<text x="{LEFT}" y="{y + 11}">{both(_short(bar.label))}</text>'
            f'<text x="{WIDTH - RIGHT}" y="{y + 11}" class="sum">{both(sum_label(bar.fen))}</text>'
            f'<rect x="{LEFT}" y="{y + 17}" width="{max(length, 1)}" height="{BAR}" '
            f'class="{bar.look}"/>'
        )
    about = _listed([(bar.label, bar.fen) for bar in listed])
    return _drawing(title, about, 2 * TOP + ROW * len(listed), "".join(parts))


def _short(label: Label) -> Label:
    """A label that leaves room for its sum."""
    zh, en = label.zh, label.en
    return Label(
        zh if len(zh) <= LONGEST else f"{zh[: LONGEST - 1]}…",
        en if len(en) <= 2 * LONGEST else f"{en[: 2 * LONGEST - 1]}…",
    )


def _listed(pairs: Sequence[tuple[Label, int]]) -> Label:
    sums = [(label, sum_label(fen)) for label, fen in pairs]
    zh = "；".join(f"{label.zh} {fen.zh}" for label, fen in sums)
    return Label(zh, "; ".join(f"{label.en} {fen.en}" for label, fen in sums))


def curves(
    title: Label, drawn: Sequence[Curve], periods: Sequence[int], names: Sequence[str]
) -> str:
    """Sums over time: a solid area for what is sure, lines for the rest; `names` below the axis."""
    most = max((fen for one in drawn for fen in one.points.values()), default=0) or 1
    parts = [_axis(most, names)]
    parts.extend(_curve(one, periods, most) for one in drawn)
    totals = [(one.label, sum(one.points.values())) for one in drawn]
    parts.extend(_key(place, one) for place, one in enumerate(drawn))
    return _drawing(title, _listed(totals), HEIGHT + 16 * len(drawn), "".join(parts))


def _axis(most: int, names: Sequence[str]) -> str:
    room = WIDTH - LEFT - RIGHT
    labels = "".join(
        f'<text x="{_across(place, len(names), room)}" y="{BASE + 15}" class="tick">{name}</text>'
        for place, name in enumerate(names)
        if name
    )
    return (
        f'<line x1="{LEFT}" y1="{TOP + 14}" x2="{WIDTH - RIGHT}" y2="{TOP + 14}" class="grid"/>'
        f'<text x="{LEFT}" y="{TOP + 9}" class="most">{both(sum_label(most))}</text>'
        f'<line x1="{LEFT}" y1="{BASE}" x2="{WIDTH - RIGHT}" y2="{BASE}" class="axis"/>{labels}'
    )


def _across(place: int, many: int, room: int) -> int:
    return LEFT + (2 * place + 1) * room // (2 * many)


def _curve(one: Curve, periods: Sequence[int], most: int) -> str:
    """Steps: a period's sum stands over the whole period."""
    room, height = WIDTH - LEFT - RIGHT, BASE - TOP - 14
    points = []
    for place, period in enumerate(periods):
        y = BASE - one.points.get(period, 0) * height // most
        left = LEFT + place * room // len(periods)
        right = LEFT + (place + 1) * room // len(periods)
        points.append(f"{left},{y} {right},{y}")
    ends = f"{LEFT},{BASE}", f"{WIDTH - RIGHT},{BASE}"
    return f'<polygon class="{one.look}" points="{ends[0]} {" ".join(points)} {ends[1]}"/>'


def _key(place: int, one: Curve) -> str:
    y = HEIGHT + 16 * place
    return (
        f'<rect x="{LEFT}" y="{y - 9}" width="14" height="10" class="{one.look}"/>'
        f'<text x="{LEFT + 20}" y="{y}">{both(one.label)}</text>'
    )
