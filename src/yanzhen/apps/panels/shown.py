"""What pages are given of panels: plain data, names in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class TieShown:
    kind: str
    name: str
    by_office: bool


@dataclass(frozen=True, slots=True)
class ExpertShown:
    """An entry of the register."""

    id: int
    name: str
    place: Label
    city: str
    tenant_id: int
    employers: tuple[str, ...]
    specialities: tuple[str, ...]
    state: str
    away_until: date | None
    reason: str
    declared_on: date | None
    ties: tuple[TieShown, ...]


@dataclass(frozen=True, slots=True)
class CheckShown:
    """One finding of avoidance."""

    matter: str
    stage: str
    point: str
    outcome: str
    basis: str
    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeatShown:
    """An expert of a panel; `checks` are those of the last look."""

    id: int
    expert_id: int
    number: str
    name: str
    place: int | None
    state: str
    is_chair: bool
    reason: str
    answered: tuple[str, ...]
    stated_at: datetime | None
    checks: tuple[CheckShown, ...]
    sheets: int


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A score sheet that was revealed."""

    number: str
    name: str
    scores: Mapping[str, int]
    total: str
    vote: Label
    comment: str
    dissent: str


@dataclass(frozen=True, slots=True)
class MatterShown:
    """A case before a panel; numbers and sheets from the closing on."""

    id: int
    number: str
    title: Label
    fact: str
    fact_label: Label
    options: tuple[tuple[str, Label], ...]
    proposed: Label | None
    materials: int
    sheets: int
    outcome: Label | None
    average: str
    average_exact: str
    votes: tuple[tuple[Label, int], ...]
    written_at: datetime | None
    revealed: tuple[SheetShown, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectionShown:
    id: int
    number: str
    name: str
    by: str
    reason: str
    state: str
    answer: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel in a list."""

    id: int
    title: str
    place: Label
    state: str
    size: int
    cases: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DrawShown:
    """All of a draw that is public: numbers, the promise, the secret once it is revealed."""

    id: int
    title: str
    place: Label
    state: str
    size: int
    draws_on: date | None
    witness_source: str
    witness: str
    participants: tuple[str, ...]
    commitment: str
    seed: str
    outcome: tuple[str, ...]
    seated: tuple[str, ...]
    kept_out: tuple[str, ...]
    published_at: datetime | None
    drawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class PanelShown:
    """A panel at the desk."""

    draw: DrawShown
    tenant_id: int
    city: str
    quorum: int
    specialities: tuple[str, ...]
    shared_by: Label | None
    criteria: tuple[tuple[str, int], ...]
    rule: str
    threshold: int | None
    basis: str
    objections_until: date | None
    reason: str
    matters: tuple[MatterShown, ...]
    seats: tuple[SeatShown, ...]
    objections: tuple[ObjectionShown, ...]
    opened_at: datetime | None
    closed_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    keeps: bool

    @property
    def state(self) -> str:
        return self.draw.state


@dataclass(frozen=True, slots=True)
class OwnMatter:
    """A case as a member's list has it: by title and names alone; her own sheet."""

    id: int
    title: Label
    names: tuple[str, ...]
    options: tuple[tuple[str, Label], ...]
    proposed: Label | None
    sheet: Mapping[str, Any] | None
    outcome: Label | None
    average: str
    votes: tuple[tuple[Label, int], ...]
    dissent: str
    may_dissent: bool


@dataclass(frozen=True, slots=True)
class OwnSeat:
    """A panel as one of its members sees it."""

    panel_id: int
    title: str
    number: str
    panel_state: str
    state: str
    is_chair: bool
    unknown: tuple[str, ...]
    criteria: tuple[tuple[str, int], ...]
    matters: tuple[OwnMatter, ...]
    waits: str
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member as those see her whom a case is about."""

    seat_id: int
    name: str
    employers: tuple[str, ...]
    objection: ObjectionShown | None


@dataclass(frozen=True, slots=True)
class Named:
    """Who judges a case, for whom it is about."""

    panel_id: int
    title: str
    until: date | None
    may_object: bool
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Layable:
    """What a case offers to a panel: findings with their values, papers, its place."""

    number: str
    title: Label
    subject_name: str
    state: Label
    at_review: bool
    facts: tuple[tuple[str, Label, tuple[tuple[str, Label], ...]], ...]
    materials: tuple[tuple[str, str], ...]
