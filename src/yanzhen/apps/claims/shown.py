"""What pages and other apps see of claims: plain data, nothing that could change a row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list. `due_on` is the day of the first part that is not paid back."""

    number: str
    award: str
    case_number: str
    city: str
    title: Label
    clause: str
    clause_label: Label
    place: Label
    payee_name: str
    amount_fen: int
    back_fen: int
    state: str
    state_label: Label
    made_on: date
    due_on: date | None
    late: bool
    asks: bool
    """Somebody wants it written off or withdrawn, and a second person has to look."""

    @property
    def left_fen(self) -> int:
        return self.amount_fen - self.back_fen


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part of the plan; `missing_fen` is what of it has not come."""

    number: int
    due_on: date
    fen: int
    missing_fen: int
    late: bool


@dataclass(frozen=True, slots=True)
class ReceivedShown:
    """Money that came back."""

    on: date
    fen: int
    reference: str
    by: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """A line of the timeline."""

    at: datetime
    kind: str
    by: str
    reason: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim with its whole life; `may` is what whoever looks can do with it now, `own` whether
    it is claimed back from her or from the employer whose HR she is."""

    row: ClaimRow
    own: bool
    reason: str
    how_to_pay: str
    trigger: Label | None
    found: Label | None
    paid_fen: int
    opened_by: str
    opened_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    end_wanted: str
    end_reason: str
    end_asked_by: str
    ended_at: datetime | None
    parts: tuple[PartShown, ...]
    received: tuple[ReceivedShown, ...]
    steps: tuple[StepShown, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; `total` counts no further than a list counts."""

    rows: tuple[ClaimRow, ...]
    total: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of the policy for which an award of this rule is paid back."""

    id: str
    clause: str
    clause_label: Label
    trigger: Label
    notes: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """What is offered where somebody claims: how much at most, and what the policy knows.

    `clauses` are those of the policy, for a claim under another clause.
    """

    award: str
    title: Label
    payee_name: str
    paid_fen: int
    most_fen: int
    reasons: tuple[Reason, ...]
    clauses: tuple[tuple[str, Label], ...]
    proposals: tuple[ClaimRow, ...]
