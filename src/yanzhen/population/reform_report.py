"""What a reform would do, as plain data for a page, a file or a screen.

Sums are fen. None stands where a cell would tell of fewer than ten people (see `discreet`); the
costs of the whole city are always there.

reform_data(reform)["xiangtan"]["person"]["cost"]["after"]["sure"]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.found import ELIGIBLE
from yanzhen.population.discreet import few, left_out
from yanzhen.population.flow import FIRST_YEAR, SURE, UP_TO
from yanzhen.population.moved import ALL, COUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from yanzhen.population.moved import Moved
    from yanzhen.population.reform import Compared, Pair, Reform
    from yanzhen.population.tally import RuleTally

Data = dict[str, Any]
SIDES = ("before", "after")
COSTS = ("sure", "up_to", "loan", "pending", "could")
SHOWN = ("eligible", "sure", "up_to", "loan")


def reform_data(reform: Reform, internal: bool = False) -> dict[str, dict[str, Data]]:
    """By city and kind of subject; `internal` keeps small groups."""
    return {
        city: {
            kind: _compared(reform.pairs[city], one, internal) for kind, one in kinds.items()
        }
        for city, kinds in reform.cities.items()
    }  # fmt: skip


def _compared(pair: Pair, one: Compared, internal: bool) -> Data:
    everyone = one.moved.groups.get(ALL, {})
    whole = _rows(everyone, internal, alone=True)
    return {
        "reform": list(pair.reform.reform),
        "touched": sorted(one.moved.statuses),
        "cost": {side: {name: one.cost(side, name) for name in COSTS} for side in SIDES},
        "years": list(_years(one)),
        "undated": {side: _two(one.flow(side).undated) for side in SIDES},
        "people": whole[0] if whole else None,
        "groups": {
            name: _rows(table, internal)
            for name, table in one.moved.groups.items() if name != ALL
        },
        "rules": list(_rules(pair, one, internal)),
        "tiers": _tiers(one.moved, internal),
    }  # fmt: skip


# -- money by year


def _years(one: Compared) -> Iterator[Data]:
    """Every year in which money falls due at the earliest, before or after."""
    table = {side: _by_year(one.flow(side).earliest) for side in SIDES}
    for place in np.flatnonzero(
        (table["before"] != 0).any(axis=0) | (table["after"] != 0).any(axis=0)
    ):
        yield {
            "year": FIRST_YEAR + int(place),
            **{side: _two(table[side][:, place]) for side in SIDES},
        }


def _by_year(months: Any) -> Any:
    return months.reshape(2, -1, 12).sum(axis=2)


def _two(pair: Any) -> Data:
    return {"sure": int(pair[SURE]), "up_to": int(pair[UP_TO])}


# -- people by group


def _rows(table: Mapping[str, Any], internal: bool, alone: bool = False) -> list[Data]:
    """A dimension's groups, the largest first; `alone` is a group without others beside it."""
    counted = [
        (name, dict(zip(COUNTS, map(int, row), strict=True)))
        for name, row in sorted(table.items(), key=lambda item: (-int(item[1][0]), item[0]))
    ]
    cells = [_cells(row) for _, row in counted]
    out = set[int]() if internal else left_out(cells)
    nameless = set[int]() if internal else left_out([[row["people"]] for _, row in counted])
    if alone and not internal:
        out = {place for place, row in enumerate(cells) if any(map(few, row))}
    return [
        _row(name, row, place in out, place in nameless)
        for place, (name, row) in enumerate(counted)
    ]


def _cells(row: Mapping[str, int]) -> list[int]:
    """Every count that the row tells, by itself or by subtraction."""
    people = row["people"]
    found = [people, row["unchanged"], people - row["unchanged"]]
    for name in ("sure", "up_to"):
        up, down = row[f"{name}_up"], row[f"{name}_down"]
        found += [up, down, people - up - down]
    return found


def _row(name: str, row: Mapping[str, int], out: bool, nameless: bool) -> Data:
    found: Data = {"group": name, "people": None if nameless else row["people"]}
    for key in COUNTS[1:]:
        found[key] = None if out else row[key]
    for key in ("sure", "up_to"):
        moved = row[f"{key}_up"] + row[f"{key}_down"]
        mean = (row[f"{key}_gained"] - row[f"{key}_lost"]) // moved if moved else 0
        found[f"{key}_mean_change"] = None if out else mean
    return found


# -- rules and tiers


def _rules(pair: Pair, one: Compared, internal: bool) -> Iterator[Data]:
    """The touched rules: who comes to be eligible, who no longer is, what it costs."""
    rows = []
    for name, matrix in one.moved.statuses.items():
        rule = pair.reform.rules.get(name) or pair.base.rules[name]
        stays = int(matrix[ELIGIBLE, ELIGIBLE])
        newly, gone = (int(part.sum()) - stays for part in (matrix[:, ELIGIBLE], matrix[ELIGIBLE]))
        rows.append((rule, [newly, gone, stays, newly + stays, gone + stays]))
    out = set[int]() if internal else left_out([cells for _, cells in rows])
    for place, (rule, cells) in enumerate(rows):
        hidden = place in out
        yield {
            "rule": rule.id, "title": {"zh": rule.title.zh, "en": rule.title.en},
            "clause": rule.clause,
            "newly_eligible": None if hidden else cells[0],
            "no_longer_eligible": None if hidden else cells[1],
            "before": _sums(one.before.rules.get(rule.id), hidden),
            "after": _sums(one.after.get(rule.id), hidden),
        }  # fmt: skip


def _sums(tally: RuleTally | None, hidden: bool) -> Data:
    if hidden:
        return dict.fromkeys(SHOWN)
    return {name: tally.measure(name) if tally else 0 for name in SHOWN}


def _tiers(moved: Moved, internal: bool) -> Data:
    """Who moves between which tiers; a row with a small cell is left out whole."""
    matrix: Sequence[Sequence[int]] = moved.tiers.tolist()
    return {
        "names": list(moved.tier_names),
        "moves": [
            [None] * len(row) if not internal and any(map(few, row)) else row for row in matrix
        ],
    }
