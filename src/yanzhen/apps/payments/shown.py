"""What pages and other apps see of payments: plain data, accounts masked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from yanzhen.policy.vocabulary import Label

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class AccountShown:
    """A bank account; never more than the last four of it."""

    id: int
    subject_id: int
    subject_name: str
    holder: str
    bank: str
    masked: str
    source: str
    state: str
    label: Label
    given_by_id: int | None
    given_by: str
    given_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run in a list."""

    number: str
    city: str
    tenant_id: int
    place: Label
    title: str
    up_to: date
    state: str
    label: Label
    count: int
    fen: int
    left_out: int
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StateSum:
    """So many payments of a run are in one state."""

    state: str
    label: Label
    count: int
    fen: int


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """A file that was brought, and how many of its lines came to what."""

    id: int
    file_name: str
    brought_by: str
    brought_at: datetime
    lines: int
    is_settled: bool
    outcomes: tuple[tuple[str, Label, int], ...]

    @property
    def open_lines(self) -> int:
        """Lines that changed nothing and that somebody has to look at."""
        return sum(count for code, _, count in self.outcomes if code in LOOK_AT)


LOOK_AT = ("unreadable", "unknown", "double", "amount", "name", "not_sent", "contradicts")


@dataclass(frozen=True, slots=True)
class RunShown:
    """A run with its sums, its hands and its receipts."""

    row: RunRow
    layout: str
    frozen_by: str
    frozen_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    exported_at: datetime | None
    settled_at: datetime | None
    cancel_reason: str
    sums: tuple[StateSum, ...]
    receipts: tuple[ReceiptShown, ...]
    to_retry: int
    pays: bool
    why_not_approve: str
    taken: int


@dataclass(frozen=True, slots=True)
class PaymentShown:
    """One payment."""

    reference: str
    run: str
    award_number: str
    case_number: str
    instalment: int
    name: str
    masked: str
    fen: int
    state: str
    label: Label
    reason: str
    answered_at: datetime | None
    is_retried: bool


@dataclass(frozen=True, slots=True)
class LeftOutShown:
    """A payment that is due, for whose payee no account is known."""

    award_number: str
    payee_id: int
    name: str
    due_on: date
    fen: int


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of a receipt, what came of it, and what to do."""

    row: int
    reference: str
    name: str
    fen: int | None
    result: str
    outcome: str
    label: Label
    say: Label


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows of a longer list, and how many there are; counted no further than a list counts."""

    rows: tuple[Row, ...]
    total: int
