"""Suspending a card and letting it hold again: by the office, or because a phone was lost.

    suspend(acting=office, card_id=7, reason="核实中")       until restore(...)
    lost(acting=wang, card_id=7)                             until recovered(...), or a new phone

A loss ends the phone and everything that was shown with the card, at once and for good: found
again or not, it is bound anew.
"""

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import (
    access_card,
    lock,
    not_for_oneself,
    owns,
    require_keeper,
    require_window,
)
from yanzhen.apps.cards.actions.binding import end_devices
from yanzhen.apps.cards.errors import CardRefused, reasoned, refuse
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.places import changed, spend
from yanzhen.apps.cards.timeline import tell, write_event

STATE = ("state", "cause")
PLACE = ("status_index", "pseudonym")


def suspend(*, acting: Actor, card_id: int, reason: str) -> Card:
    """Until it is restored every verifier refuses it."""
    reason = reasoned(reason)
    with transaction.atomic():
        require_keeper(acting, access_card(acting, card_id).tenant_id)
        card = lock(card_id)
        not_for_oneself(acting, card)
        if card.state != Card.State.VALID:
            raise not_in_state("只有有效的卡可以暂停。", "Only a valid card can be suspended.")
        with act_as(SYSTEM):
            card.state, card.cause = Card.State.SUSPENDED, Card.Cause.OFFICE
            card.save(update_fields=STATE)
            changed(card.city)
            write_event(card, "suspended", acting, reason)
            tell(card, "card_suspended")
    return card


def restore(*, acting: Actor, card_id: int, reason: str) -> Card:
    """It holds again, whatever it was suspended for."""
    reason = reasoned(reason)
    with transaction.atomic():
        require_keeper(acting, access_card(acting, card_id).tenant_id)
        card = lock(card_id)
        not_for_oneself(acting, card)
        if card.state != Card.State.SUSPENDED:
            raise not_in_state("这张卡没有暂停。", "This card is not suspended.")
        with act_as(SYSTEM):
            hold_again(card, "restored", acting, reason)
    return card


def lost(*, acting: Actor, card_id: int, reason: str = "") -> Card:
    """The phone or the print is gone: said by herself, or for her at a window with a reason."""
    with transaction.atomic():
        seen = access_card(acting, card_id)
        reason = _why(acting, seen, reason)
        card = lock(card_id)
        if card.state == Card.State.REVOKED:
            raise not_in_state("这张卡已注销。", "This card is revoked.")
        with act_as(SYSTEM):
            end_devices(card)
            spend(card)
            if card.state == Card.State.VALID:
                card.state, card.cause = Card.State.SUSPENDED, Card.Cause.LOST
            card.save(update_fields=(*STATE, *PLACE))
            write_event(card, "lost", acting, reason)
            tell(card, "card_lost")
    return card


def recovered(*, acting: Actor, card_id: int, reason: str = "") -> Card:
    """Found again: by herself, or for her at a window. The phone is bound anew."""
    with transaction.atomic():
        seen = access_card(acting, card_id)
        reason = _why(acting, seen, reason)
        card = lock(card_id)
        if card.state != Card.State.SUSPENDED or card.cause != Card.Cause.LOST:
            raise not_in_state(
                "这张卡没有挂失，不能解挂。", "This card was not reported lost: nothing to undo."
            )
        with act_as(SYSTEM):
            hold_again(card, "recovered", acting, reason)
    return card


def _why(acting: Actor, card: Card, reason: str) -> str:
    """Of her own card she needs no reason; whoever does it for her at a window gives one."""
    if owns(acting, card):
        return reason
    require_window(acting, card.tenant_id)
    return reasoned(reason)


def hold_again(card: Card, kind: str, acting: Actor, reason: str = "") -> None:
    """From suspended to valid, written down and told; run as the service."""
    card.state, card.cause = Card.State.VALID, ""
    card.save(update_fields=STATE)
    changed(card.city)
    write_event(card, kind, acting, reason)
    tell(card, "card_restored")


def not_in_state(zh: str, en: str) -> CardRefused:
    return refuse("not_in_state", zh, en)
