"""What a code says of a card, and which cards a person has: all that is known of cards here.

seen = look_up("YZ1:...", now)      CardSeen, or Refused with a sentence for whoever checked it
"""

from dataclasses import dataclass
from datetime import date, datetime

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True, slots=True)
class Seen:
    """A card that holds: what a partner may know of it."""

    card_id: int
    city: str
    programme: str
    level: str
    name_mask: str
    valid_until: date | None
    tenant_id: int
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A code that shows no card that holds."""

    code: str
    say: Label


UNREAD = Label("本系统尚未启用人才卡。", "Cards are not in use here yet.")


def look_up(code: str, now: datetime) -> Seen | Refused:
    """The card that a code showed at a moment."""
    return Refused("no_cards", UNREAD)


def cards_of(subject_id: int) -> tuple[Seen, ...]:
    """The cards of a person that hold today."""
    return ()
