"""The kinds of recognition of a city and their levels: what is higher, what is carried by what.

rank(pack, kind, "B") < rank(pack, kind, "C")          the highest is 0
reached(pack, kind, record)     ->  Reached("C", "C7", "C.7", facts)     what a decision came to
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.policy import Pack, SubjectRefused, admit, engine_for
from yanzhen.policy.placing import Placed, place
from yanzhen.policy.recognising import Kind
from yanzhen.policy.vocabulary import Label

NONE, OPEN = "none", "open"
YES = Label("已认定", "recognised")
WORDS = {
    NONE: Label("不属于任何一类", "no tier"),
    OPEN: Label("尚不能确定", "not known yet"),
    "": YES,
}


@dataclass(frozen=True, slots=True)
class Reached:
    """The level that a decision came to, and what carries it."""

    level: str
    item: str
    clause: str
    facts: tuple[Mapping[str, Any], ...] = ()


def kind_named(pack: Pack, kind: str) -> Kind | None:
    return next((one for one in pack.recognition.kinds if one.id == kind), None)


def kinds_of_item(pack: Pack, item: str) -> tuple[Kind, ...]:
    """The kinds that a service item recognises."""
    return tuple(one for one in pack.recognition.kinds if one.item == item)


def catalogue_kind(pack: Pack) -> Kind | None:
    """The kind that goes by the talent catalogue."""
    return next((one for one in pack.recognition.kinds if one.catalogue), None)


def catalogue_facts(pack: Pack) -> frozenset[str]:
    """The facts that the catalogue looks at."""
    return engine_for(pack).tiering.asked


def rank(kind: Kind, level: str) -> int:
    """Where a level stands, the highest first; what is none of them is below all."""
    return kind.levels.index(level) if level in kind.levels else len(kind.levels)


def label_of(pack: Pack, kind: Kind | None, level: str) -> Label:
    """A level in words: the catalogue's, else the vocabulary's, else as it is written."""
    if level in WORDS:
        return WORDS[level]
    classes = pack.tiers.classes if pack.tiers is not None and kind and kind.catalogue else ()
    for one in classes:
        if one.id == level:
            return one.label
    fact = pack.vocabulary.facts.get(kind.fact) if kind else None
    option = fact.options.get(level) if fact is not None and fact.options else None
    return option.label if option is not None else Label(level, level)


def item_label(pack: Pack, item: str) -> Label | None:
    """What an item of the catalogue is called."""
    classes = pack.tiers.classes if pack.tiers is not None else ()
    return next((one.label for each in classes for one in each.items if one.id == item), None)


def reached(pack: Pack, kind: Kind, record: Mapping[str, Any]) -> Reached | None:
    """What the facts of a decision come to; None where they settle no level.

    By the catalogue for a kind that goes by it, by the result of the review for any other; a kind
    without levels is granted or not, and it was granted.
    """
    if not kind.levels and not kind.catalogue:
        return Reached("", "", kind.clause)
    if kind.catalogue:
        return _by_catalogue(pack, kind, record)
    found = {one["fact"]: one["value"] for one in record["facts"]}.get(kind.review or kind.fact)
    return Reached(found, "", kind.clause) if found in kind.levels else None


def _by_catalogue(pack: Pack, kind: Kind, record: Mapping[str, Any]) -> Reached | None:
    facts = {one["fact"]: one["value"] for one in record["facts"]}
    placed = placed_by(pack, facts, date.fromisoformat(record["as_of"]))
    if placed is None or placed.level not in kind.levels:
        return None
    first = placed.carried[0]
    looked_at = {name.partition(".")[0] for step in first.steps for name in step.names}
    rested = tuple(one for one in record["facts"] if one["fact"] in looked_at)
    return Reached(placed.level or "", first.item.id, first.item.clause, rested)


def placed_by(pack: Pack, facts: Mapping[str, Any], on: date) -> Placed | None:
    """Where facts of a registry place somebody; None where they cannot be taken in."""
    listed = pack.vocabulary.facts_of("person")
    known = {name: value for name, value in facts.items() if name in listed}
    try:
        subject = admit({"subject": "person", "facts": known}, pack.vocabulary)
    except SubjectRefused:
        return None
    return place(pack, subject, on)


def lower_than(kind: Kind, level: str) -> Sequence[str]:
    """The levels below one."""
    return kind.levels[rank(kind, level) + 1 :]
