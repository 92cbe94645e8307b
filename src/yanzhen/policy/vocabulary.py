"""The shared vocabulary: who policies speak of, and what may be asked about them.

A fact has one name, one type and one question in every city. Options of a one-of fact are
listed in the fact, or taken from a section of the shared catalogue (awards, talent
programmes, ...), so that an honour entered once serves every city's rules.

>>> Label("学历", "Degree").say("en")
'Degree'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from yanzhen.policy.errors import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh", "en"]
FactType = Literal[
    "bool", "integer", "money", "decimal", "date", "text", "one_of", "many_of", "records"
]
NOWHERE = Place("", 1, 1)


@dataclass(frozen=True, slots=True)
class Label:
    """A name or sentence in Chinese and English."""

    zh: str
    en: str

    def say(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


EMPTY = Label("", "")
LEVELS = {
    "international": Label("国际级", "international"),
    "national": Label("国家级", "national"),
    "ministerial": Label("部级", "ministerial"),
    "provincial": Label("省级", "provincial"),
    "municipal": Label("市级", "municipal"),
}
"""The levels of the shared catalogue's entries, highest first."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible value of a one-of fact; catalogue entries also have a level and a group."""

    id: str
    label: Label
    level: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a rule may ask: its type, unit, question, proof, and how private it is.

    `minimum` and `maximum` bound a number (money in fen); `fields` are those of one record;
    `kind` is `decision` where only an assessment, review or meeting can supply it; `fixed` facts
    are what a subject is, not something it could change to come within reach of a benefit.

    `of_city` matters when cities are compared. `bound`: what one city found, paid or knows, which
    says nothing in another. `assumed`: it speaks of the city being assessed, and is supposed of
    each. `anywhere`: a decision that holds in every city; other decisions are bound.
    `cities_with` names a bound fact: this one lists the other cities that have recorded it.
    """

    id: str
    type: FactType
    label: Label
    subjects: frozenset[str] = frozenset()
    ask: Label | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    catalogue: str | None = None
    fields: Mapping[str, Fact] = field(default_factory=dict)
    unit: Label | None = None
    evidence: Label | None = None
    note: Label | None = None
    privacy: str = "ordinary"
    kind: str = "state"
    group: str = ""
    fixed: bool = False
    of_city: str = ""
    cities_with: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    place: Place = NOWHERE

    @property
    def is_decision(self) -> bool:
        return self.kind == "decision"

    @property
    def is_bound(self) -> bool:
        """Whether it is said of one city only."""
        return self.of_city == "bound" or (self.is_decision and not self.of_city)

    @property
    def is_assumed(self) -> bool:
        """Whether it speaks of whichever city is being assessed."""
        return self.of_city == "assumed"


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of applicant: person, employer, team, ..."""

    id: str
    label: Label
    note: Label | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of questions that are asked together."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class Family:
    """A capability that several cities have; `beware` where its name means different things."""

    id: str
    label: Label
    beware: Label | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All subjects, question groups, facts and families, in the order in which they are written."""

    subjects: Mapping[str, Subject]
    groups: Mapping[str, Group]
    facts: Mapping[str, Fact]
    catalogue: Mapping[str, Mapping[str, Option]]
    families: Mapping[str, Family] = field(default_factory=dict)

    def facts_of(self, subject: str) -> dict[str, Fact]:
        """The facts that may be asked of this kind of subject."""
        return {fact.id: fact for fact in self.facts.values() if subject in fact.subjects}
