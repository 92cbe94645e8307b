"""Drawing the facts of some rows: each fact once, those it depends on first.

Rows may be any rows in any order. An employee's kind of organisation is the employer's: the
employer's row is drawn again, wherever it stands, and comes out the same.

    Draws(plan, "person", np.arange(0, 131_072)).value("degree").data
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from yanzhen.policy.vocabulary import Fact
from yanzhen.population.synthesise.chance import WHOLE, Chance, Numbers
from yanzhen.population.synthesise.distribution import (
    HUNDREDTHS,
    TWO_PLACES,
    Ago,
    Between,
    Code,
    Distribution,
    Each,
    Nothing,
    Order,
    Quantiles,
    Same,
    Shape,
    Share,
    Wanted,
    Weights,
)

Truths = NDArray[np.bool_]
MOST_RECORDS = 64
"""So many records of one fact have draws of their own."""
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: how many of each kind, by which distributions, as of which day."""

    seed: int
    as_of: date
    sizes: Mapping[str, int]
    distributions: Mapping[str, Mapping[str, Distribution]]


@dataclass(frozen=True, slots=True)
class Values:
    """What was drawn: numbers (options by number, sums in fen, days since 1970), and where known.

    Of records, `data` counts them and `fields` holds the values of all, one after the other.
    """

    data: Numbers
    known: Truths
    fields: Mapping[str, "Values"] = field(default_factory=dict)


