"""A new face for a card: another name, another level, another last day, or a replacement.

    renamed(acting=window, card_id=7, reason="户口簿")       the name as the registry has it now
    replace(acting=window, card_id=7, reason="打印件遗失")   everything shown until now is refused

Whatever an old face would still say wrongly is refused with it; where the new one only says more
(a higher level, a later day), codes shown until now stay good until they run out.
"""

from datetime import date

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import access_card, lock, require_window
from yanzhen.apps.cards.actions.binding import end_devices
from yanzhen.apps.cards.actions.holding import not_in_state
from yanzhen.apps.cards.errors import reasoned, refuse
from yanzhen.apps.cards.holders import holders_of
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.places import spend
from yanzhen.apps.cards.timeline import tell, write_event

PLACE = ("status_index", "pseudonym")


def renamed(*, acting: Actor, card_id: int, reason: str) -> Card:
    """The registry has another name for her: the card gets it, and old codes are refused."""
    reason = reasoned(reason)
    with transaction.atomic():
        card = _at_the_window(acting, card_id)
        with act_as(SYSTEM):
            holder = holders_of([card.subject_id]).get(card.subject_id)
            if holder is None or holder.name == card.name:
                raise refuse(
                    "same_name", "登记的姓名与卡面相同，请先在登记信息中更名。",
                    "The registry has the name of the card: change it there first.",
                )  # fmt: skip
            card.name, card.name_mask = holder.name, holder.name_mask
            spend(card)
            card.save(update_fields=("name", "name_mask", *PLACE))
            write_event(card, "renamed", acting, reason)
            tell(card, "card_changed")
    return card


def replace(*, acting: Actor, card_id: int, reason: str) -> Card:
    """Print and phone anew: those there are until now are refused."""
    reason = reasoned(reason)
    with transaction.atomic():
        card = _at_the_window(acting, card_id)
        with act_as(SYSTEM):
            end_devices(card)
            spend(card)
            card.save(update_fields=PLACE)
            write_event(card, "replaced", acting, reason)
            tell(card, "card_replaced")
    return card


def follow(card: Card, level: str, until: date | None, acting: Actor, raised: bool) -> None:
    """Level and last day of what it rests on now; run as the service, with the card locked."""
    if (card.level, card.valid_until) == (level, until):
        return
    shorter = until is not None and (card.valid_until is None or until < card.valid_until)
    if shorter or (level != card.level and not raised):
        spend(card)
    was = card.level
    card.level, card.valid_until = level, until
    card.save(update_fields=("level", "valid_until", *PLACE))
    write_event(card, "changed", acting, level=level, was=was,
                until=until.isoformat() if until else None)  # fmt: skip
    tell(card, "card_changed")


def _at_the_window(acting: Actor, card_id: int) -> Card:
    require_window(acting, access_card(acting, card_id).tenant_id)
    card = lock(card_id)
    if card.state == Card.State.REVOKED:
        raise not_in_state("这张卡已注销。", "This card is revoked.")
    return card
