"""What to draw for some cities: the facts their rules ask for, the places, how many of each kind.

plan = planned([load_pack("xiangtan")], Wish(size=1000, seed=7))
plan.sizes["employer"]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from yanzhen.policy import Pack, engine_for
from yanzhen.policy.vocabulary import Fact, Label, Option
from yanzhen.population.synthesise.distribution import Distribution
from yanzhen.population.synthesise.draws import Plan
from yanzhen.population.synthesise.reading import Reader, table

KINDS = ("person", "employer", "institution", "intermediary", "team", "project")
WITH_EMPLOYER = ("person", "institution", "team", "project")
"""Who belongs to an employer of the population."""
OWNER = "organisation_code"
"""Whose a subject is, where caps are shared; no condition asks for it."""
APPROVED = "approved_sums"
_LOCAL = ("county", "county_city", "district", "park")


@dataclass(frozen=True, slots=True)
class Wish:
    """How many people, by which seed; `missing` (per cent) replaces the documented gaps."""

    size: int
    seed: int
    as_of: date | None = None
    missing: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Population:
    """A plan, and for each kind which facts and dimensions are written."""

    plan: Plan
    cities: tuple[str, ...]
    missing: Fraction | None
    facts: Mapping[str, tuple[Fact, ...]]
    dimensions: Mapping[str, tuple[str, ...]]


def planned(packs: Sequence[Pack], wish: Wish) -> Population:
    """The population that these cities' rules can be asked about."""
    general = table("general")
    reader = Reader(general, wish.missing)
    distributions: dict[str, dict[str, Distribution]] = {}
    facts: dict[str, tuple[Fact, ...]] = {}
    dimensions: dict[str, tuple[str, ...]] = {}
    for kind in KINDS:
        entries = table(kind)
        drivers = _drivers(kind, packs, entries, reader)
        known = packs[0].vocabulary.facts_of(kind)
        asked = frozenset[str]().union(*(engine_for(pack).asks(kind) for pack in packs)) | {OWNER}
        distributions[kind] = drivers | {
            fact.id: reader.distribution(
                _named_rules(fact, kind, packs), entries["facts"].get(fact.id)
            )
            for fact in known.values()
        }
        facts[kind] = tuple(fact for fact in known.values() if fact.id in asked)
        dimensions[kind] = ("city", "county", *entries.get("dimensions", {}))
    as_of = wish.as_of or date.fromisoformat(general["as_of"])
    plan = Plan(wish.seed, as_of, _sizes(wish.size, general["proportions"]), distributions)
    return Population(plan, tuple(pack.city for pack in packs), wish.missing, facts, dimensions)


def _sizes(people: int, proportions: Mapping[str, Any]) -> dict[str, int]:
    sizes = {
        kind: max(people // int(one["people"]), int(one["least"]))
        for kind, one in proportions.items()
    }
    return {"person": people, **sizes}


def _drivers(
    kind: str, packs: Sequence[Pack], entries: Mapping[str, Any], reader: Reader
) -> dict[str, Distribution]:
    """What is no fact of the vocabulary but shapes the facts: place, industry, age ..."""
    place = table("general")["place"]
    where = {"work": "employed"} if "work" in entries.get("drivers", {}) else {}
    drivers = {
        "city": _city(packs, {**place, "cases": _like_employer(kind, where, "city")}, reader),
        "county": _county(packs, {**place, "cases": _like_employer(kind, where, "county")}, reader),
    }
    options = table("common")["options"]
    for name, entry in {**entries.get("dimensions", {}), **entries.get("drivers", {})}.items():
        fact = _asked_of_nobody(name, {one: Label(**label) for one, label in options[name].items()})
        drivers[name] = reader.distribution(fact, {"missing": 0, **entry})
    return {name: replace(one, missing=0) for name, one in drivers.items()}


def _city(packs: Sequence[Pack], place: Mapping[str, Any], reader: Reader) -> Distribution:
    weights = {pack.city: _place_of(pack)["weight"] for pack in packs}
    fact = _asked_of_nobody("city", {pack.city: pack.title for pack in packs})
    return reader.distribution(fact, {**place, "weights": weights})


def _county(packs: Sequence[Pack], place: Mapping[str, Any], reader: Reader) -> Distribution:
    names: dict[str, Label] = {}
    cases: list[dict[str, Any]] = list(place["cases"])
    for pack in packs:
        counties = _place_of(pack)["counties"]
        names |= {f"{pack.city}/{one['zh']}": Label(one["zh"], one["en"]) for one in counties}
        weights = {f"{pack.city}/{one['zh']}": one["weight"] for one in counties}
        cases.append({"when": {"city": pack.city}, "weights": weights})
    fact = _asked_of_nobody("county", names)
    return reader.distribution(fact, {**place, "weights": "even", "cases": cases})


def _like_employer(kind: str, when: Mapping[str, str], name: str) -> list[dict[str, Any]]:
    """Who has an employer is counted where the employer is."""
    return [{"when": when, "same": {"employer": name}}] if kind in WITH_EMPLOYER else []


def _place_of(pack: Pack) -> Mapping[str, Any]:
    """A city's counties and parks: ours by rough size, another's from its pack, evenly."""
    places = table("places")
    if pack.city in places:
        found: Mapping[str, Any] = places[pack.city]
        return found
    units = [unit for unit in pack.units.values() if unit.kind in _LOCAL]
    labels: Iterable[Label] = [unit.label for unit in units] or [pack.title]
    return {
        "weight": 100,
        "counties": [{"zh": one.zh, "en": one.en, "weight": 1} for one in labels],
    }


def _asked_of_nobody(name: str, options: Mapping[str, Label]) -> Fact:
    listed = {one: Option(one, label) for one, label in options.items()}
    return Fact(name, "one_of", Label(name, name), options=listed)


def _named_rules(fact: Fact, kind: str, packs: Sequence[Pack]) -> Fact:
    """The text field that names a rule, as a choice among the rules that leave a sum open."""
    if fact.id != APPROVED:
        return fact
    rules = [rule for pack in packs for rule in pack.rules_of(kind)]
    open_sums = [rule for rule in rules if rule.nature in ("ceiling", "range")] or rules
    options = {rule.id: Option(rule.id, rule.title) for rule in open_sums}
    if not options:
        return fact
    named = replace(fact.fields["rule"], type="one_of", options=options)
    return replace(fact, fields={**fact.fields, "rule": named})
