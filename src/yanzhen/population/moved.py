"""What a reform moves: who gains and who loses, between which tiers and statuses people move.

All of it adds up over chunks, as a tally does.

    moved = moved_between(before, after, names, groups)
    (moved + other).groups["county"]["yuhu"]     ->  array over COUNTS
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.found import INELIGIBLE, STATUSES
from yanzhen.policy.columnar.masks import full
from yanzhen.population.tally import Groups, tier_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from yanzhen.policy.columnar.program import Evaluated

COUNTS = (
    "people", "unchanged", "sure_up", "sure_down", "sure_gained", "sure_lost",
    "up_to_up", "up_to_down", "up_to_gained", "up_to_lost", "loan_gained", "loan_lost",
)  # fmt: skip
"""People; those for whom nothing changes; those whose sure sum rises and falls and by how many
fen in all; the same of what is at most; loans."""
ALL = ""
"""The dimension that has one group: everyone."""


@dataclass(frozen=True, slots=True)
class Moved:
    """`groups` holds COUNTS by dimension and group, `statuses` for each touched rule how many go
    from which status to which, `tiers` the same of tiers (the last is: open)."""

    groups: Mapping[str, Mapping[str, Any]]
    statuses: Mapping[str, Any]
    tiers: Any
    tier_names: tuple[str, ...] = ()

    def __add__(self, other: Moved) -> Moved:
        groups = {name: dict(table) for name, table in self.groups.items()}
        for name, table in other.groups.items():
            own = groups.setdefault(name, {})
            for group, row in table.items():
                own[group] = own[group] + row if group in own else row
        statuses = dict(self.statuses)
        for name, matrix in other.statuses.items():
            statuses[name] = statuses[name] + matrix if name in statuses else matrix
        return Moved(groups, statuses, self.tiers + other.tiers, self.tier_names)

    def count(self, name: str, dimension: str = ALL, group: str = ALL) -> int:
        row = self.groups.get(dimension, {}).get(group)
        return 0 if row is None else int(row[COUNTS.index(name)])


@dataclass(frozen=True, slots=True)
class Sides:
    """A chunk before and after; `names` are the rules that can differ."""

    before: Evaluated
    after: Evaluated
    names: Collection[str]
    tiers_move: bool


def moved_between(sides: Sides, groups: Mapping[str, Groups]) -> Moved:
    """One chunk's moves; `groups` are the dimensions to break them down by."""
    size = sides.before.size
    changed = np.zeros(size, dtype=bool)
    statuses = {name: _statuses(name, sides, changed) for name in sides.names}
    first, last = (_sums(one, sides.names) for one in (sides.before, sides.after))
    rises = last - first
    changed |= rises.any(axis=0)
    tiers = _tiers(sides, changed)
    everyone = Groups(np.zeros(size, dtype=np.int64), (ALL,))
    rows = np.flatnonzero(changed)
    table = {
        name: _table(one, rows, rises[:, rows])
        for name, one in {ALL: everyone, **groups}.items()
    }  # fmt: skip
    return Moved(table, statuses, tiers, tier_groups(sides.before).names)


def _statuses(name: str, sides: Sides, changed: Any) -> Any:
    """How many go from which status to which; a rule that is not there is met by nobody."""
    size = sides.before.size
    nothing = np.full(size, INELIGIBLE, dtype=np.int8)
    first, last = (
        one.rules[name].status() if name in one.rules else nothing
        for one in (sides.before, sides.after)
    )
    changed |= first != last
    many = len(STATUSES)
    flat = np.bincount(first.astype(np.int64) * many + last, minlength=many * many)
    return flat.reshape(many, many)


def _sums(evaluated: Evaluated, names: Collection[str]) -> Any:
    """Each subject's sure, up-to and lent fen from these rules."""
    found = np.zeros((3, evaluated.size), dtype=np.int64)
    for name in names:
        counts = evaluated.counted.get(name)
        if counts is None or not counts.any():
            continue
        one = evaluated.rules[name]
        sums, many, rows = one.found.sums, len(counts), one.rows_where(counts)
        known, limited = full(sums.total.known, many), full(sums.high.known, many)
        high = np.where(limited, sums.high.value, 0)
        if one.rule.nature == "loan":
            found[2, rows] += high[counts]
            continue
        found[0, rows] += np.where(known, sums.total.value, 0)[counts]
        found[1, rows] += np.where(known, 0, high)[counts]
    return found


def _tiers(sides: Sides, changed: Any) -> Any:
    first = tier_groups(sides.before)
    many = len(first.names)
    last = tier_groups(sides.after) if sides.tiers_move else first
    if last.names != first.names:
        places = np.array(
            [first.names.index(one) if one in first.names else many - 1 for one in last.names]
        )
        last = Groups(places[last.codes], first.names)
    changed |= first.codes != last.codes
    flat = np.bincount(first.codes * many + last.codes, minlength=many * many)
    return flat.reshape(many, many)


def _table(groups: Groups, rows: Any, rises: Any) -> dict[str, Any]:
    """COUNTS by group; only the rows for which anything changes are looked at."""
    many = len(groups.names)
    people, codes = np.bincount(groups.codes, minlength=many), groups.codes[rows]
    table = np.zeros((many, len(COUNTS)), dtype=np.int64)
    table[:, 0] = people
    table[:, 1] = people - np.bincount(codes, minlength=many)
    for place, rise in ((2, rises[0]), (6, rises[1])):
        table[:, place] = np.bincount(codes[rise > 0], minlength=many)
        table[:, place + 1] = np.bincount(codes[rise < 0], minlength=many)
    for place, rise in ((4, rises[0]), (8, rises[1]), (10, rises[2])):
        np.add.at(table[:, place], codes, np.maximum(rise, 0))
        np.add.at(table[:, place + 1], codes, np.maximum(-rise, 0))
    return {
        name: row for name, row, count in zip(groups.names, table, people, strict=True) if count
    }
