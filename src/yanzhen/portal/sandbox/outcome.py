"""A scenario's result as it is shown: sums by nature, curves by year, who gains and who loses.

outcome = outcome_of(scenario.result, "zh")
outcome.sums[0].difference   ->  "+12万元"
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.policy.vocabulary import Language
from yanzhen.portal.readable import day, money
from yanzhen.portal.sandbox.curves import Curve, curve
from yanzhen.portal.words import say

NATURES = ("sure", "up_to", "loan", "pending", "could")
BY_YEAR = ("sure", "up_to")
WAYS = ("up", "down")
PEOPLE = tuple(f"{nature}_{way}" for nature in BY_YEAR for way in WAYS)
MOST_YEARS, YEARS_BACK = 14, 4


@dataclass(frozen=True)
class Sum:
    """One nature of money before and after."""

    key: str
    label: str
    before: str
    after: str
    difference: str
    sign: str


@dataclass(frozen=True)
class YearChart:
    """One nature over the years: the picture and the same figures as rows."""

    key: str
    label: str
    curve: Curve
    rows: tuple[Sum, ...]


@dataclass(frozen=True)
class Count:
    """How many people, and their share."""

    key: str
    label: str
    people: str
    share: str


@dataclass(frozen=True)
class Group:
    """One group of a dimension: its size, who gains and who loses, the mean change."""

    name: str
    people: str
    up: str
    down: str
    mean: str


@dataclass(frozen=True)
class Dimension:
    """The groups of one dimension, for one nature of money."""

    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class RuleCount:
    """How many come to meet a rule, and how many no longer do."""

    title: str
    newly: str
    no_longer: str


@dataclass(frozen=True)
class TierMove:
    """People who come out in another tier."""

    before: str
    after: str
    people: str


@dataclass(frozen=True)
class Outcome:
    """The whole result."""

    of: str
    few: int
    changes_nothing: bool
    sums: tuple[Sum, ...]
    charts: tuple[YearChart, ...]
    people: tuple[Count, ...]
    rules: tuple[RuleCount, ...]
    dimensions: tuple[Dimension, ...]
    has_tiers: bool
    moves: tuple[TierMove, ...]


def outcome_of(result: Mapping[str, Any], language: Language) -> Outcome:
    """A kept result in words."""
    as_of = date.fromisoformat(result["as_of"])
    people = result["people"]
    return Outcome(
        of=say(
            "sandbox_results_of", language, people=f"{people['all']:,}", day=day(as_of, language)
        ),
        few=result["few"],
        changes_nothing=not result["differs"],
        sums=tuple(
            sum_of(key, (say(f"sandbox_{key}", language), *result["sums"][key]), language)
            for key in NATURES
            if any(result["sums"][key])
        ),
        charts=tuple(_charts(result, as_of.year, language)),
        people=tuple(_counts(people, result["few"], language)),
        rules=tuple(_rules(result, language)),
        dimensions=tuple(_dimensions(result, language)),
        has_tiers=result["moves"] is not None,
        moves=tuple(_moves(result, language)),
    )  # fmt: skip


def sum_of(key: str, row: tuple[str, int, int], language: Language) -> Sum:
    """A sum before and after, and the difference with its sign."""
    label, before, after = row
    sign = "more" if after > before else "less" if after < before else "same"
    return Sum(
        key, label, money(before, language), money(after, language),
        signed(after - before, language), sign,
    )  # fmt: skip


def signed(fen: int, language: Language) -> str:
    if fen == 0:
        return money(0, language)
    return ("+" if fen > 0 else "−") + money(abs(fen), language)


def share_of(part: int, whole: int) -> str:
    """Per cent with two decimals, half up; some are never nothing, and not all never everyone."""
    found = (20_000 * part + whole) // (2 * whole) if whole else 0
    if 0 < part < whole:
        found = min(max(found, 1), 9_999)
    return f"{found // 100}.{found % 100:02d}"


def counted(count: int | None, few: int, language: Language) -> str:
    """A count, or that it is too small to be shown."""
    return say("sandbox_few", language, few=few) if count is None else f"{count:,}"


def natures_moved(people: Mapping[str, Any]) -> tuple[str, ...]:
    """The natures of which anyone gets more or less."""
    return tuple(one for one in BY_YEAR if any(people[f"{one}_{way}"] != 0 for way in WAYS))


def _counts(people: Mapping[str, Any], few: int, language: Language) -> Iterator[Count]:
    shown = [f"{nature}_{way}" for nature in natures_moved(people) for way in WAYS]
    for key in (*shown, "same"):
        found = people[key]
        share = "" if found is None else share_of(found, people["all"])
        said = say("sandbox_share", language, share=share) if share else ""
        # Those without a change are many: what is left out beside them would follow from them.
        hidden = key == "same" and found is None
        told = say("sandbox_hidden", language) if hidden else counted(found, few, language)
        yield Count(key, say(f"sandbox_{key}", language), told, said)


def _charts(result: Mapping[str, Any], year: int, language: Language) -> Iterator[YearChart]:
    for key in BY_YEAR:
        rows = [(one["year"], *one[key]) for one in result["years"]]
        first = max(year - YEARS_BACK, rows[0][0]) if rows else year
        shown = [row for row in rows if first <= row[0] < first + MOST_YEARS]
        drawn = curve(shown, language)
        if drawn is None:
            continue
        parts: list[tuple[str, int, int]] = []
        last = first + MOST_YEARS - 1
        earlier = [row for row in rows if row[0] < first]
        later = [row for row in rows if row[0] > last]
        parts += _together(say("sandbox_earlier", language, year=first), earlier)
        parts += [(str(row[0]), row[1], row[2]) for row in shown]
        parts += _together(say("sandbox_later", language, year=last), later)
        undated = result["undated"][key]
        if any(undated):
            parts.append((say("sandbox_undated", language), *undated))
        lines = tuple(sum_of(key, part, language) for part in parts)
        yield YearChart(key, say(f"sandbox_{key}", language), drawn, lines)


def _together(label: str, rows: Sequence[tuple[int, int, int]]) -> list[tuple[str, int, int]]:
    before, after = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return [(label, before, after)] if before or after else []


def _rules(result: Mapping[str, Any], language: Language) -> Iterator[RuleCount]:
    few = result["few"]
    for one in result["rules"]:
        if (one["newly"], one["no_longer"]) != (0, 0):
            counts = (counted(one[key], few, language) for key in ("newly", "no_longer"))
            yield RuleCount(one["title"][language], *counts)


def _dimensions(result: Mapping[str, Any], language: Language) -> Iterator[Dimension]:
    few = result["few"]
    for nature in natures_moved(result["people"]):
        money_said = say(f"sandbox_{nature}", language)
        for one in result["groups"]:
            named = say(f"sandbox_by_{one['by']}", language)
            label = say("sandbox_by", language, dimension=named, money=money_said)
            groups = tuple(_group(each, nature, few, language) for each in one["groups"])
            yield Dimension(label, groups)


def _group(group: Mapping[str, Any], nature: str, few: int, language: Language) -> Group:
    mean = group[f"{nature}_mean"]
    people, up, down = (
        counted(group[key], few, language) for key in ("people", f"{nature}_up", f"{nature}_down")
    )
    said = say("sandbox_hidden", language) if mean is None else signed(mean, language)
    return Group(group["name"][language], people, up, down, said)


def _moves(result: Mapping[str, Any], language: Language) -> Iterator[TierMove]:
    for one in result["moves"] or ():
        people = counted(one["people"], result["few"], language)
        yield TierMove(one["from"][language], one["to"][language], people)
