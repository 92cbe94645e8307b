"""What pages and other apps see of recognitions: plain data, nothing that could change a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from yanzhen.policy.vocabulary import Label

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class InForce:
    """A recognition in force, as far as somebody needs who goes through all of them."""

    id: int
    city: str
    tenant_id: int
    subject_id: int
    kind: str
    level: str
    valid_from: date
    valid_until: date | None
    state: str = "current"


@dataclass(frozen=True, slots=True)
class RecognitionShown:
    """A recognition. `ended_on` is the last day on which it held, where it holds no more.

    `office`: whoever looks is of the talent office that sees to it. `no_term`: the city has
    entered no validity, as the documents give none.
    """

    id: int
    number: str
    city: str
    tenant_id: int
    place: Label
    kind: str
    kind_label: Label
    level: str
    level_label: Label
    subject_id: int
    subject_name: str
    masked_name: str
    state: str
    state_label: Label
    valid_from: date
    valid_until: date | None
    recheck_on: date | None
    ended_on: date | None
    basis_item: str
    item_label: Label | None
    clause: str
    clause_label: Label
    trace_hash: str
    pack_hash: str
    case_number: str
    by: str
    by_label: Label
    employer_id: int | None
    source: str
    reason: str
    conclusion: Mapping[str, Any]
    is_shared: bool
    supersedes: str
    office: bool = False

    @property
    def no_term(self) -> bool:
        return self.valid_until is None

    def holds_on(self, day: date) -> bool:
        """Whether it was in force on a day."""
        last = min((one for one in (self.valid_until, self.ended_on) if one), default=day)
        return self.valid_from <= day <= last


@dataclass(frozen=True, slots=True)
class StepShown:
    at: datetime
    kind: str
    by: str
    reason: str
    told: Mapping[str, Any]
    proceeding: str


@dataclass(frozen=True, slots=True)
class ProceedingShown:
    """A proceeding; `may` are the deeds of whoever looks."""

    number: str
    recognition: RecognitionShown
    aim: str
    aim_label: Label
    way: str
    way_label: Label
    to_level: Label | None
    clause: str
    cause: str
    state: str
    state_label: Label
    opened_by: str
    opened_at: datetime
    answer_by: date | None
    heard: Label | None
    heard_on: date | None
    minutes: str
    decided_by: str
    decided_at: datetime | None
    decision: str
    effective_on: date | None
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProposalShown:
    id: int
    recognition: RecognitionShown
    source: str
    source_label: Label
    found: Label
    found_level: str
    found_item: str
    case_number: str
    made_at: datetime
    state: str
    state_label: Label
    reason: str
    lower: bool
    """Whether what was found is below the recognition: a proceeding may follow."""


@dataclass(frozen=True, slots=True)
class TermShown:
    city: str
    kind: str
    kind_label: Label
    valid_months: int | None
    recheck_months: int | None
    basis: str
    set_at: datetime
    is_demo: bool


@dataclass(frozen=True, slots=True)
class RerunShown:
    """A trial of a new catalogue; `matrix` counts who goes from which of `names` to which."""

    id: int
    city: str
    draft: str
    as_of: date
    state: str
    state_label: Label
    work: str
    names: tuple[tuple[str, Label], ...]
    matrix: tuple[tuple[int, ...], ...]
    people: int
    moved: int
    unreadable: int
    started_by: str
    started_at: datetime
    office: bool


@dataclass(frozen=True, slots=True)
class MoverShown:
    """Somebody whom the new version places differently."""

    id: int
    subject_id: int
    masked_name: str
    before: Label
    after: Label
    before_item: str
    after_item: str
    item_label: Label | None
    recognition: str
    level: Label | None
    is_proposed: bool


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int
