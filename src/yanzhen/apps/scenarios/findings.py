"""What a run found, as it is kept: sums by nature, money by year, who gains and who loses.

    found(pack, "art-19-rent", reform, demo)["sums"]["sure"]    ->  [before, after], in fen

Only the rules that the changes touch are counted (and the scenario's own), before and after.
Counts of fewer than ten people are left out here, before anything is kept: no page and no export
can show them. Where leaving out one group alone would let it be had by subtraction, a second one
goes with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yanzhen.apps.scenarios.demo import DemoPeople, group_names
from yanzhen.policy import Pack
from yanzhen.policy.columnar.found import ELIGIBLE
from yanzhen.policy.vocabulary import Label
from yanzhen.population.flow import FIRST_YEAR
from yanzhen.population.moved import ALL, Moved
from yanzhen.population.reform import Compared, Reform
from yanzhen.population.tally import OPEN_TIER, TIER, RuleTally

FEW = 10
NATURES = ("sure", "up_to", "loan", "pending", "could")
BY_YEAR = ("sure", "up_to")
WAYS = ("up", "down")
NO_TIER = Label("未入类别", "No tier")
TIER_OPEN = Label("未定", "Open")
ELSEWHERE = Label("未写明", "Not stated")
Count = int | None


def found(pack: Pack, rule: str, reform: Reform, demo: DemoPeople) -> dict[str, Any]:
    """The result of a run; JSON through and through."""
    pair, kinds = reform.pairs[pack.city], reform.cities[pack.city]
    names = [name for name in pack.rules if name in pair.touched or name == rule]
    sides = [_tallies(kinds.values(), side, names) for side in ("before", "after")]
    moved = kinds[pack.rules[rule].subject].moved
    sums = {key: [_cost(side, key) for side in sides] for key in NATURES}
    people = _people(moved)
    return {
        "invented": reform.invented, "as_of": demo.as_of.isoformat(), "few": FEW,
        "seed": demo.population.seed, "base": pack.content_hash, "reform": pair.reform.content_hash,
        "touched": [{"rule": name, "title": _both(pack.rules[name].title)} for name in names],
        "differs": any(one.moved.count("people") != one.moved.count("unchanged")
                       for one in kinds.values()) or any(len({*two}) > 1 for two in sums.values()),
        "sums": sums, "years": list(_years(sides)), "undated": _undated(sides), "people": people,
        "rules": list(_rules(pack, names, kinds.values())),
        "groups": list(_dimensions(pack, moved)),
        "moves": list(_tier_moves(pack, moved)) if pair.tiers_move else None,
    }  # fmt: skip


# -- money


def _tallies(kinds: Iterable[Compared], side: str, names: list[str]) -> list[RuleTally]:
    rules = [one.rules(side) for one in kinds]
    return [found[name] for found in rules for name in names if name in found]


def _cost(tallies: Iterable[RuleTally], measure: str) -> int:
    return sum(one.measure(measure) for one in tallies)


def _years(sides: list[list[RuleTally]]) -> Iterator[dict[str, Any]]:
    """Fen by year at the earliest; years without any are left out at both ends."""
    tables = [[_by_year(side, kind) for kind in (0, 1)] for side in sides]
    used = [year for table in tables for row in table for year, fen in row.items() if fen]
    for year in range(min(used, default=0), max(used, default=-1) + 1):
        yield {"year": year} | {
            key: [table[kind].get(year, 0) for table in tables] for kind, key in enumerate(BY_YEAR)
        }


def _by_year(tallies: Iterable[RuleTally], kind: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for one in tallies:
        if one.flow is not None:
            years = one.flow.earliest[kind].reshape(-1, 12).sum(axis=1)
            for place in years.nonzero()[0].tolist():
                year = FIRST_YEAR + place
                found[year] = found.get(year, 0) + int(years[place])
    return found


def _undated(sides: list[list[RuleTally]]) -> dict[str, list[int]]:
    return {
        key: [sum(int(one.flow.undated[kind]) for one in side if one.flow) for side in sides]
        for kind, key in enumerate(BY_YEAR)
    }


# -- people


def _people(moved: Moved) -> dict[str, Count]:
    counts = {f"{nature}_{way}": moved.count(f"{nature}_{way}")
              for nature in BY_YEAR for way in WAYS}  # fmt: skip
    everyone, same = moved.count("people"), moved.count("unchanged")
    told = {key: kept(count) for key, count in counts.items()}
    hides = None in told.values() or kept(everyone - same) is None
    return {"all": everyone, "same": None if hides else same, **told}


def kept(count: int) -> Count:
    """A count that may be shown; None for one of few people."""
    return None if 0 < count < FEW else count


def column(counts: list[int]) -> list[Count]:
    """The counts of the groups of one dimension, none of which follows from the others."""
    told = [kept(count) for count in counts]
    if told.count(None) == 1:
        others = [place for place, count in enumerate(told) if count]
        if others:
            told[min(others, key=lambda place: counts[place])] = None
    return told


def _rules(pack: Pack, names: list[str], kinds: Iterable[Compared]) -> Iterator[dict[str, Any]]:
    """For each touched rule how many come to meet it, and how many no longer do."""
    statuses = {name: matrix for one in kinds for name, matrix in one.moved.statuses.items()}
    for name in names:
        matrix = statuses.get(name)
        if matrix is not None:
            stays = int(matrix[ELIGIBLE, ELIGIBLE])
            newly = int(matrix[:, ELIGIBLE].sum()) - stays
            no_longer = int(matrix[ELIGIBLE].sum()) - stays
            yield {
                "rule": name, "title": _both(pack.rules[name].title), "newly": kept(newly),
                "no_longer": kept(no_longer),
            }  # fmt: skip


def _dimensions(pack: Pack, moved: Moved) -> Iterator[dict[str, Any]]:
    for dimension, table in moved.groups.items():
        if dimension != ALL:
            names = _tier_names(pack) if dimension == TIER else group_names(pack, dimension)
            order = {name: place for place, name in enumerate(names)}
            groups = sorted(table, key=lambda name: (order.get(name, len(order)), name))
            yield {"by": dimension, "groups": list(_groups(moved, dimension, groups, names))}


def _groups(
    moved: Moved, dimension: str, groups: list[str], names: Mapping[str, Label]
) -> Iterator[dict[str, Any]]:
    def counts(name: str) -> list[int]:
        return [moved.count(name, dimension, group) for group in groups]

    people = column(counts("people"))
    ways = {f"{nature}_{way}": column(counts(f"{nature}_{way}"))
            for nature in BY_YEAR for way in WAYS}  # fmt: skip
    for place, group in enumerate(groups):
        own = {key: told[place] for key, told in ways.items()}
        if people[place] is None:
            own = dict.fromkeys(own)
        means = {
            f"{nature}_mean": _mean(moved, nature, dimension, group)
            if own[f"{nature}_up"] is not None and own[f"{nature}_down"] is not None
            else None
            for nature in BY_YEAR
        }
        label = names.get(group, ELSEWHERE if group == "-" else Label(group, group))
        yield {"name": _both(label), "people": people[place], **own, **means}


def _mean(moved: Moved, nature: str, dimension: str, group: str) -> int:
    """The mean change over all of a group, in fen, rounded half up."""
    gained, lost, people = (
        moved.count(name, dimension, group)
        for name in (f"{nature}_gained", f"{nature}_lost", "people")
    )
    rise = abs(gained - lost)
    mean = (2 * rise + people) // (2 * people)
    return mean if gained >= lost else -mean


def _tier_moves(pack: Pack, moved: Moved) -> Iterator[dict[str, Any]]:
    names = _tier_names(pack)
    listed = [_both(names.get(one, Label(one, one))) for one in moved.tier_names]
    for first, before in enumerate(listed):
        for last, after in enumerate(listed):
            count = int(moved.tiers[first, last])
            if first != last and count:
                yield {"from": before, "to": after, "people": kept(count)}


def _tier_names(pack: Pack) -> dict[str, Label]:
    classes = pack.tiers.classes if pack.tiers else ()
    return {**{one.id: one.label for one in classes}, "none": NO_TIER, OPEN_TIER: TIER_OPEN}


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}
