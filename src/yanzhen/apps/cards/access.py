"""The only door to a card: absent and forbidden look alike.

The person herself and the offices of the place that issued it see a card. A window takes a loss,
a new name, a replacement; the talent office issues, suspends, restores and ends.
"""

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.errors import NoSuchCard, refuse
from yanzhen.apps.cards.models import Card

READERS = frozenset({Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE, Role.AUDITOR})
WINDOWS = frozenset({Role.CLERK, Role.TALENT_OFFICE})
KEEPERS = frozenset({Role.TALENT_OFFICE})


def access_card(actor: Actor, card_id: int) -> Card:
    """A card that is there for her."""
    found = Card.objects.visible_to(actor).filter(pk=card_id).first()
    if found is None or not (owns(actor, found) or reads_at(actor, found.tenant_id)):
        raise NoSuchCard(card_id)
    return found


def access_own(actor: Actor, card_id: int) -> Card:
    """A card of hers."""
    found = access_card(actor, card_id)
    if not owns(actor, found):
        raise NoSuchCard(card_id)
    return found


def lock(card_id: int) -> Card:
    """The card, locked, as it is now; run as the service."""
    with act_as(SYSTEM):
        found = Card.objects.select_for_update(of=("self",), no_key=True).filter(pk=card_id).first()
    if found is None:
        raise NoSuchCard(card_id)
    return found


def owns(actor: Actor, card: Card) -> bool:
    return actor.account_id is not None and actor.account_id == card.account_id


def reads_at(actor: Actor, tenant_id: int) -> bool:
    """Whether she works at the place, or above it, in an office that reads cards."""
    return actor.is_system or actor.holds_any(READERS, tenant_id)


def keeps(actor: Actor, tenant_id: int) -> bool:
    """Whether she is the talent office of the place, or of one above it."""
    return actor.is_system or actor.holds_any(KEEPERS, tenant_id)


def serves(actor: Actor, tenant_id: int) -> bool:
    """Whether she is a window or the talent office of the place."""
    return actor.is_system or actor.holds_any(WINDOWS, tenant_id)


def require_keeper(actor: Actor, tenant_id: int) -> None:
    if not keeps(actor, tenant_id):
        raise refuse(
            "not_office", "由本级或上级的人才工作机构办理。",
            "The talent office of the place or of one above it does this.",
        )  # fmt: skip


def require_window(actor: Actor, tenant_id: int) -> None:
    if not serves(actor, tenant_id):
        raise refuse(
            "not_window", "由窗口或人才工作机构办理。", "A window or the talent office does this."
        )


def not_for_oneself(actor: Actor, card: Card) -> None:
    """Nobody decides of her own card at the desk."""
    if owns(actor, card):
        raise refuse("own_card", "不能为自己办理，请由同事办理。", "Not for yourself.")
