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
PEOPLE = ("winners", "losers", "newly", "no_longer", "same")
MOST_YEARS = 12


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
    """One group of a dimension; one too small to be shown has only its name."""

    name: str
    few: bool
    people: str = ""
    winners: str = ""
    losers: str = ""
    mean: str = ""


@dataclass(frozen=True)
class Dimension:
    """The groups of one dimension."""

    key: str
    label: str
    groups: tuple[Group, ...]


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
    dimensions: tuple[Dimension, ...]
    has_tiers: bool
    moves: tuple[TierMove, ...]


def outcome_of(result: Mapping[str, Any], language: Language) -> Outcome:
    """A kept result in words."""
    as_of = date.fromisoformat(result["as_of"])
    people = result["people"]
    counts = tuple(_counts(people, result["few"], language))
    return Outcome(
        of=say(
            "sandbox_results_of", language, people=f"{people['all']:,}", day=day(as_of, language)
        ),
        few=result["few"],
        changes_nothing=not result["differs"],
        sums=tuple(
            sum_of(key, say(f"sandbox_{key}", language), *result["sums"][key], language)
            for key in NATURES
            if any(result["sums"][key])
        ),
        charts=tuple(_charts(result, as_of.year, language)),
        people=counts,
        dimensions=tuple(_dimensions(result, language)),
        has_tiers=result["moves"] is not None,
        moves=tuple(_moves(result, language)),
    )  # fmt: skip


def sum_of(key: str, label: str, before: int, after: int, language: Language) -> Sum:
    """A sum before and after, and the difference with its sign."""
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
    """Per cent with one decimal, rounded half up in whole numbers."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}"


def _counts(people: Mapping[str, Any], few: int, language: Language) -> Iterator[Count]:
    for key in PEOPLE:
        found = people[key]
        label = say(f"sandbox_{key}", language)
        if found is None:
            yield Count(key, label, say("sandbox_few", language, few=few), "")
        else:
            share = say("sandbox_share", language, share=share_of(found, people["all"]))
            yield Count(key, label, f"{found:,}", share)


def _charts(result: Mapping[str, Any], year: int, language: Language) -> Iterator[YearChart]:
    for key in BY_YEAR:
        rows = [(one["year"], *one[key]) for one in result["years"]]
        shown = [row for row in rows if year <= row[0] < year + MOST_YEARS]
        drawn = curve(shown, language)
        if drawn is None:
            continue
        parts: list[tuple[str, int, int]] = []
        earlier = [row for row in rows if row[0] < year]
        later = [row for row in rows if row[0] >= year + MOST_YEARS]
        last = year + MOST_YEARS - 1
        parts += _together(say("sandbox_earlier", language, year=year), earlier)
        parts += [(str(row[0]), row[1], row[2]) for row in shown]
        parts += _together(say("sandbox_later", language, year=last), later)
        undated = result["undated"][key]
        if any(undated):
            parts.append((say("sandbox_undated", language), *undated))
        lines = tuple(sum_of(key, *part, language) for part in parts)
        yield YearChart(key, say(f"sandbox_{key}", language), drawn, lines)


def _together(label: str, rows: Sequence[tuple[int, int, int]]) -> list[tuple[str, int, int]]:
    before, after = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return [(label, before, after)] if before or after else []


def _dimensions(result: Mapping[str, Any], language: Language) -> Iterator[Dimension]:
    for dimension in result["groups"]:
        key = dimension["by"]
        groups = tuple(_group(one, language) for one in dimension["groups"])
        named = say(f"sandbox_by_{key}", language)
        yield Dimension(key, say("sandbox_by", language, dimension=named), groups)


def _group(group: Mapping[str, Any], language: Language) -> Group:
    name = group["name"][language]
    if group["people"] is None:
        return Group(name, few=True)
    mean = group["mean"]
    return Group(
        name, False, f"{group['people']:,}", _number(group["winners"]), _number(group["losers"]),
        "" if mean is None else signed(mean, language),
    )  # fmt: skip


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def _moves(result: Mapping[str, Any], language: Language) -> Iterator[TierMove]:
    for one in result["moves"] or ():
        few = say("sandbox_few", language, few=result["few"])
        people = few if one["people"] is None else f"{one['people']:,}"
        yield TierMove(one["from"][language], one["to"][language], people)
