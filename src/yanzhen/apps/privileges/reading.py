"""What a code says of a card, and which cards a person has: all that is known of cards here.

seen = look_up("YZ1:...", now)      Seen, or Refused with a sentence for whoever checked it
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yanzhen.apps.cards import service as cards
from yanzhen.policy.vocabulary import Label

VALID = "valid"
ENDED: Mapping[str, Label] = {
    "suspended": Label("这张卡已暂停使用。", "This card is suspended."),
    "revoked": Label("这张卡已注销。", "This card was revoked."),
    "expired": Label("这张卡已过有效期。", "This card has expired."),
}
OVER = {"over": "expired"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A card that holds: what a partner may know of it."""

    card_id: int
    city: str
    programme: str
    level: str
    name_mask: str
    valid_until: date | None
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A code that shows no card that holds; the card, where the code says which."""

    code: str
    say: Label
    card_id: int | None = None


def look_up(code: str, now: datetime, late: bool = False) -> Seen | Refused:
    """The card that a code shows now; late: that it showed at a moment that is over."""
    found = cards.look_back(code, now) if late else cards.look_up(code, now)
    if isinstance(found, cards.Refused):
        return Refused(found.code, found.say)
    if found.state != VALID:
        why = OVER.get(found.state, found.state)
        return Refused(why, ENDED[why], found.card_id)
    return Seen(
        found.card_id, found.city, found.programme, found.level, found.name_mask,
        found.valid_until, found.printed,
    )  # fmt: skip


def cards_of(subject_id: int) -> tuple[Seen, ...]:
    """The cards of a person that hold today."""
    return tuple(
        Seen(one.id, one.face.city, one.face.programme, one.level, one.name_mask, one.valid_until)
        for one in cards.cards_of(subject_id)
        if one.state == VALID
    )
