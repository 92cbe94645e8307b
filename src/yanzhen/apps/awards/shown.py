"""What pages and other apps see of awards: plain data, nothing that could change a row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yanzhen.apps.awards.forecasting import Year
from yanzhen.apps.ledgers.service import MovementShown
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class CutShown:
    """So much less than computed, and the sentence why."""

    code: str
    fen: int
    say: Label
    key: str


@dataclass(frozen=True, slots=True)
class InstalmentShown:
    """One payment; `say` says why it waits or failed."""

    id: int
    number: int
    due_on: date
    until_on: date | None
    fen: int
    state: str
    label: Label
    has_budget: bool
    checked_on: date | None
    say: Label | None
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment in a list, with the award that it belongs to."""

    award: str
    case_number: str
    title: Label
    clause: str
    subject_name: str
    place: Label
    payment: InstalmentShown


@dataclass(frozen=True, slots=True)
class EventShown:
    """A line of the timeline."""

    at: datetime
    kind: str
    by: str
    reason: str
    told: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OutcomeShown:
    """What a bank did: a record, not our money."""

    party: str
    kind: str
    fen: int
    on: date
    reference: str


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """A correction, proposed or settled."""

    id: int
    granted_fen: int
    reason: str
    state: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears the award: with a sum where shares are set, without one where none is."""

    party: Label
    percent: str = ""
    fen: int | None = None


@dataclass(frozen=True, slots=True)
class ShareShown:
    """Who bears how much of a rule (empty: of all), between two days, as the city has set it."""

    rule: str
    party: Label
    percent: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award in a list."""

    number: str
    case_number: str
    title: Label
    rule: str
    clause: str
    city: str
    place: Label
    subject_id: int
    subject_name: str
    nature: str
    computed_fen: int
    granted_fen: int
    cuts: tuple[CutShown, ...]
    plan: str
    state: str
    state_label: Label
    why: Label | None
    effective_on: date
    at_risk: bool


@dataclass(frozen=True, slots=True)
class AwardShown:
    """An award with its whole life."""

    row: AwardRow
    clause_label: Label
    item: str
    decision_id: int
    decision_hash: str
    pack_hash: str
    tier: str
    tenant_id: int
    account_id: int | None
    back_fen: int
    payee_id: int
    employer_id: int | None
    most_fen: int | None
    fund: str
    fund_label: Label | None
    within_years: int | None
    counted_from: date | None
    pattern: str
    instalments: tuple[InstalmentShown, ...]
    events: tuple[EventShown, ...]
    movements: tuple[MovementShown, ...]
    outcomes: tuple[OutcomeShown, ...]
    corrections: tuple[CorrectionShown, ...]
    bearers: tuple[Bearer, ...]

    @property
    def paid_fen(self) -> int:
        return sum(one.fen for one in self.instalments if one.state == "paid")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list; `total` counts no further than a list counts."""

    rows: tuple[AwardRow, ...]
    total: int
    page: int
    size: int


@dataclass(frozen=True, slots=True)
class PaymentsPage:
    """A page of a list of payments; `total` counts no further than a list counts."""

    rows: tuple[PaymentRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Mine:
    """An award as the person sees it: what, how much, when, and why less.

    `by_party` settles it where it is none of the city's cash; `outcomes` is what they did.
    """

    row: AwardRow
    clause_label: Label
    item: str
    instalments: tuple[InstalmentShown, ...]
    outcomes: tuple[OutcomeShown, ...] = ()
    by_party: Label | None = None

    @property
    def paid_fen(self) -> int:
        return sum(one.fen for one in self.instalments if one.state == "paid")

    @property
    def next(self) -> InstalmentShown | None:
        """The payment that comes next."""
        waits = (one for one in self.instalments if one.state not in ("paid", "cancelled"))
        return next(waits, None)


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What is offered where somebody enters a plan: the sum, the dates, a pattern if one is set.

    `parts` are (date, fen); without a pattern there is one date and the whole sum.
    """

    number: str
    fen: int
    counted_from: date
    within_years: int | None
    pattern: str
    parts: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The years to come, and what has no dates yet."""

    years: tuple[Year, ...]
    unplanned_fen: int
    unplanned: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one clause, year, county, tier, industry or employer has cost and will."""

    key: str
    label: Label
    awards: int
    subjects: int
    granted_fen: int
    paid_fen: int
    open_fen: int
    """Granted and not paid yet."""
    before_fen: int = 0
    """Granted in the year before, where a year was asked for."""
