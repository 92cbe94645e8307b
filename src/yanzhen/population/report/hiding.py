"""Small groups hidden: what leaves the office must not tell about fewer than ten.

A group of fewer than ten subjects is hidden whole; where fewer than ten outcomes are met, the
outcomes and all sums are. The totals are known, so a single hidden group could be worked out by
subtraction: then the next smallest is hidden too, and so on until the sum of the hidden ones no
longer gives each of them away. (Two dimensions that lie inside each other are not held against
each other.)

    hidden(city.rows("county"))   ->  rows with None where something is hidden
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from yanzhen.population.discreet import LEAST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from yanzhen.population.report.figures import GroupRow


def hidden(rows: Iterable[GroupRow]) -> list[GroupRow]:
    """The rows of one dimension, its small groups hidden."""
    found: list[GroupRow] = []
    for _, listed in groupby(rows, key=lambda row: row.kind):
        found.extend(_hidden(list(listed)))
    return found


def _hidden(rows: Sequence[GroupRow]) -> list[GroupRow]:
    people = [_Count(row.people or 0, 1, 10) for row in rows]
    outcomes = [_Count(row.cost.eligible if row.cost else 0, 1, 0) for row in rows]
    few = {place for place, one in enumerate(people) if one.value < LEAST}
    met_few = {place for place, one in enumerate(outcomes) if 0 < one.value < LEAST}
    groups = _chosen(people, few, few)
    sums = _chosen(outcomes, groups | met_few, met_few - groups)
    return [
        replace(
            row,
            people=None if place in groups else row.people,
            cost=None if place in sums else row.cost,
            years=None if place in sums else row.years,
            few=place in few,
            met_few=place in met_few - groups,
        )
        for place, row in enumerate(rows)
    ]


class _Count(NamedTuple):
    """A count, and what a reader knows of it at the least: marked as few, or only as hidden."""

    value: int
    if_few: int
    if_hidden: int


def _chosen(counts: Sequence[_Count], first: set[int], few: set[int]) -> set[int]:
    """The places to hide: those, and more until their sum gives none of them away."""
    places = set(first)
    rest = set(range(len(counts))) - places
    for place in sorted(rest, key=lambda one: (not counts[one].value, counts[one].value)):
        if not places or not _given_away(counts, places, few):
            break
        places.add(place)
    return places


def _given_away(counts: Sequence[_Count], places: set[int], few: set[int]) -> bool:
    """Whether the sum leaves one way only: a single one, or all at their least or their most."""
    total = sum(counts[one].value for one in places)
    least = sum(counts[one].if_few if one in few else counts[one].if_hidden for one in places)
    most = (LEAST - 1) * len(places) if places <= few else None
    return len(places) == 1 or total in (least, most)
