"""From the files in `distributions/` to distributions that fit a vocabulary.

Facts without an entry are drawn by the general distribution of their type; an entry for a fact,
option or catalogue level that the vocabulary lacks is passed over, so that a city with a
vocabulary of its own can be drawn too. A test holds that ours names nothing unknown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from yanzhen.policy import read_data
from yanzhen.policy.vocabulary import Fact, Label
from yanzhen.population.synthesise.chance import WHOLE, edge
from yanzhen.population.synthesise.distribution import (
    HUNDREDTHS,
    TWO_PLACES,
    Ago,
    Between,
    Case,
    Code,
    Distribution,
    Each,
    Nothing,
    Quantiles,
    Same,
    Shape,
    Share,
    Wanted,
    Weights,
)

FOLDER = Path(__file__).parent / "distributions"
_FIRST_YEAR = 1900
_DAYS = Fraction(36525, 100)
_SHAPES = (
    "nothing", "share", "weights", "levels", "each", "quantiles", "years_ago", "between", "same",
    "code", "count",
)  # fmt: skip


@cache
def table(name: str) -> Mapping[str, Any]:
    """One of the files, as data."""
    found: Mapping[str, Any] = read_data((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads entries; `missing` replaces every entry's own share of lost values."""

    general: Mapping[str, Any]
    missing: Fraction | None

    def distribution(self, fact: Fact, entry: Mapping[str, Any] | None) -> Distribution:
        """The fact's distribution by its entry, or by the general one of its type."""
        own = entry is not None
        taken: Mapping[str, Any] = entry if entry is not None else self._general(fact)
        cases = [
            self._case(fact, {**_outside_shape(taken), **one}) for one in taken.get("cases", ())
        ]
        cases.append(self._case(fact, taken))
        lost = _percent(taken.get("missing", 0)) if self.missing is None else self.missing
        why = taken["why"]
        fields = taken.get("fields") or {}
        return Distribution(
            fact, tuple(cases), edge(lost), Label(why["zh"], why["en"]), own,
            {one.id: self.distribution(one, fields.get(one.id)) for one in fact.fields.values()},
        )  # fmt: skip

    def _general(self, fact: Fact) -> Mapping[str, Any]:
        kind = "decision" if fact.is_decision and fact.type != "records" else "state"
        found: Mapping[str, Any] = self.general[kind][fact.type]
        if fact.type == "one_of" and "none" in fact.options:
            others = len(fact.options) - 1
            return {**found, "weights": {one: 4 * others if one == "none" else 1
                                         for one in fact.options}}  # fmt: skip
        if fact.type == "integer" and (fact.minimum or 0) >= _FIRST_YEAR:
            year = int(self.general["as_of"][:4])
            return {**found, "quantiles": {0: year - 10, 100: year}}
        return found

    def _case(self, fact: Fact, entry: Mapping[str, Any]) -> Case:
        when = {name: _wanted(one) for name, one in entry.get("when", {}).items()}
        return Case(when, shape(fact, entry), edge(_percent(entry.get("known", 100))))


def _outside_shape(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("known", "step") if key in entry}


def _wanted(text: Any) -> Wanted:
    if isinstance(text, dict):
        return int(text["at_least"])
    if isinstance(text, bool):
        return text
    return frozenset(text if isinstance(text, list) else [text])


def _percent(number: Any) -> Fraction:
    return Fraction(number)


def shape(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    """The one shape that an entry names."""
    for name in _SHAPES:
        if name in entry:
            return _READERS[name](fact, entry)
    raise ValueError(f"{fact.id}: no shape among {sorted(entry)}")


def _weights(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    given = entry["weights"]
    if given == "even":
        given = dict.fromkeys(fact.options, 1)
    if not fact.options:
        unit = HUNDREDTHS if fact.type in TWO_PLACES else 1
        return _weighted((int(Fraction(value) * unit), weight) for value, weight in given.items())
    places = {option: number for number, option in enumerate(fact.options)}
    return _weighted((places[one], weight) for one, weight in given.items() if one in places)


def _levels(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    """Weights by the level of catalogue entries; each entry of a level is as likely."""
    given = entry["levels"]
    levels = [option.level for option in fact.options.values()]
    return _weighted(
        (number, Fraction(given[level]) / levels.count(level))
        for number, level in enumerate(levels)
        if level in given
    )


def _weighted(pairs: Iterable[tuple[int, Any]]) -> Weights:
    listed = [(value, Fraction(weight)) for value, weight in pairs]
    whole = sum(weight for _, weight in listed)
    sums = accumulate(weight for _, weight in listed)
    return Weights(
        tuple(value for value, _ in listed), tuple(int(one * WHOLE / whole) for one in sums)[:-1]
    )


def _each(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    given = entry["each"]
    if isinstance(given, (int, Decimal)):
        given = dict.fromkeys(fact.options, given)
    return Each(tuple(edge(_percent(given.get(option, 0))) for option in fact.options))


def _quantiles(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    unit = HUNDREDTHS if fact.type in TWO_PLACES else 1
    within = {percent: _within(fact, value) for percent, value in entry["quantiles"].items()}
    return _stepped(within, unit, Fraction(entry.get("step", 1)) * unit)


def _within(fact: Fact, value: Any) -> Fraction:
    """The bounds of money are in fen."""
    unit = HUNDREDTHS if fact.type == "money" else 1
    least = [] if fact.minimum is None else [Fraction(fact.minimum, unit)]
    most = [] if fact.maximum is None else [Fraction(fact.maximum, unit)]
    return min([max([Fraction(value), *least]), *most])


def _stepped(given: Mapping[Any, Any], unit: int, step: Fraction) -> Quantiles:
    edges = tuple(edge(_percent(one)) for one in given)
    steps = tuple(int(Fraction(value) * unit / step) for value in given.values())
    return Quantiles(edges, steps, int(step))


def _ago(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    days = {percent: int(Fraction(years) * _DAYS) for percent, years in entry["years_ago"].items()}
    return Ago(_stepped(days, 1, Fraction(1)))


def _between(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    first, last = entry["between"]
    return Between(first, last)


def _same(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    where = entry["same"]
    return Same(where["employer"], True) if isinstance(where, dict) else Same(where, False)


def _code(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    return Code(entry["code"], entry.get("among"))


def _count(fact: Fact, entry: Mapping[str, Any]) -> Shape:
    return _weighted((int(count), weight) for count, weight in entry["count"].items())


_READERS: Mapping[str, Callable[[Fact, Mapping[str, Any]], Shape]] = {
    "nothing": lambda fact, entry: Nothing(),
    "share": lambda fact, entry: Share(edge(_percent(entry["share"]))),
    "weights": _weights,
    "levels": _levels,
    "each": _each,
    "quantiles": _quantiles,
    "years_ago": _ago,
    "between": _between,
    "same": _same,
    "code": _code,
    "count": _count,
}
