"""One situation in several cities, side by side: "what if I went there?"

    compare([load_pack("quzhou"), load_pack("xiangtan")], raw, as_of=date(2026, 1, 1))

The input is that of an assessment, `{subject, facts}`, and may have `cities: {xiangtan: {...}}`
with what is said of one city only. Three kinds of facts are kept apart:

- What one city found, paid or knows (`Fact.is_bound`, such as a recognised tier) says nothing
  elsewhere. Given for all cities it is held back and named; given for one it is used there only,
  and by a rule of another city that asks which cities have recognised someone (`cities_with`).
- What speaks of the city being assessed (`Fact.is_assumed`, such as where one works) is supposed
  of each city, and named.
- All else is carried as it is. A city whose rules do not ask for a fact does not use it.

Cities stand in the order of their names: there is no ranking, since natures do not add up.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from yanzhen.policy.comparison import (
    NATURES,
    STATUSES,
    Cell,
    Comparison,
    Group,
    InCity,
    Needs,
    Row,
)
from yanzhen.policy.engines import engine_for
from yanzhen.policy.told import derived, taken_apart
from yanzhen.policy.totals import counted, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from yanzhen.policy.outcome import Assessment, Outcome, Status
    from yanzhen.policy.pack import Nature, Pack
    from yanzhen.policy.told import Told
    from yanzhen.policy.vocabulary import Fact, Family


def compare(packs: Iterable[Pack], raw: Any, as_of: date, near_misses: bool = False) -> Comparison:
    """One situation through several packs.

    Raises SubjectRefused with every problem of the input.
    """
    ordered = sorted(packs, key=lambda pack: pack.city)
    facts: dict[str, Fact] = {}
    vocabularies = {id(pack.vocabulary): pack.vocabulary for pack in ordered}
    for vocabulary in reversed(vocabularies.values()):
        facts |= vocabulary.facts
    told = taken_apart(raw, ordered, facts)
    cities = tuple(_in_city(pack, told, facts, as_of, near_misses) for pack in ordered)
    used = set().union(*(told.carried.keys() - one.unused for one in cities))
    return Comparison(
        subject=told.subject,
        as_of=as_of,
        cities=cities,
        rows=tuple(_rows(cities)),
        supposed=tuple(name for name in facts if name in used and facts[name].is_assumed),
        held_back=told.held_back,
    )


def _in_city(
    pack: Pack, told: Told, facts: Mapping[str, Fact], as_of: date, near_misses: bool
) -> InCity:
    own = told.of_city.get(pack.city, {})
    found_elsewhere = derived(pack.city, told, facts)
    subject = told.subject_in(pack, found_elsewhere)
    engine = engine_for(pack)
    assessment = engine.assess(subject, as_of, near_misses)
    asked = engine.asks(subject.kind)
    return InCity(
        assessment=assessment,
        totals=assessment.totals if _names_sums(assessment.outcomes) else None,
        groups=tuple(_groups(assessment.outcomes)),
        services=tuple(
            one for one in assessment.outcomes
            if one.status == "eligible" and one.rule.nature == "in_kind"
        ),
        needs=_needs(assessment, facts),
        told=tuple(sorted(own)),
        derived=tuple(
            name for name in found_elsewhere
            if name in asked and name not in told.carried and name not in own
        ),
        unused=tuple(sorted(name for name in told.carried if name not in asked)),
    )  # fmt: skip


def _names_sums(outcomes: Iterable[Outcome]) -> bool:
    return any(one.rule.amount is not None for one in outcomes)


def _groups(outcomes: Iterable[Outcome]) -> Iterator[Group]:
    found: dict[tuple[Status, Nature], list[Outcome]] = {}
    for one in outcomes:
        found.setdefault((one.status, one.rule.nature), []).append(one)
    for key in product(STATUSES, NATURES):
        if key in found:
            yield Group(*key, tuple(found[key]))


def _needs(assessment: Assessment, facts: Mapping[str, Fact]) -> Needs:
    answers, decisions, parameters = list[str](), list[str](), list[str]()
    for gap in assessment.ask:
        name, _, field = gap.partition(".")
        fact = facts.get(name.partition("[")[0])
        if gap.startswith("parameter:"):
            parameters.append(gap)
        elif fact is not None:
            part = fact.fields.get(field)
            decided = fact.is_decision or (part is not None and part.is_decision)
            (decisions if decided else answers).append(gap)
    return Needs(tuple(answers), tuple(decisions), tuple(parameters))


def _rows(cities: Sequence[InCity]) -> Iterator[Row]:
    """The families in the order of their sheet; rules that belong to none come last."""
    families: dict[str | None, Family | None] = {}
    for one in cities:
        families.update((name, family) for name, family in one.pack.vocabulary.families.items())
    families[None] = None
    cells = [_cells(one) for one in cities]
    for name, family in families.items():
        row = tuple(
            found.get(name) or Cell(one.city, (), None)
            for one, found in zip(cities, cells, strict=True)
        )
        if any(cell.outcomes for cell in row):
            yield Row(family, row)


def _cells(one: InCity) -> dict[str | None, Cell]:
    """One city's outcomes by family. The cells' totals add up to the city's."""
    by_family: dict[str | None, list[Outcome]] = {}
    for outcome in one.assessment.outcomes:
        by_family.setdefault(outcome.rule.family, []).append(outcome)
    counting = {outcome.rule.id for outcome in counted(one.pack, one.assessment.outcomes)}
    return {
        family: Cell(
            one.city,
            tuple(outcomes),
            summed(each for each in outcomes if each.rule.id in counting)
            if _names_sums(outcomes)
            else None,
        )
        for family, outcomes in by_family.items()
    }
