"""What of privileges is shown, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class ProviderShown:
    """A provider; `members` for the office only."""

    id: int
    name: Label
    place: Label
    tenant_id: int
    city: str
    address: str
    phone: str
    latitude: str
    longitude: str
    basis: str
    ended_at: datetime | None
    members: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer as everybody sees it."""

    id: int
    provider_id: int
    provider: Label
    address: str
    phone: str
    place: Label
    tenant_id: int
    city: str
    programme: str
    group: str
    title: Label
    offer: Label
    levels: tuple[str, ...]
    way: str
    unit: str
    limits: Mapping[str, int | None]
    """How often one card may use it, by span; None: not limited."""
    yearly: int | None
    valid_from: date
    valid_until: date | None
    state: str
    basis: str


@dataclass(frozen=True, slots=True)
class OfferLeft:
    """An offer for one card, or the reason why it is not for it."""

    offer: OfferShown
    left: Mapping[str, int] = field(default_factory=dict)
    """What the card has left, by span; "pool": what all cards have left this year."""
    why_not: Label | None = None

    @property
    def can(self) -> bool:
        """Whether it can be used once more."""
        return self.why_not is None and all(self.left.values())


@dataclass(frozen=True, slots=True)
class UseShown:
    """One use; of the person only what a partner may know."""

    id: int
    title: Label
    provider: Label
    at: datetime
    late: bool
    level: str
    name_mask: str
    pseudonym: str
    by: str
    taken_back_for: str
    can_take_back: bool = False


@dataclass(frozen=True, slots=True)
class BookingShown:
    """One booking."""

    id: int
    title: Label
    provider: Label
    on: date
    people: int
    note: str
    state: str
    answer: str
    level: str
    name_mask: str
    pseudonym: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """How often an offer was used on a day, and how many of these were entered late."""

    on: date
    title: Label
    uses: int
    cards: int
    late: int


@dataclass(frozen=True, slots=True)
class StatementShown:
    """A month of a provider: provisional until it is over, then made, then confirmed."""

    id: int | None
    provider_id: int
    provider: Label
    month: date
    rows: tuple[DayRow, ...]
    uses: int
    taken_back: int
    digest: str
    """Over the uses as they are now."""
    kept_digest: str
    """As it was when the statement was made, or confirmed."""
    made_at: datetime | None
    confirmed_at: datetime | None
    confirmed_by: str
    months: tuple[date, ...] = ()
    """The months in which something was used, and this one; the latest first."""

    @property
    def state(self) -> str:
        if self.confirmed_at is not None:
            return "confirmed"
        return "made" if self.made_at is not None else "provisional"

    @property
    def was_changed(self) -> bool:
        """Whether a use was changed, added or left out since."""
        return bool(self.kept_digest) and self.kept_digest != self.digest


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was used in a month, and by how many cards."""

    key: str
    label: Label
    uses: int
    cards: int


@dataclass(frozen=True, slots=True)
class SignalShown:
    """What looks odd, what it rests on, and what was done about it."""

    id: int
    kind: str
    provider: Label
    at: datetime
    told: Mapping[str, int | str]
    uses: tuple[UseShown, ...]
    card_id: int | None
    done: str
    done_at: datetime | None
    done_by: str


@dataclass(frozen=True, slots=True)
class WatchShown:
    """From when on something is told at a place; None: that kind is off."""

    place: Label
    place_code: str
    kmh: int | None
    minutes: int | None
    a_day: int | None
    basis: str
