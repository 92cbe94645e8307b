"""Addresses that show a card once: drawn by chance, good for a moment, kept as hashes.

code = fresh_code(acting=wang, card_id=7)      "hK3v…": stands in /c/hK3v…/
use_code(code, now)                            the card; the second time CodeRefused
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import access_own
from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.cards.models import Card, Code
from yanzhen.policy.vocabulary import Label

BYTES = 16
LONGEST = 64
LIVES = timedelta(seconds=90)
CODE_RENEWED_SECONDS = 45
FORGOTTEN = timedelta(days=1)
"""A code that has run out is kept for a day, so that it is refused by its own sentence."""
UNKNOWN = Label(
    "没有这个出示码，请让持卡人重新出示。",
    "There is no such code: ask the holder to show it again.",
)
USED = Label(
    "这个出示码已经用过，请让持卡人重新出示。",
    "This code has been used: ask the holder to show it again.",
)
OVER = Label(
    "这个出示码已经过期，请让持卡人重新出示。",
    "This code has run out: ask the holder to show it again.",
)


class CodeRefused(LookupError):
    """A code that shows nothing, with the sentence why."""

    def __init__(self, code: str, say: Label) -> None:
        self.code, self.say = code, say
        super().__init__(say.zh)


def fresh_code(*, acting: Actor, card_id: int) -> str:
    """A new address for a valid card of hers; the one before it is good for its moment still."""
    with transaction.atomic():
        card = access_own(acting, card_id)
        now = timezone.now()
        if card.state != Card.State.VALID or is_over(card, now):
            raise refuse(
                "not_valid", "这张卡现在不是有效状态，不能出示。", "This card does not hold now."
            )
        code = secrets.token_urlsafe(BYTES)
        with act_as(SYSTEM):
            Code.objects.filter(card=card, until__lt=now - FORGOTTEN).delete()
            Code.objects.create(
                card=card, tenant_id=card.tenant_id, account_id=card.account_id,
                hash=_hash(code), until=now + LIVES,
            )  # fmt: skip
    return code


def use_code(code: str, now: datetime) -> Card:
    """The card that a code shows, whatever its state; CodeRefused when it shows nothing."""
    if not code or len(code) > LONGEST:
        raise CodeRefused("unknown", UNKNOWN)
    with transaction.atomic(), act_as(SYSTEM):
        rows = Code.objects.select_for_update(of=("self",)).select_related("card")
        found = rows.filter(hash=_hash(code)).first()
        if found is None:
            raise CodeRefused("unknown", UNKNOWN)
        if found.used_at is not None:
            raise CodeRefused("used", USED)
        if found.until < now:
            raise CodeRefused("expired", OVER)
        found.used_at = now
        found.save(update_fields=["used_at"])
        return found.card


def forget_old(now: datetime) -> int:
    """Codes that ran out long ago; run as the service."""
    return Code.objects.filter(until__lt=now - FORGOTTEN).delete()[0]


def is_over(card: Card, now: datetime) -> bool:
    """Whether the card's last day has passed."""
    return card.valid_until is not None and card.valid_until < timezone.localdate(now)


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode(errors="replace")).digest()
