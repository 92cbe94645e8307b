"""Who is recognised in a city of ours, as its registry knows it: by an office, not by her own word.

recognised([7], "xiangtan", today)     ->  {7: {"tier": Recognised("tier", "C")}}
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.registry.service import Grade, facts_of, facts_of_many
from yanzhen.policy.recognising import Kind

WITNESSED = Grade.B


@dataclass(frozen=True, slots=True)
class Recognised:
    """A kind of the city's recognition, and the level where the kind has levels."""

    kind: str
    level: str = ""


def kinds_of(city: str) -> tuple[Kind, ...]:
    """The kinds of recognition that a city's pack knows."""
    try:
        return published_pack(city).recognition.kinds
    except NotPublished:
        return ()


def recognised(subject_ids: Iterable[int], city: str, on: date) -> dict[int, dict[str, Recognised]]:
    """Of each of these what she is recognised as on a day."""
    kinds = kinds_of(city)
    facts = facts_of_many(subject_ids, on, city, at_least=WITNESSED)
    found: dict[int, dict[str, Recognised]] = {}
    for subject, known in facts.items():
        of_hers = {one.id: _read(one, known.get(one.fact)) for one in kinds}
        found[subject] = {name: one for name, one in of_hers.items() if one is not None}
    return found


def until_of(subject_id: int, city: str, kind: str, on: date) -> date | None:
    """The last day of a recognition; None when it has no end."""
    fact = next((one.fact for one in kinds_of(city) if one.id == kind), "")
    known = facts_of(subject_id, on, city).get(fact)
    return known.valid_until if known is not None else None


def _read(kind: Kind, value: Any) -> Recognised | None:
    if kind.levels:
        return Recognised(kind.id, value) if value in kind.levels else None
    return Recognised(kind.id) if value is True else None
