"""What pages see of seats: plain data, nothing that could change a row."""

from dataclasses import dataclass
from datetime import date, datetime

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class AuthorisationShown:
    """An authorisation with its seats; `state`: coming, open, over, closed.

    `office`: whoever looks may change it. `whom`: where to ask for more.
    """

    id: int
    city: str
    place: Label
    employer_id: int
    employer_name: str
    kind_label: Label
    levels: tuple[tuple[str, Label], ...]
    scope: str
    clause: Label
    basis: str
    valid_from: date
    valid_until: date
    state: str
    closed_on: date | None
    closed_reason: str
    seats: int
    used: int
    free: int
    made_by: str
    made_at: datetime
    whom: Label
    is_demo: bool
    office: bool = False


@dataclass(frozen=True, slots=True)
class UseShown:
    """A decision of an employer; `can_return`: its recognition holds no more, the seat is spent."""

    id: int
    authorisation: int
    employer_name: str
    person: str
    masked: str
    recognition: str
    state: str
    state_label: Label
    level: Label
    decision: str
    decided_on: date
    reason: str
    papers: str
    at: datetime
    by: str
    is_returned: bool
    returned_at: datetime | None
    returned_reason: str
    can_return: bool


@dataclass(frozen=True, slots=True)
class SampleShown:
    id: int
    city: str
    place: Label
    seed: str
    size: int
    since: date
    until: date
    population: int
    made_by: str
    made_at: datetime
    drawn: int
    checked: int
    findings: int


@dataclass(frozen=True, slots=True)
class SampledShown:
    """A use that was drawn, and what came out."""

    place: int
    use: UseShown
    outcome: str
    label: Label
    note: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Offered:
    """A city whose text knows recognition by employers, and the kinds that it allows."""

    city: str
    place: Label
    clause: Label
    kinds: tuple[tuple[str, Label], ...]
    levels: tuple[tuple[str, Label], ...]
    notes: tuple[Label, ...]
