"""The figures of a run, in the shape in which they are reported: by rule, group, year and gap.

Natures stay apart: what is sure, what a ceiling or range allows at most, what is a loan, what
hangs on a reading, and what the unknown could still add.

    city = CityFigures(pack, result.tallies["xiangtan"], ("county",))
    city.total().sure, city.years()[2026].sure
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, fields
from functools import cached_property, reduce
from operator import add
from typing import TYPE_CHECKING, Any, TypeVar

from yanzhen.policy.pack import SURE, Pack
from yanzhen.population.flow import FIRST_YEAR, SPAN, no_flow
from yanzhen.population.tally import MEASURES, OPEN_TIER, TIER

if TYPE_CHECKING:
    from yanzhen.policy.pack import Rule
    from yanzhen.population.flow import Flow
    from yanzhen.population.tally import RuleTally, Tally

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cost:
    """Outcomes met and counted, and fen by nature; no two of the sums may be added."""

    eligible: int = 0
    counted: int = 0
    sure: int = 0
    up_to: int = 0
    loan: int = 0
    pending: int = 0
    pending_up_to: int = 0
    could: int = 0
    could_up_to: int = 0
    endless: int = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(*map(add, astuple(self), astuple(other)))


COUNTS = ("eligible", "counted", "endless")
MONEY = tuple(one.name for one in fields(Cost) if one.name not in COUNTS)


def cost_of(rule: Rule, measures: Any) -> Cost:
    """A row of measures; what is open goes with the nature of its rule."""
    found = {name: int(value) for name, value in zip(MEASURES, measures, strict=True)}
    if rule.nature not in SURE:
        found["pending_up_to"], found["could_up_to"] = found.pop("pending"), found.pop("could")
    return Cost(**found)


@dataclass(frozen=True, slots=True)
class Money:
    """Fen of one period: sure, and up to a ceiling or range."""

    sure: int = 0
    up_to: int = 0

    def __add__(self, other: Money) -> Money:
        return Money(self.sure + other.sure, self.up_to + other.up_to)


def by_period(laid: Any, months: int = 12) -> dict[int, Money]:
    """Money by year, or by month (months=1) counted from January of year 0; empty ones left out."""
    sums = laid.reshape(2, SPAN // months, months).sum(axis=2)
    first = FIRST_YEAR * 12 // months
    return {
        first + place: Money(int(sums[0, place]), int(sums[1, place]))
        for place in sums.any(axis=0).nonzero()[0].tolist()
    }


@dataclass(frozen=True, slots=True)
class Line:
    """One rule and what it comes to."""

    rule: Rule
    tally: RuleTally
    cost: Cost


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group of one dimension: how many subjects of a kind, their cost, their money by year.

    Where something is hidden, `people` or `cost` and `years` are None: because the group is of
    `few`, because few are met (`met_few`), or so that another cannot be worked out.
    """

    kind: str
    group: str
    people: int | None
    cost: Cost | None
    years: Mapping[int, Money] | None
    few: bool = False
    met_few: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A missing fact: the outcomes it leaves open, the fen between their limits by nature."""

    fact: str
    outcomes: int = 0
    sure: int = 0
    up_to: int = 0
    loan: int = 0

    def __add__(self, other: Gap) -> Gap:
        mine, others = astuple(self)[1:], astuple(other)[1:]
        return Gap(self.fact, *map(add, mine, others))


@dataclass(frozen=True)
class CityFigures:
    """One city's answers; sums that every table asks for are kept."""

    pack: Pack
    tallies: Mapping[str, Tally]
    by: tuple[str, ...]
    _rows: dict[str, list[GroupRow]] = field(default_factory=dict, compare=False)

    def lines(self) -> list[Line]:
        """Every rule, in the order of the document."""
        return self._lines

    def total(self) -> Cost:
        return self._total

    def flow(self) -> Flow:
        """All money that counts, by month."""
        return self._flow

    @cached_property
    def _lines(self) -> list[Line]:
        found = {
            name: Line(self.pack.rules[name], one, cost_of(self.pack.rules[name], one.measures))
            for tally in self.tallies.values() for name, one in tally.rules.items()
        }  # fmt: skip
        return [found[name] for name in self.pack.rules if name in found]

    @cached_property
    def _total(self) -> Cost:
        return reduce(add, (line.cost for line in self.lines()), Cost())

    def summed(self, key: Callable[[Rule], Key]) -> dict[Key, Cost]:
        """The cost by something that each rule has: its clause, its units, who pays."""
        found: dict[Key, Cost] = {}
        for line in self.lines():
            place = key(line.rule)
            found[place] = found.get(place, Cost()) + line.cost
        return found

    @cached_property
    def _flow(self) -> Flow:
        return reduce(add, (one.tally.flow for one in self.lines() if one.tally.flow), no_flow())

    def years_of(self, key: Callable[[Rule], Key]) -> dict[Key, dict[int, Money]]:
        """Money by year at the earliest, by something that each rule has."""
        found: dict[Key, Any] = {}
        for line in self.lines():
            if line.tally.flow is not None:
                place = key(line.rule)
                laid = line.tally.flow.earliest
                found[place] = found[place] + laid if place in found else laid
        return {place: by_period(laid) for place, laid in found.items()}

    def gaps(self) -> list[Gap]:
        """The missing facts, first those that would narrow the cost most."""
        found: dict[str, Gap] = {}
        for line in self.lines():
            for name, (outcomes, width) in line.tally.gaps.items():
                gap = Gap(name, outcomes, **{_nature(line.rule): width})
                found[name] = found[name] + gap if name in found else gap
        return sorted((gap for gap in found.values() if gap.outcomes), key=_most_first)

    def dimensions(self) -> tuple[str, ...]:
        """The dimensions asked for, and the tier where the city has a catalogue."""
        return (*self.by, TIER) if self.rows(TIER) else self.by

    def rows(self, dimension: str) -> list[GroupRow]:
        """Every group of a dimension, kind by kind; whoever has no tier is of no tier group."""
        if dimension not in self._rows:
            self._rows[dimension] = list(self._grouped(dimension))
        return self._rows[dimension]

    def _grouped(self, dimension: str) -> Iterator[GroupRow]:
        for kind in filter(self.tallies.__contains__, self.pack.vocabulary.subjects):
            tally = self.tallies[kind]
            people = tally.people.get(dimension, {})
            if dimension == TIER and set(people) <= {OPEN_TIER}:
                continue
            for group in _ordered(people, self._tier_order() if dimension == TIER else ()):
                laid = tally.flows.get(dimension, {}).get(group)
                years = {} if laid is None else by_period(laid)
                yield GroupRow(
                    kind, group, people[group], self._cost(kind, dimension, group), years
                )

    def _tier_order(self) -> list[str]:
        tiers = self.pack.tiers
        return [one.id for one in tiers.classes] if tiers else []

    def _cost(self, kind: str, dimension: str, group: str) -> Cost:
        found = Cost()
        for name, tally in self.tallies[kind].rules.items():
            measures = tally.groups.get(dimension, {}).get(group)
            if measures is not None:
                found += cost_of(self.pack.rules[name], measures)
        return found


def _ordered(names: Iterable[str], first: Iterable[str]) -> list[str]:
    places = {name: place for place, name in enumerate(first)}
    return sorted(names, key=lambda name: (places.get(name, len(places)), name))


def _nature(rule: Rule) -> str:
    if rule.nature == "loan":
        return "loan"
    return "sure" if rule.nature in SURE else "up_to"


def _most_first(gap: Gap) -> tuple[Any, ...]:
    return -gap.sure, -gap.up_to, -gap.loan, -gap.outcomes, gap.fact
