"""Writing down what happened to a card, and telling whoever holds it.

All in the caller's transaction. The chain gets numbers and codes, never names.
"""

from collections.abc import Sequence

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record
from yanzhen.apps.cards.models import Card, Event
from yanzhen.apps.cards.programmes import label_of
from yanzhen.apps.notices.service import Word, notify


def event_of(card: Card, kind: str, acting: Actor, reason: str = "", **told: str | None) -> Event:
    """One line of a card's timeline, not yet written."""
    return Event(
        card=card, tenant_id=card.tenant_id, account_id=card.account_id, at=timezone.now(),
        kind=kind, by_id=acting.account_id, by_name=acting.name, reason=reason, told=told,
    )  # fmt: skip


def write_event(card: Card, kind: str, acting: Actor, reason: str = "", **told: str | None) -> None:
    """One line more on the card's timeline, and the event in the city's chain."""
    event_of(card, kind, acting, reason, **told).save()
    record(f"card.{kind}", acting=acting, subject=f"card:{card.pk}", chain=card.city,
           details={"number": card.number, "state": card.state, **told})  # fmt: skip


def record_batch(city: str, programme: str, cards: Sequence[Card], acting: Actor) -> None:
    """One event of the chain for many cards that were issued at once."""
    details = {"programme": programme, "count": len(cards), "first": cards[0].number,
               "last": cards[-1].number}  # fmt: skip
    record("card.issued_many", acting=acting, subject=f"cards:{city}", chain=city, details=details)


def tell(card: Card, kind: str) -> None:
    """The person is told, where she has an account."""
    if card.account_id is not None:
        item = label_of(card.city, card.programme)
        words: dict[str, Word | None] = {"number": card.number, "item": item}
        notify(card.account_id, kind, words, f"/my/cards/{card.pk}/")