class Draws:
    """Rows of one kind of subject, or records of such rows, with all that has been drawn."""

    def __init__(
        self,
        plan: Plan,
        kind: str,
        rows: Numbers,
        owner: tuple["Draws", Numbers, str] | None = None,
    ) -> None:
        self.plan = plan
        self.kind = kind
        self.rows = rows
        self._owner = owner
        self._distributions = plan.distributions[kind]
        self._name: tuple[str | int, ...] = (plan.seed, kind)
        if owner:
            self._distributions = self._distributions[owner[2]].fields
            self._name = (*self._name, owner[2])
        self._drawn: dict[str, Values] = {}

    def value(self, name: str) -> Values:
        """The fact as it is, before anything is lost."""
        found = self._drawn.get(name)
        if found is None:
            if self._owner and name not in self._distributions:
                parent, places, _ = self._owner
                whole = parent.value(name)
                found = Values(whole.data[places], whole.known[places])
            elif name in self._distributions:
                found = self._draw(self._distributions[name])
            else:  # a vocabulary of one's own may lack what a case asks for
                found = self._unknown(len(self.rows))
            self._drawn[name] = found
        return found

    def given(self, name: str) -> Values:
        """The fact as it is written down: some are lost by chance."""
        values, lost = self.value(name), self._distributions[name].missing
        if lost:
            kept = self._chance(name, "missing").at(self.rows) >= lost
            values = Values(values.data, values.known & kept, values.fields)
        return self._with_records(name, values) if self._distributions[name].fields else values

    @cached_property
    def employer(self) -> "Draws":
        """The employer of each row. The square makes few employers large and many small."""
        draw = self._chance("employer", "value").at(self.rows) >> 1
        size = self.plan.sizes["employer"]
        return Draws(self.plan, "employer", ((draw * draw >> 31) * size) >> 31)

    @cached_property
    def employed(self) -> Truths:
        """Which rows have an employer of this population: by default all."""
        if "work" not in self._distributions:
            return np.ones(len(self.rows), np.bool_)
        return self._meets("work", frozenset({"employed"}))

    @staticmethod
    def _unknown(count: int) -> Values:
        return Values(np.zeros(count, np.int64), np.zeros(count, np.bool_))

    def _chance(self, *name: str) -> Chance:
        return Chance(*self._name, *name)

    def _draw(self, distribution: Distribution) -> Values:
        name = distribution.fact.id
        draw = self._chance(name, "value").at(self.rows)
        data, known = np.zeros(len(draw), np.int64), np.ones(len(draw), np.bool_)
        for number, places in self._split(distribution):
            case = distribution.cases[number]
            found = self._shaped(name, case.shape, draw[places], places)
            data[places] = found.data
            known[places] = found.known
            if case.known < WHOLE:
                known[places] &= self._chance(name, "known").at(self.rows[places]) < case.known
        return Values(data, known)

    def _split(self, distribution: Distribution) -> Iterator[tuple[int, Numbers | slice]]:
        """Each case's number with the rows it concerns."""
        last = len(distribution.cases) - 1
        if not last:
            yield 0, slice(None)
            return
        left = np.ones(len(self.rows), np.bool_)
        for number, case in enumerate(distribution.cases):
            hit = left.copy()
            for name, wanted in case.when.items():
                hit &= self._meets(name, wanted)
            left &= ~hit
            if hit.any():
                yield number, np.flatnonzero(hit)

    def _meets(self, name: str, wanted: Wanted) -> Truths:
        """Where the condition surely holds: what is unknown meets none."""
        values = self.value(name)
        meets: Truths
        if not values.known.any():
            return values.known
        if isinstance(wanted, bool):
            meets = (values.data != 0) == wanted
        elif isinstance(wanted, int):
            unit = HUNDREDTHS if self.fact(name).type in TWO_PLACES else 1
            meets = values.data >= wanted * unit
        else:
            fact = self.fact(name)
            hits = [option in wanted for option in fact.options]
            if fact.type == "many_of":
                meets = (values.data & sum(1 << at for at, hit in enumerate(hits) if hit)) != 0
            else:
                meets = np.array(hits, np.bool_)[values.data]
        return values.known & meets

    def _shaped(self, name: str, shape: Shape, draw: Numbers, places: Numbers | slice) -> Values:
        known = np.ones(len(draw), np.bool_)
        match shape:
            case Nothing():
                return self._unknown(len(draw))
            case Share():
                return Values((draw < shape.edge).astype(np.int64), known)
            case Weights():
                values = np.array(shape.values, np.int64)
                return Values(values[np.searchsorted(shape.edges, draw, "right")], known)
            case Each():
                return Values(self._each(name, shape, places), known)
            case Quantiles():
                return Values(between_quantiles(shape, draw), known)
            case Ago():
                return Values(self._today - between_quantiles(shape.days, draw), known)
            case Between():
                return self._between(shape, draw, places)
            case Same():
                source = self.employer if shape.of_employer else self
                found = source.value(shape.fact)
                data = found.data[places]
                if shape.percent != 100:
                    data = data * shape.percent // 100
                return Values(data, found.known[places])
            case Order():
                return Values(self.rows[places] % MOST_RECORDS + 1, known)
            case Code():
                return Values(self._number(shape, draw, places), known)

    def fact(self, name: str) -> Fact:
        """The fact of that name: the record's own field first, else the subject's."""
        if self._owner and name not in self._distributions:
            return self._owner[0].fact(name)
        return self._distributions[name].fact

    @property
    def _today(self) -> int:
        return (self.plan.as_of - _EPOCH).days

    def _day(self, name: str, places: Numbers | slice) -> tuple[Numbers | int, Truths | bool]:
        if name == "as_of":
            return self._today, True
        values = self.value(name)
        return values.data[places], values.known[places]

    def _between(self, shape: Between, draw: Numbers, places: Numbers | slice) -> Values:
        first, first_known = self._day(shape.first, places)
        last, last_known = self._day(shape.last, places)
        known = np.ones(len(draw), np.bool_) & first_known & last_known
        days = np.maximum(last - first, 0)
        return Values(first + (days * draw >> 32), known)

    def _each(self, name: str, shape: Each, places: Numbers | slice) -> Numbers:
        rows = self.rows[places]
        bits = np.zeros(len(rows), np.int64)
        for number, edge in enumerate(shape.edges):
            if edge:
                chance = self._chance(name, "option", str(number))
                bits |= (chance.at(rows) < edge).astype(np.int64) << number
        return bits

    def _number(self, shape: Code, draw: Numbers, places: Numbers | slice) -> Numbers:
        rows = self.rows[places]
        if shape.among is None:
            return rows + 1
        owners = max(1, self.plan.sizes[self.kind] * shape.among // 100)
        return (draw * owners >> 32) + 1

    def _with_records(self, name: str, values: Values) -> Values:
        counts = np.where(values.known, values.data, 0)
        places = np.repeat(np.arange(len(counts)), counts)
        place_of_first = np.cumsum(counts) - counts
        within = np.arange(len(places)) - place_of_first[places]
        inner = Draws(
            self.plan, self.kind, self.rows[places] * MOST_RECORDS + within, (self, places, name)
        )
        fields = {one: inner.given(one) for one in self._distributions[name].fields}
        return Values(counts, values.known, fields)


def between_quantiles(shape: Quantiles, draw: Numbers) -> Numbers:
    """Straight lines between the quantiles, in whole numbers throughout."""
    edges, steps = np.array(shape.edges, np.int64), np.array(shape.steps, np.int64)
    at = np.searchsorted(edges[1:-1], draw, "right")
    rise, run = steps[at + 1] - steps[at], edges[at + 1] - edges[at]
    found: Numbers = (steps[at] + rise * (draw - edges[at]) // run) * shape.step
    return found
