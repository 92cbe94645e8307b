"""What was read of a card, held for the few minutes until a use is recorded.

A card is scanned once: its code is spent by that. The page carries a ticket that only the account
can use that scanned; it says what the code said, and nothing that a partner may not know.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256

from django.core import signing
from django.utils.crypto import salted_hmac

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.privileges.errors import refuse
from yanzhen.apps.privileges.reading import Seen

SALT = "yanzhen.privileges.ticket"
SECONDS = 600
PSEUDONYM = 8


@dataclass(frozen=True, slots=True)
class Ticket:
    """A card that was seen; `at` when it was shown, where it is entered afterwards."""

    card_id: int
    city: str
    programme: str
    level: str
    name_mask: str
    at: str = ""
    mark: str = ""

    def late_key(self, privilege_id: int) -> str:
        """The key of what is entered afterwards: this code, this minute, this offer."""
        return f"late/{self.mark}/{self.at[:16]}/{privilege_id}" if self.at else ""

    @property
    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.at) if self.at else None


def ticket_of(seen: Seen, code: str, at: datetime | None) -> Ticket:
    """What the ticket of a card says; of the code a mark only."""
    mark, when = sha256(code.encode()).hexdigest()[:16], at.isoformat() if at else ""
    return Ticket(seen.card_id, seen.city, seen.programme, seen.level, seen.name_mask, when, mark)


def sealed(ticket: Ticket, actor: Actor) -> str:
    """The ticket as a page carries it."""
    return signing.dumps({**asdict(ticket), "for": actor.account_id}, salt=SALT, compress=True)


def opened(sealed: str, actor: Actor) -> Ticket:
    """The ticket of a page; PrivilegeRefused when it is not hers, changed, or too old."""
    try:
        held = signing.loads(sealed, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        held = {}
    if not held or held.pop("for") != actor.account_id:
        raise refuse(
            "stale", "核验已超过十分钟，请重新扫码。", "The card was read too long ago: scan again."
        )
    return Ticket(**held)


def pseudonym(provider_id: int, card_id: int) -> str:
    """What a provider calls a card: for another provider the same card is called otherwise."""
    named = salted_hmac("yanzhen.privileges.pseudonym", f"{provider_id}/{card_id}")
    return named.hexdigest()[:PSEUDONYM]
