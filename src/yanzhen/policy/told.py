"""The input of a comparison taken apart: what goes to every city, what to one, what to none.

- What one city found, paid or knows (`Fact.is_bound`, such as a recognised tier) says nothing
  elsewhere. Given for all cities it is held back and named; given for one it is used there only,
  and by a rule of another city that asks which cities have recognised someone (`cities_with`).
- All else is carried as it is.

    taken_apart(raw, packs, facts).held_back  ->  ("recognised_tier",)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanzhen.policy.errors import Problem, SubjectRefused, nearest
from yanzhen.policy.subject import Subject, admit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yanzhen.policy.pack import Pack
    from yanzhen.policy.vocabulary import Fact, Vocabulary


@dataclass(frozen=True, slots=True)
class Told:
    """The input taken apart: what goes everywhere, what is of one city, what is held back.

    `admitted` is what is carried as each vocabulary takes it in, by the vocabulary's identity:
    cities share one, and taking long lists in costs as much as assessing them.
    """

    subject: Any
    carried: Mapping[str, Any]
    admitted: Mapping[int, Mapping[str, Any]]
    of_city: Mapping[str, Mapping[str, Any]]
    held_back: tuple[str, ...]

    def subject_in(self, pack: Pack, derived: Mapping[str, Any]) -> Subject:
        """The subject as one city knows it; what is said of that city goes before all else."""
        own = self.of_city.get(pack.city, {})
        everywhere = self.admitted[id(pack.vocabulary)]
        apart = {**{name: derived[name] for name in derived if name not in everywhere}, **own}
        special = _admitted(self.subject, apart, pack.vocabulary)
        names = dict.fromkeys((*derived, *self.carried, *own))
        facts = {
            name: source[name]
            for name in names
            if name in (source := special.facts if name in apart else everywhere)
        }
        return Subject(special.kind, facts)


def taken_apart(raw: Any, packs: Sequence[Pack], facts: Mapping[str, Fact]) -> Told:
    """The input taken apart; what is wrong with its shape or its cities is refused."""
    if not isinstance(raw, dict):
        zh = "输入须是 {subject: …, facts: {…}, cities: {…}} 这样的对象"
        raise SubjectRefused(Problem("bad-input", None, zh, "Expected {subject, facts, cities}."))
    given = {} if raw.get("facts") is None else raw["facts"]
    of_city = {} if raw.get("cities") is None else raw["cities"]
    problems = list(_shape_problems(given, of_city, packs, facts))
    if problems:
        raise SubjectRefused(*problems)
    taken = _admit_everything(raw, packs, [given, *of_city.values()])
    carried, held = _carried(given, facts)
    admitted: dict[int, Mapping[str, Any]] = {}
    for number, pack in enumerate(packs):
        if number == 0:
            everywhere: Mapping[str, Any] = _carried(taken[0], facts)[0]
        elif id(pack.vocabulary) not in admitted:
            everywhere = _admitted(raw.get("subject"), carried, pack.vocabulary).facts
        admitted[id(pack.vocabulary)] = everywhere
    return Told(raw.get("subject"), carried, admitted, of_city, held)


def _admitted(kind: Any, given: Mapping[str, Any], vocabulary: Vocabulary) -> Subject:
    """The facts of which a vocabulary knows, taken in."""
    facts = {name: value for name, value in given.items() if name in vocabulary.facts}
    return admit({"subject": kind, "facts": facts}, vocabulary)


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
) -> list[Mapping[str, Any]]:
    """Refuse what no city's vocabulary can take in, also what is held back or of one city.

    The parts as the first vocabulary takes them in.
    """
    if not packs:
        return [{} for _ in parts]
    first = packs[0].vocabulary
    elsewhere = {name for pack in packs[1:] for name in pack.vocabulary.facts} - first.facts.keys()
    rest = {name: value for name, value in raw.items() if name != "cities"}
    known = (
        {name: value for name, value in part.items() if name not in elsewhere} for part in parts
    )
    return [admit({**rest, "facts": facts}, first).facts for facts in known]


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
        if fact is not None and fact.fields and isinstance(value, (list, tuple)):
            bound = {one.id for one in fact.fields.values() if one.is_bound}
            held.update((f"{name}.{one}", None) for one in _held_fields(value, bound))
            kept = [_without(entry, bound) for entry in value]
            value = kept if isinstance(value, list) else tuple(kept)
        carried[name] = value
    return carried, tuple(sorted(held))


def _held_fields(records: Iterable[Any], bound: set[str]) -> set[str]:
    return {name for entry in records if isinstance(entry, dict) for name in entry if name in bound}


def _without(entry: Any, names: set[str]) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {name: value for name, value in entry.items() if name not in names}


def derived(city: str, told: Told, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """Which other cities have recorded something, where a fact asks exactly that.

    A recorded `none` is no recognition. With nothing recorded elsewhere the fact stays open.
    """
    found: dict[str, Any] = {}
    for name, fact in facts.items() if told.of_city else ():
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
