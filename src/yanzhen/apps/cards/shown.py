"""What of a card is shown, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Face:
    """How cards of a programme look: their name and colours, of the city's pack."""

    city: str
    city_name: Label
    programme: str
    label: Label
    clause: Label
    colour: str
    ink: str


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card in a list; the name is masked."""

    id: int
    number: str
    face: Face
    name_mask: str
    level: str
    state: str
    """valid, suspended, revoked, or over: its last day has passed."""
    cause: str
    valid_from: date
    valid_until: date | None
    issued_on: date


@dataclass(frozen=True, slots=True)
class EventShown:
    """A line of the timeline."""

    at: datetime
    kind: str
    by: str
    reason: str
    told: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class CardShown:
    """One card for its holder, or for the desk."""

    row: CardRow
    name: str
    registered_name: str
    """As the registry has it now: another one than on the card means a new face is due."""
    subject_id: int
    tenant_id: int
    basis: str
    recognition_id: int | None
    case_number: str
    bound_since: datetime | None
    device_key: str
    """The public key of the bound phone, as the page compares it with its own; or nothing."""
    events: tuple[EventShown, ...]
    can: frozenset[str]
    """What the looker may do with it now."""


@dataclass(frozen=True, slots=True)
class CardSeen:
    """What a code showed, for whoever checks it: nothing else of the person."""

    card_id: int
    city: str
    city_name: Label
    programme: str
    label: Label
    level: str
    name_mask: str
    state: str
    valid_until: date | None
    tenant_id: int
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A code that shows no card that holds, with a sentence for whoever checked it."""

    code: str
    say: Label
