"""Ending a card for good, with its phone: each cause has its own way.

revoke(acting=office, card_id=7, reason="…")
died(acting=office, card_id=7, reason="…")        nobody is told
left(acting=office, card_id=7, reason="…")
give_back(acting=wang, card_id=7)                 her own wish
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import (
    access_card,
    access_own,
    lock,
    not_for_oneself,
    require_keeper,
)
from yanzhen.apps.cards.actions.binding import end_devices
from yanzhen.apps.cards.errors import reasoned, refuse
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.models.card import Cause
from yanzhen.apps.cards.places import changed
from yanzhen.apps.cards.timeline import tell, write_event


def revoke(*, acting: Actor, card_id: int, reason: str) -> Card:
    """By a decision of the office."""
    return _by_the_office(acting, card_id, Cause.OFFICE, reason)


def died(*, acting: Actor, card_id: int, reason: str) -> Card:
    """She has died; the reason names the document that says so."""
    return _by_the_office(acting, card_id, Cause.DIED, reason)


def left(*, acting: Actor, card_id: int, reason: str) -> Card:
    """She has left the city, where the office finds that the card goes with it."""
    return _by_the_office(acting, card_id, Cause.LEFT, reason)


def give_back(*, acting: Actor, card_id: int) -> Card:
    """She does not want it any more."""
    with transaction.atomic():
        access_own(acting, card_id)
        card = lock(card_id)
        with act_as(SYSTEM):
            end(card, Cause.OWN_WISH, acting)
    return card


def end(card: Card, cause: Cause, acting: Actor, reason: str = "") -> None:
    """Revoked now and for good; run as the service, with the card locked."""
    if card.state == Card.State.REVOKED:
        raise refuse("revoked", "这张卡已注销。", "This card is revoked.")
    card.state, card.cause, card.ended_at = Card.State.REVOKED, cause, timezone.now()
    card.save(update_fields=("state", "cause", "ended_at"))
    end_devices(card)
    changed(card.city)
    write_event(card, "revoked", acting, reason, cause=cause.value)
    if cause != Cause.DIED:
        tell(card, "card_revoked")


def _by_the_office(acting: Actor, card_id: int, cause: Cause, reason: str) -> Card:
    reason = reasoned(reason)
    with transaction.atomic():
        require_keeper(acting, access_card(acting, card_id).tenant_id)
        card = lock(card_id)
        not_for_oneself(acting, card)
        with act_as(SYSTEM):
            end(card, cause, acting, reason)
    return card
