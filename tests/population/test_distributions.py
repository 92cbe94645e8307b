"""The files of distributions name only what the vocabulary has, and give a reason for each fact."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.population.invented import CITIES, READ, population

from yanzhen.policy import load_vocabulary
from yanzhen.policy.vocabulary import LEVELS, Fact
from yanzhen.population.synthesise import KINDS
from yanzhen.population.synthesise.distribution import Distribution, Same
from yanzhen.population.synthesise.reading import EMPTY_LIST, table

VOCABULARY = load_vocabulary()
ENTRIES = [(kind, name, entry) for kind in KINDS for name, entry in table(kind)["facts"].items()]


def test_each_kind_has_entries() -> None:
    assert {kind for kind, _, _ in ENTRIES} == set(KINDS)
    assert len(ENTRIES) > 200


@pytest.mark.parametrize(("kind", "name", "entry"), ENTRIES, ids=lambda one: str(one)[:40])
def test_an_entry_fits_its_fact(kind: str, name: str, entry: dict[str, Any]) -> None:
    assert list(unknown(VOCABULARY.facts_of(kind)[name], entry)) == []


def unknown(fact: Fact, entry: dict[str, Any]) -> Iterator[str]:
    """What an entry names and the fact has not: options, levels, fields; and a missing reason."""
    if not (entry["why"]["zh"] and entry["why"]["en"]):
        yield f"{fact.id}: why"
    for case in (entry, *entry.get("cases", ())):
        each = case.get("each")
        named = [*case.get("factors", ()), *(each if isinstance(each, dict) else ())]
        weights = case.get("weights", ())
        named += weights if fact.options and weights != "even" else ()
        yield from set(named) - set(fact.options) - {EMPTY_LIST}
        yield from set(case.get("levels", ())) - set(LEVELS)
    fields = entry.get("fields", {})
    yield from set(fields) ^ set(fact.fields)
    for name, field in fields.items():
        if fact.id != "approved_sums" and name in fact.fields:
            yield from unknown(fact.fields[name], field)


def test_an_unknown_option_is_found() -> None:
    entry = {"why": {"zh": "一", "en": "a"}, "weights": {"doctr": 1}}

    assert list(unknown(VOCABULARY.facts["degree"], entry)) == ["doctr"]


def every(kind: str) -> Iterator[tuple[Distribution, dict[str, Fact]]]:
    """Each distribution with the facts that its conditions may name."""
    drawn = population().plan.distributions[kind]
    seen = {name: one.fact for name, one in drawn.items()}
    for one in drawn.values():
        yield one, seen
        for field in one.fields.values():
            yield field, seen | {name: inner.fact for name, inner in one.fields.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_conditions_name_facts_and_options_that_exist(kind: str) -> None:
    conditions = [
        (name, wanted, seen)
        for one, seen in every(kind)
        for case in one.cases
        for name, wanted in case.when.items()
    ]

    assert conditions
    for name, wanted, seen in conditions:
        if isinstance(wanted, frozenset):
            assert wanted <= set(seen[name].options), name
        elif isinstance(wanted, bool):
            assert seen[name].type == "bool", name


def test_what_is_taken_from_the_employer_has_the_same_options() -> None:
    taken = [
        (one.fact, case.shape.fact, kind if not case.shape.of_employer else "employer")
        for kind in KINDS
        for one, _ in every(kind)
        for case in one.cases
        if isinstance(case.shape, Same)
    ]

    assert len(taken) > 12
    for fact, source, kind in taken:
        other = population().plan.distributions[kind][source].fact
        assert (list(other.options), other.type) == (list(fact.options), fact.type), fact.id


def test_nearly_every_fact_that_is_asked_has_a_distribution_of_its_own() -> None:
    """A fact that is new to the vocabulary may wait a while, drawn by its type."""
    found = population()
    own = [
        found.plan.distributions[kind][fact.id].own for kind in KINDS for fact in found.facts[kind]
    ]

    assert own.count(False) <= len(own) // 20


def test_hengyang_has_its_fourteen_units_and_each_city_some() -> None:
    counties = {city: [one["zh"] for one in table("places")[city]["counties"]] for city in CITIES}
    units = [
        unit.label.zh
        for unit in READ("hengyang").units.values()
        if unit.kind in ("county", "county_city", "district", "park")
    ]

    assert sorted(counties["hengyang"]) == sorted(units)
    assert len(units) == 14
    assert min(map(len, counties.values())) >= 7
