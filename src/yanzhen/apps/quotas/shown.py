"""What pages are given of quotas: plain data, names in both languages."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from yanzhen.apps.ledgers.service import Balance
from yanzhen.apps.quotas.eligibility import Look
from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class PoolShown:
    """A pool with what of it is free, reserved and occupied, and how many wait."""

    id: int
    code: str
    city: str
    place: Label
    tenant_id: int
    name: Label
    unit: str
    clause: Label
    borrowed: bool
    by_draw: bool
    is_personal: bool
    reserve_days: int | None
    balance: Balance
    waiting: int
    notes: tuple[Label, ...] = ()
    size_by_text: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A pool that a pack lists and nobody has opened yet."""

    city: str
    pack_pool: str
    name: Label
    unit: str
    clause: Label
    size: int | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in a list; `place` in the line while it waits."""

    id: int
    pool_id: int
    pool: Label
    unit: str
    who: str
    for_whom: str
    number: int
    state: str
    place: int | None
    asked_at: datetime
    reserved_until: date | None
    home: Label
    used_in: Label
    is_borrowed: bool
    reason: str
    case_number: str


@dataclass(frozen=True, slots=True)
class EventShown:
    """One line of a request's timeline."""

    kind: str
    at: datetime
    by: str
    reason: str
    told: dict[str, int | str | None]


@dataclass(frozen=True, slots=True)
class LeaseShown:
    """Who rents which flat from when until when; `who` is empty for the person herself."""

    id: int
    flat_id: int
    request_id: int
    address: str
    who: str
    since: date
    until: date | None
    ended_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class TicketShown:
    """A participant's own number in a draw, and where it came out."""

    draw_id: int
    title: str
    number: str
    state: str
    draws_on: date
    place: int | None
    won: bool | None


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A request with its life."""

    row: RequestRow
    events: tuple[EventShown, ...]
    decides: bool
    asked: bool
    by_draw: bool
    look: Look | None = None
    lease: LeaseShown | None = None
    ticket: TicketShown | None = None


@dataclass(frozen=True, slots=True)
class FlatShown:
    """A flat of the stock."""

    id: int
    pool_id: int
    pool: Label
    address: str
    rooms: int
    area: Decimal
    rent_fen: int | None
    state: str
    leases: tuple[LeaseShown, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryShown:
    """Which request is behind a number: for the office."""

    number: str
    request_id: int
    who: str
    place: int | None
    won: bool | None


@dataclass(frozen=True, slots=True)
class DrawShown:
    """A draw as everybody may see it from its publication on."""

    id: int
    pool_id: int
    pool: Label
    place: Label
    city: str
    title: str
    flats: int
    state: str
    draws_on: date
    witness_source: str
    witness: str
    participants: tuple[str, ...]
    commitment: str
    seed: str
    outcome: tuple[str, ...]
    published_at: datetime | None
    drawn_at: datetime | None
    entries: tuple[EntryShown, ...] = ()
