"""What a code shows, whoever reads it with a network: a web code, or the signed text of a card.

look_up("https://rc.example.cn/c/hK3v…/", now)      CardSeen; the second time Refused
look_up("YZ1:…", now)                               the same for what phones and prints show

A signed text is checked as a doorkeeper without a network checks it; then the card itself is asked.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.core.cache import cache
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.actions.codes import CodeRefused, use_code
from yanzhen.apps.cards.faces import face_of
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.offline import (
    FRESH,
    PHONE,
    PRINT,
    SENTENCES,
    SKEW,
    Claims,
    StatusList,
    Unreadable,
    read,
    trusted_keys,
    verify,
)
from yanzhen.apps.cards.queries import state_of
from yanzhen.apps.cards.shown import CardSeen, Refused
from yanzhen.apps.cards.status import published
from yanzhen.apps.signing.service import jwks
from yanzhen.policy.vocabulary import Label

PREFIX = "YZ1:"
LONGEST = 2_000
NOTHING_BUT_THE_LIST = "status_missing"
"""The verdict without a status list, when all else holds: it is asked for last."""


def look_up(code: str, now: datetime) -> CardSeen | Refused:
    """The card that a code shows, whatever its state; Refused when the code shows none."""
    text = code.strip()
    if len(text) > LONGEST:
        return _refused("not_a_card")
    if text.startswith(PREFIX):
        return _of_text(text, now)
    try:
        return seen(use_code(_last_part(text), now), now)
    except CodeRefused as refused:
        return Refused(refused.code, refused.say)


def look_back(text: str, at: datetime) -> CardSeen | Refused:
    """What a signed text showed at a moment that is over, with the card as it is now.

    For what a doorkeeper enters after the network was gone: no status list of today knows that
    moment, so the card itself is asked. A web code is gone by then.
    """
    text = text.strip()
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        return _refused("not_a_card")
    try:
        claims = read(text).claims
    except Unreadable as trouble:
        return _refused(trouble.code)
    verdict = verify(text, trusted_keys(jwks()), None, at)
    if verdict.code != NOTHING_BUT_THE_LIST:
        return _refused(verdict.code)
    return _card_of(claims, timezone.now())


def seen(card: Card, now: datetime, printed: bool = False) -> CardSeen:
    """What whoever checks it may know."""
    face = face_of(card.city, card.programme)
    return CardSeen(
        card.pk, card.city, face.city_name, card.programme, face.label, card.level, card.name_mask,
        state_of(card, now), card.valid_until, card.tenant_id, printed,
    )  # fmt: skip


def _of_text(text: str, now: datetime) -> CardSeen | Refused:
    try:
        claims = read(text).claims
    except Unreadable as trouble:
        return _refused(trouble.code)
    keys = trusted_keys(jwks())
    listed = published(claims.city)
    status = StatusList.read(listed.token, keys, now) if listed else None
    verdict = verify(text, keys, status, now)
    if not verdict.accepted:
        return _refused(verdict.code)
    if claims.kind == PHONE and not _first_time(text):
        return _refused("replayed")
    return _card_of(claims, now)


def _card_of(claims: Claims, now: datetime) -> CardSeen | Refused:
    with act_as(SYSTEM):
        rows = Card.objects.filter(city=claims.city, status_index=claims.status_index)
        card = rows.filter(pseudonym=claims.pseudonym).first()
    return _refused("unknown_key") if card is None else seen(card, now, claims.kind == PRINT)


def _first_time(text: str) -> bool:
    """Whether no process of the service has accepted this showing before."""
    code = read(text)
    return cache.add(f"card-shown:{code.claims.pseudonym.hex()}:{code.time}", 1, FRESH + SKEW)


def _refused(code: str) -> Refused:
    return Refused(code, Label(*SENTENCES[code]))


def _last_part(text: str) -> str:
    """The code of an address, or the code itself."""
    return urlsplit(text).path.rstrip("/").rpartition("/")[2] if "/" in text else text
