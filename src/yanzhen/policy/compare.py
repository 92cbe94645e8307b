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

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanzhen.policy.engines import engine_for
from yanzhen.policy.errors import Problem, SubjectRefused, nearest
from yanzhen.policy.subject import Subject, admit
from yanzhen.policy.totals import counted, summed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from yanzhen.policy.outcome import Assessment, Outcome, Status, Totals
    from yanzhen.policy.pack import Nature, Pack
    from yanzhen.policy.vocabulary import Fact, Family, Label

STATUSES: tuple[Status, ...] = ("eligible", "pending_interpretation", "unknown", "ineligible")
NATURES: tuple[Nature, ...] = (
    "fixed", "formula", "range", "ceiling", "loan", "in_kind", "unspecified",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """The outcomes of one status and one nature."""

    status: Status
    nature: Nature
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """What would still matter: to be answered, to be decided, to be supplied by the city."""

    answers: tuple[str, ...]
    decisions: tuple[str, ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InCity:
    """One city's answer. Where none of its rules names a sum there are no totals, not zeros.

    `told` are facts said of this city only, `derived` those that follow from other cities', and
    `unused` those that were given and no rule here asks for.
    """

    assessment: Assessment
    totals: Totals | None
    groups: tuple[Group, ...]
    services: tuple[Outcome, ...]
    needs: Needs
    told: tuple[str, ...]
    derived: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def city(self) -> str:
        return self.assessment.pack.city

    @property
    def pack(self) -> Pack:
        return self.assessment.pack

    def count(self, status: Status) -> int:
        return sum(len(group.outcomes) for group in self.groups if group.status == status)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one city has in one family; without totals where no rule of it names a sum."""

    city: str
    outcomes: tuple[Outcome, ...]
    totals: Totals | None


@dataclass(frozen=True, slots=True)
class Row:
    """One family over all cities; `family` is None for rules that belong to none."""

    family: Family | None
    cells: tuple[Cell, ...]

    @property
    def beware(self) -> Label | None:
        """What to look out for, where more than one city has something under this name."""
        if self.family is None or sum(bool(cell.outcomes) for cell in self.cells) < 2:
            return None
        return self.family.beware


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same situation in each city.

    `supposed` are the facts taken as a hypothesis for every city; `held_back` those that one city
    alone can say, and that were not used because no city was named.
    """

    subject: str
    as_of: date
    cities: tuple[InCity, ...]
    rows: tuple[Row, ...]
    supposed: tuple[str, ...]
    held_back: tuple[str, ...]

    def city(self, name: str) -> InCity:
        """One city's answer; KeyError when it is not among those compared."""
        for one in self.cities:
            if one.city == name:
                return one
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Told:
    """The input taken apart: what goes everywhere, what is of one city, what is held back."""

    subject: Any
    carried: Mapping[str, Any]
    of_city: Mapping[str, Mapping[str, Any]]
    held_back: tuple[str, ...]


def compare(packs: Iterable[Pack], raw: Any, as_of: date, near_misses: bool = False) -> Comparison:
    """One situation through several packs.

    Raises SubjectRefused with every problem of the input.
    """
    ordered = sorted(packs, key=lambda pack: pack.city)
    facts: dict[str, Fact] = {}
    for pack in reversed(ordered):
        facts |= pack.vocabulary.facts
    told = _told(raw, ordered, facts)
    cities = tuple(_in_city(pack, told, facts, as_of, near_misses) for pack in ordered)
    used = {name for one in cities for name in told.carried if name not in one.unused}
    return Comparison(
        subject=told.subject,
        as_of=as_of,
        cities=cities,
        rows=tuple(_rows(cities)),
        supposed=tuple(name for name in facts if name in used and facts[name].is_assumed),
        held_back=told.held_back,
    )


def _told(raw: Any, packs: Sequence[Pack], facts: Mapping[str, Fact]) -> Told:
    """The input taken apart; what is wrong with its shape or its cities is refused."""
    if not isinstance(raw, dict):
        zh = "输入须是 {subject: …, facts: {…}, cities: {…}} 这样的对象"
        raise SubjectRefused(Problem("bad-input", None, zh, "Expected {subject, facts, cities}."))
    given = {} if raw.get("facts") is None else raw["facts"]
    of_city = {} if raw.get("cities") is None else raw["cities"]
    problems = list(_shape_problems(given, of_city, packs, facts))
    if problems:
        raise SubjectRefused(*problems)
    _admit_everything(raw, packs, [given, *of_city.values()])
    carried, held = _carried(given, facts)
    return Told(raw.get("subject"), carried, of_city, held)


def _shape_problems(
    given: Any, of_city: Any, packs: Sequence[Pack], facts: Mapping[str, Fact]
) -> Iterator[Problem]:
    if not isinstance(given, dict):
        zh = "facts 须是 事实: 值 的对象"
        yield Problem("bad-input", None, zh, "facts must be an object.")
    if not isinstance(of_city, dict) or not all(isinstance(v, dict) for v in of_city.values()):
        zh = "cities 须是 城市: {事实: 值} 的对象"
        yield Problem("bad-input", "cities", zh, "cities must be {city: {fact: value}}.")
        return
    known = {pack.city for pack in packs}
    known |= {name for fact in facts.values() if fact.cities_with for name in fact.options}
    for city in of_city:
        if city not in known:
            zh, en = f"没有名为 {city} 的城市", f"There is no city named {city}"
            yield Problem("unknown-city", "cities", zh, en, nearest(str(city), sorted(known)))


def _admit_everything(
    raw: dict[str, Any], packs: Sequence[Pack], parts: Iterable[dict[str, Any]]
) -> None:
    """Refuse what no city's vocabulary can take in, also what is held back or of one city."""
    if not packs:
        return
    first = packs[0].vocabulary
    elsewhere = {name for pack in packs[1:] for name in pack.vocabulary.facts} - first.facts.keys()
    rest = {name: value for name, value in raw.items() if name != "cities"}
    for part in parts:
        facts = {name: value for name, value in part.items() if name not in elsewhere}
        admit({**rest, "facts": facts}, first)


def _carried(
    given: Mapping[str, Any], facts: Mapping[str, Fact]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What may be said of every city, and the names of what may not."""
    carried: dict[str, Any] = {}
    held: dict[str, None] = {}
    for name, value in given.items():
        fact = facts.get(name)
        if value is None:
            continue
        if fact is not None and fact.is_bound:
            held[name] = None
            continue
        bound = {one.id for one in fact.fields.values() if one.is_bound} if fact else set()
        if bound and isinstance(value, list):
            held.update((f"{name}.{one}", None) for one in _held_fields(value, bound))
            value = [_without(entry, bound) for entry in value]
        carried[name] = value
    return carried, tuple(sorted(held))


def _held_fields(records: list[Any], bound: set[str]) -> set[str]:
    return {name for entry in records if isinstance(entry, dict) for name in entry if name in bound}


def _without(entry: Any, names: set[str]) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {name: value for name, value in entry.items() if name not in names}


def _in_city(
    pack: Pack, told: Told, facts: Mapping[str, Fact], as_of: date, near_misses: bool
) -> InCity:
    own = told.of_city.get(pack.city, {})
    derived = _derived(pack.city, told, facts)
    whole = {**derived, **told.carried, **own}
    subject = _subject(pack, told.subject, whole)
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
            name for name in derived
            if name in asked and name not in told.carried and name not in own
        ),
        unused=tuple(sorted(name for name in told.carried if name not in asked)),
    )  # fmt: skip


def _subject(pack: Pack, kind: str, whole: Mapping[str, Any]) -> Subject:
    """The facts of which this pack's vocabulary knows, taken in."""
    known = pack.vocabulary.facts
    facts = {name: value for name, value in whole.items() if name in known}
    return admit({"subject": kind, "facts": facts}, pack.vocabulary)


def _derived(city: str, told: Told, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Which other cities have recorded something, where a fact asks exactly that.

    A recorded `none` is no recognition. With nothing recorded elsewhere the fact stays open.
    """
    found: dict[str, Any] = {}
    for name, fact in facts.items():
        if fact.cities_with is None:
            continue
        others = [
            other for other, said in told.of_city.items()
            if other != city and other in fact.options
            and said.get(fact.cities_with) not in (None, "none")
        ]  # fmt: skip
        if others:
            found[name] = sorted(others)
    return found


def _names_sums(outcomes: Iterable[Outcome]) -> bool:
    return any(one.rule.amount is not None for one in outcomes)


def _groups(outcomes: Sequence[Outcome]) -> Iterator[Group]:
    for status in STATUSES:
        for nature in NATURES:
            found = tuple(
                one for one in outcomes if one.status == status and one.rule.nature == nature
            )
            if found:
                yield Group(status, nature, found)


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
