"""Whether an offer is for a card on a day.

why_not(offer, ticket, today)     None, or the sentence why this card does not open it
"""

from datetime import date
from typing import Protocol

from yanzhen.apps.privileges.models import Privilege
from yanzhen.policy.vocabulary import Label

NOT_OFFERED = Label("这项权益现在不提供。", "This is not offered now.")
OTHER_CARD = Label("这项权益不是这种卡的。", "This is not behind this card.")
OTHER_LEVEL = Label("这项权益不含这张卡的层次。", "This is not for the level of this card.")


class OfCard(Protocol):
    """What is known of a card, a ticket's or a holder's."""

    @property
    def city(self) -> str: ...
    @property
    def programme(self) -> str: ...
    @property
    def level(self) -> str: ...


def why_not(offer: Privilege, card: OfCard, on: date) -> Label | None:
    """Why the card does not open the offer; None where it does."""
    if not stands(offer, on):
        return NOT_OFFERED
    if (offer.city, offer.programme) != (card.city, card.programme):
        return OTHER_CARD
    if offer.levels and card.level not in offer.levels:
        return OTHER_LEVEL
    return None


def stands(offer: Privilege, on: date) -> bool:
    """Whether it is offered on a day."""
    until = offer.valid_until
    return (
        offer.state == Privilege.State.OFFERED
        and offer.valid_from <= on
        and (until is None or on <= until)
    )
