"""A city's pack: its documents, figures, tiers, rules and named things, as frozen data.

Everything here was read from files and checked; nothing here computes. A rule holds typed
conditions and an amount; amounts are intervals, because a clause may name a sum, a range or
only a ceiling.

    pack.rules["art-2-full-time-award"].nature   ->  "ceiling"
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from yanzhen.policy.errors import Finding, Place
from yanzhen.policy.funding import Funding
from yanzhen.policy.recognising import Recognition
from yanzhen.policy.vocabulary import EMPTY, Label, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from yanzhen.policy.carding import CardProgramme
    from yanzhen.policy.expression import Node, Type
    from yanzhen.policy.lifecycle import Lifecycle
    from yanzhen.policy.service_item import NoItem, ServiceItem

Nature = Literal["fixed", "formula", "range", "ceiling", "loan", "in_kind", "unspecified"]
SURE: frozenset[str] = frozenset({"fixed", "formula"})
WITHOUT_SUM: frozenset[str] = frozenset({"in_kind", "unspecified"})
Every = Literal["once", "month", "year"]
MONTHS = {"month": 1, "year": 12, "once": 0}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a document: where it opens in the text, what it says in our own words."""

    id: str
    label: Label
    heading: Label
    summary: Label
    starts: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A published document; what its text does not give is None."""

    id: str
    file: str
    title: Label
    number: str | None
    issuer: Label | None
    issued: date | None
    effective: date | None
    repealed: date | None
    repeals: tuple[str, ...]
    note: Label | None
    numerals: str | None
    clauses: Mapping[str, Clause]
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure and what accounts for it."""

    document: str
    clause: str
    token: str
    value: Any
    unit: str
    kind: str
    by: tuple[str, ...]
    note: Label | None
    place: Place


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with the dates between which it holds."""

    value: Any
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or list that the city supplies; without a value it stays open and is named."""

    id: str
    label: Label
    type: Type
    clause: str
    note: Label
    values: tuple[Dated, ...]
    place: Place

    def value_at(self, day: date) -> Any:
        """The value in force on a day, or None."""
        for dated in self.values:
            begun = dated.start is None or dated.start <= day
            if begun and (dated.end is None or day <= dated.end):
                return dated.value
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """Two or more ways to read a clause; `settled` is the option a city has fixed."""

    id: str
    clause: str
    note: Label
    options: Mapping[str, Label]
    settled: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a rule, with its own sentence where the generated one is clumsy."""

    node: Node
    text: str
    say: Label | None
    place: Place


@dataclass(frozen=True, slots=True)
class Interval:
    """A sum from `low` to `high` (money expressions, the same node where it is one sum)."""

    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Amount:
    """A rule's sum: a table over `by`, or bands of which the first that holds counts.

    A plain sum is one band without a condition. `at_most` caps each single sum, in fen.
    `covers` is the condition that the rows or bands set by themselves: whoever has no row and
    no band gets nothing. `label` says in words what the formula would spell out clumsily.
    """

    by: Node | None = None
    rows: Mapping[Any, Interval] = field(default_factory=dict)
    bands: tuple[tuple[Node | None, Interval], ...] = ()
    at_most: int | None = None
    covers: Node | None = None
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit in fen over a group of claims: per `year` of a record's field, or per subject."""

    per: Literal["year", "subject"]
    limit: int
    field: str | None
    note: Label | None


