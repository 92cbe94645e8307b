"""What a card is shown with where there is no network: signed texts for the phone and for print.

token = phone_token(acting=wang, card_id=7)     the phone adds the time and its own signature
print_token(acting=wang, card_id=7)             on paper: the doorkeeper compares the name

Made when they are asked for and kept nowhere. A phone's runs out after a month and is fetched
anew whenever its page is opened with a network.
"""

from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import access_card, access_own
from yanzhen.apps.cards.actions.codes import is_over
from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.cards.models import Card, Device
from yanzhen.apps.cards.offline import PHONE, PRINT, Claims, is_level
from yanzhen.apps.cards.offline import issue as sealed
from yanzhen.apps.signing.service import signer


def phone_token(*, acting: Actor, card_id: int) -> str | None:
    """For the bound phone; None while no phone is bound or the card does not hold."""
    card = access_own(acting, card_id)
    device = phone_of(card)
    if device is None or not _holds(card):
        return None
    return _token(card, PHONE, settings.CARD_TOKEN_DAYS, bytes(device.key))


def print_token(*, acting: Actor, card_id: int) -> str:
    """For print; CardRefused while the card does not hold."""
    card = access_card(acting, card_id)
    if not _holds(card):
        raise refuse("not_valid", "这张卡现在不是有效状态，不能打印。", "It does not hold now.")
    return _token(card, PRINT, settings.CARD_PRINT_DAYS, None)


def phone_of(card: Card) -> Device | None:
    with act_as(SYSTEM):
        return Device.objects.filter(card=card, ended_at=None).first()


def _holds(card: Card) -> bool:
    return card.state == Card.State.VALID and not is_over(card, timezone.now())


def _token(card: Card, kind: int, days: int, device_key: bytes | None) -> str:
    today = timezone.localdate()
    by = signer(card.city)
    claims = Claims(
        kind=kind, key_id=bytes.fromhex(by.key_id), status_index=card.status_index,
        pseudonym=bytes(card.pseudonym), issued=today, token_until=_until(card, today, days),
        card_until=card.valid_until, city=card.city, name_mask=card.name_mask,
        # A level that has no room is looked up by the web code instead.
        level=card.level if is_level(card.level) else "", device_key=device_key,
    )  # fmt: skip
    return sealed(claims, by.sign)


def _until(card: Card, today: date, days: int) -> date:
    """The card's own last day, where that comes first."""
    until = today + timedelta(days=days)
    return until if card.valid_until is None else min(until, card.valid_until)
