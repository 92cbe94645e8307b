"""What pages and API see of cases: plain data, nothing that could change a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yanzhen.apps.cases.clock import Light
from yanzhen.apps.cases.errors import Refusal
from yanzhen.apps.cases.lifecycle import Possible
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list; `work` is the open work, in a queue.

    `subject_name` is for whoever applied and whoever handles the case; a list of an office shows
    `masked_name`.
    """

    number: str
    item: str
    title: Label
    kind: str
    subject_name: str
    masked_name: str
    place: Label
    state: str
    state_label: Label
    turn: str
    is_open: bool
    submitted_at: datetime
    due_on: date | None
    light: Light
    stopped: bool
    channel: str
    work: "WorkShown | None" = None


@dataclass(frozen=True, slots=True)
class WorkShown:
    """One department's work on a case."""

    id: int
    stage: str
    department: Label
    department_id: int
    role: str
    state: str
    waiting: bool
    assignee_id: int | None
    assignee: str
    opened_on: date
    days: int | None
    due_on: date | None
    light: Light
    used: int | None
    agrees: bool | None
    opinion: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One line of the timeline."""

    at: datetime
    action: str
    label: Label
    state: Label
    by: str
    department: Label | None
    told: Mapping[str, Any]
    inward: bool


@dataclass(frozen=True, slots=True)
class MaterialShown:
    """A file of a case or a draft, without its bytes."""

    id: str
    asked: str
    label: Label | None
    name: str
    media_type: str
    size: int
    stage: str
    scan: str
    uploaded_at: datetime
    received_by: str = ""


@dataclass(frozen=True, slots=True)
class SupplementShown:
    """What was asked for, and the answer."""

    items: tuple[str, ...]
    note: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision as it is shown: outcome, sum, reason; `record` is for staff."""

    outcome: str
    amount_fen: int | None
    departs: bool
    reason: str
    decided_at: datetime
    decided_by: str
    hash: str
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PublicityShown:
    """An entry of a public list, with the days that are left."""

    id: int
    city: str
    place: Label
    entry: Mapping[str, str]
    starts_on: date
    ends_on: date
    days_left: int
    open: bool


@dataclass(frozen=True, slots=True)
class ClockShown:
    """One clock of a case: statutory or promised."""

    kind: str
    days: int
    used: int
    left: int
    due_on: date | None
    light: Light
    stopped: bool


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One case with everything that its page shows to this actor.

    `handles`: she works for it, and needs its names; `has_work`: something of it is hers to do now.
    """

    row: Row
    waits_on: Label
    until: date | None
    caution: Label | None
    clauses: tuple[str, ...]
    employer_id: int | None
    subject_id: int | None
    applicant_id: int | None
    answers: Mapping[str, Any]
    words: Mapping[str, str]
    works: tuple[WorkShown, ...]
    steps: tuple[StepShown, ...]
    clocks: tuple[ClockShown, ...]
    materials: tuple[MaterialShown, ...]
    supplements: tuple[SupplementShown, ...]
    decisions: tuple[DecisionShown, ...]
    publicities: tuple[PublicityShown, ...]
    objections: tuple[str, ...]
    against: str | None
    actions: tuple[Possible, ...]
    satisfied: bool | None
    accepted_at: datetime | None
    closed_at: datetime | None
    pack_hash: str
    lifecycle: str
    city: str
    is_staff_view: bool
    handles: bool
    has_work: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt prints, complete with the submission."""

    number: str
    title: Label
    subject_name: str
    place: Label
    window: Label
    submitted_at: datetime
    materials: tuple[str, ...]
    statutory_days: int | None
    promised_days: int | None
    caution: Label | None


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft as its form shows it."""

    id: str
    city: str
    item: str
    title: Label
    place: str
    subject_id: int
    subject_name: str
    subject_kind: str
    employer_id: int | None
    channel: str
    answers: Mapping[str, Any]
    words: Mapping[str, str]
    number: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class OfferShown:
    """Something that she need not apply for: does she want it?"""

    id: int
    item: str
    title: Label
    place: Label
    found_on: date
    total_fen: int | None
    most_fen: int | None
    state: str
    number: str | None


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A row of an employer's sheet: its case, or why there is none."""

    row: int
    name: str
    number: str | None
    why: Label


@dataclass(frozen=True, slots=True)
class FilingShown:
    """An employer's sheet and what became of it."""

    id: str
    item: str
    file_name: str
    filed: int
    refused: int
    rows: tuple[FiledRow, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """What an action on one of several cases came to: done, or the reasons why not."""

    number: str
    done: bool
    reasons: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list. `total` stops counting at `MOST_COUNTED`."""

    rows: tuple[Row, ...]
    total: int
    page: int
    size: int
    more: bool