@dataclass(frozen=True, slots=True)
class ForEach:
    """A rule over several records at once, each a claim of its own."""

    records: str
    variable: str
    when: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Periods:
    """How many payments: exactly `count`, or at most that many; `fact` tells how many."""

    count: int
    up_to: bool = False
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One entitlement: who, under which conditions, what, how often, by which clause."""

    id: str
    clause: str
    title: Label
    summary: Label
    subject: str
    beneficiary: str
    nature: Nature
    when: tuple[Condition, ...]
    place: Place
    payer: str = "public"
    amount: Amount | None = None
    every: Every = "once"
    periods: Periods | None = None
    within_years: int | None = None
    starts: str | None = None
    less: str | None = None
    caps: tuple[Cap, ...] = ()
    for_each: ForEach | None = None
    units: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    in_kind: Label | None = None
    family: str | None = None
    notes: tuple[Label, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    once_per: Literal["person"] | None = None


@dataclass(frozen=True, slots=True)
class Exclusive:
    """Rules of which an applicant can enjoy one; `under` names the reading and option that say so.

    Without `under` the clause itself says so.
    """

    id: str
    clause: str
    rules: tuple[str, ...]
    note: Label
    under: tuple[str, str] | None = None

    def stands(self, readings: Mapping[str, Reading]) -> bool | None:
        """Whether the group holds; None while its reading is open."""
        if self.under is None:
            return True
        reading, option = self.under
        settled = readings[reading].settled
        return None if settled is None else settled == option


@dataclass(frozen=True, slots=True)
class TierItem:
    """An item of the catalogue: met when any of its conditions is."""

    id: str
    clause: str
    label: Label
    conditions: tuple[Condition, ...]
    by_decision: bool
    place: Place


@dataclass(frozen=True, slots=True)
class TierClass:
    """A class of the catalogue (A, B, ...) with its items."""

    id: str
    label: Label
    items: tuple[TierItem, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """A city's talent catalogue, highest class first."""

    title: Label
    recognised_by: str
    classes: tuple[TierClass, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, office or body that runs something."""

    id: str
    label: Label
    kind: str


@dataclass(frozen=True, slots=True)
class Target:
    """A number the city means to reach."""

    id: str
    label: Label
    value: Any
    unit: str
    by: str | None = None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a measure sets out to do; `units` where the text names them for it."""

    id: str
    label: Label
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A duty of a plan: actions, commitments and targets, the lead first, then who takes part.

    `deadline` is as the text gives it (a year, a date), None where it gives none; `numbers` are
    figures of the duty that are no targets.
    """

    id: str
    clause: str
    label: Label
    kind: str
    summary: Label
    lead: tuple[str, ...]
    units: tuple[str, ...]
    actions: tuple[Action, ...]
    commitments: tuple[Label, ...]
    targets: tuple[Target, ...]
    deadline: str | None
    every: str
    rules: tuple[str, ...]
    programmes: tuple[str, ...]
    notes: tuple[Label, ...]
    numbers: tuple[Any, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Programme:
    """A named system, mechanism, programme or service, and the part that carries it."""

    id: str
    clause: str
    label: Label
    kind: str
    run_by: tuple[str, ...]
    summary: Label
    carried_by: str
    rules: tuple[str, ...]
    open: Label | None
    numbers: tuple[Any, ...]
    targets: tuple[Target, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """A worked subject and the answers expected of the pack."""

    id: str
    about: str
    subject: str
    as_of: date
    facts: Mapping[str, Any]
    expect: Mapping[str, Mapping[str, Any]]
    totals: Mapping[str, int]
    tier: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class Pack:
    """A city's policies, ready to be asked; `content_hash` names exactly this version.

    `reform` lists the changes that make it differ from what the city has decided: outputs say so.
    """

    city: str
    title: Label
    policy: Label
    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    figures: tuple[Figure, ...]
    parameters: Mapping[str, Parameter]
    readings: Mapping[str, Reading]
    tiers: Tiers | None
    rules: Mapping[str, Rule]
    exclusive: tuple[Exclusive, ...]
    units: Mapping[str, Unit]
    programmes: Mapping[str, Programme]
    plan: Mapping[str, Measure]
    cases: tuple[Case, ...]
    content_hash: str
    reform: tuple[str, ...] = ()
    services: Mapping[str, ServiceItem] = field(default_factory=dict)
    no_items: tuple[NoItem, ...] = ()
    lifecycles: Mapping[str, Lifecycle] = field(default_factory=dict)
    funding: Funding = field(default_factory=Funding)
    recognition: Recognition = field(default_factory=Recognition)
    cards: tuple[CardProgramme, ...] = ()

    def rules_of(self, subject: str) -> tuple[Rule, ...]:
        """The rules that ask this kind of subject, in the order of the document."""
        return tuple(rule for rule in self.rules.values() if rule.subject == subject)

    def clause(self, clause: str) -> Clause | None:
        """A clause by its id, from whichever document has it."""
        for document in self.documents.values():
            if clause in document.clauses:
                return document.clauses[clause]
        return None

    def clause_label(self, clause: str) -> Label:
        found = self.clause(clause)
        return found.label if found else Label(clause, clause) if clause else EMPTY


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What reading a pack gave: the pack (None when it cannot be built) and all findings."""

    pack: Pack | None
    findings: tuple[Finding, ...]
