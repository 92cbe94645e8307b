"""Binding a phone: from then on it signs the codes that it shows, and no other phone can.

    bind(acting=wang, card_id=7, key=b"\\x02...")        65 bytes as browsers export, or 33

A new phone ends the old one. Of the old one nothing is accepted any more, seen or not: the card
gets another place in the status list. A card reported lost holds again with the new phone.
"""

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import access_own, lock
from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.cards.models import Card, Device
from yanzhen.apps.cards.places import changed, spend
from yanzhen.apps.cards.timeline import tell, write_event


def bind(*, acting: Actor, card_id: int, key: bytes) -> Device:
    """The phone with this key shows the card; CardRefused for what is no key."""
    with transaction.atomic():
        access_own(acting, card_id)
        point = compressed(key)
        card = lock(card_id)
        found = _live(card)
        if found is not None and bytes(found.key) == point:
            return found
        fits(card)
        with act_as(SYSTEM):
            device = Device(
                card=card, tenant_id=card.tenant_id, account_id=card.account_id, key=point,
                since=timezone.now(),
            )  # fmt: skip
            if end_devices(card):
                spend(card)
            if card.cause == Card.Cause.LOST:
                card.state, card.cause = Card.State.VALID, ""
                changed(card.city)
            card.save(update_fields=("state", "cause", "status_index", "pseudonym"))
            device.save()
            write_event(card, "bound", acting)
            tell(card, "card_bound")
    return device


def unbind(*, acting: Actor, card_id: int) -> Card:
    """Her phone is not to show it any more."""
    with transaction.atomic():
        access_own(acting, card_id)
        card = lock(card_id)
        with act_as(SYSTEM):
            if end_devices(card):
                spend(card)
                card.save(update_fields=("status_index", "pseudonym"))
                write_event(card, "unbound", acting)
    return card


def end_devices(card: Card) -> int:
    """End the phone of a card, if it has one; run as the service."""
    rows = Device.objects.filter(card=card, ended_at=None)
    return rows.update(ended_at=timezone.now())


def fits(card: Card) -> None:
    """CardRefused unless a phone may be bound to it: valid, or lost and to be shown again."""
    if card.state == Card.State.VALID or card.cause == Card.Cause.LOST:
        return
    raise refuse(
        "not_valid", "这张卡已暂停或注销，不能绑定手机。",
        "This card is suspended or revoked: no phone can be bound.",
    )  # fmt: skip


def compressed(key: bytes) -> bytes:
    """A point of P-256 as a code carries it."""
    try:
        point = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key)
    except ValueError:
        raise refuse(
            "no_key", "这不是一把手机密钥，请刷新页面重试。",
            "This is no key of a phone: reload the page and try again.", "key",
        ) from None  # fmt: skip
    return point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def _live(card: Card) -> Device | None:
    with act_as(SYSTEM):
        return Device.objects.filter(card=card, ended_at=None).first()
