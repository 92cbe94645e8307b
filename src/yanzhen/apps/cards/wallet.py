"""The card as a file for wallets: an SD-JWT whose holder chooses what of it she shows.

    wallet_file(acting=wang, card_id=7)     name, level, city, programme, validity: each by itself
    verify_shown(presentation, now)         what somebody shows of such a file of this installation

Where a phone is bound the file is bound to its key, and only that phone can prove to hold it.
Whether the card still holds says the status list that the file points to.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.conf import settings
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cards.access import access_own
from yanzhen.apps.cards.actions.codes import is_over
from yanzhen.apps.cards.errors import refuse
from yanzhen.apps.cards.faces import city_name
from yanzhen.apps.cards.models import Card
from yanzhen.apps.cards.programmes import label_of
from yanzhen.apps.cards.sd_jwt import NotShown, Presented, conceal, encoded, joined, verify
from yanzhen.apps.cards.status import status_uri
from yanzhen.apps.cards.tokens import phone_of
from yanzhen.apps.signing.service import Untrusted, jwks, sign_jwt, verify_jwt

TYP = "dc+sd-jwt"
MEDIA_TYPE = "application/dc+sd-jwt"


def card_type() -> str:
    """What kind of credential it is: an address of this installation."""
    return f"{settings.SITE_URL}/cards/types/talent-card"


def wallet_file(*, acting: Actor, card_id: int) -> str:
    """The file, with everything that can be shown; CardRefused while the card does not hold."""
    card = access_own(acting, card_id)
    now = timezone.now()
    if card.state != Card.State.VALID or is_over(card, now):
        raise refuse("not_valid", "这张卡现在不是有效状态。", "This card does not hold now.")
    concealed, disclosures = conceal(_claims(card))
    device = phone_of(card)
    payload: dict[str, Any] = {
        "iss": settings.SITE_URL, "vct": card_type(), "iat": int(now.timestamp()),
        "exp": _expires(card, now),
        "status": {"status_list": {"idx": card.status_index, "uri": status_uri(card.city)}},
        **({"cnf": {"jwk": jwk_of(bytes(device.key))}} if device else {}), **concealed,
    }  # fmt: skip
    return joined(sign_jwt(card.city, TYP, payload), disclosures)


def verify_shown(
    presentation: str, now: datetime, audience: str = "", nonce: str = ""
) -> Presented:
    """What is shown of a file of this installation; NotShown otherwise. Whether the card holds
    now is asked of the status list."""
    found = verify(presentation.strip(), partial(_trusted, now=now), now, audience, nonce)
    if found.claims.get("vct") != card_type():
        raise NotShown("other_type", "这不是人才卡凭证。", "This is no talent card.")
    return found


def jwk_of(key: bytes) -> dict[str, str]:
    """A phone's key as a wallet names it."""
    numbers = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key).public_numbers()
    return {
        "kty": "EC", "crv": "P-256", "x": encoded(numbers.x.to_bytes(32, "big")),
        "y": encoded(numbers.y.to_bytes(32, "big")),
    }  # fmt: skip


def _claims(card: Card) -> dict[str, Any]:
    label = label_of(card.city, card.programme)
    until = card.valid_until.isoformat() if card.valid_until else None
    return {
        "name": card.name, "level": card.level, "city_name": city_name(card.city).zh,
        "programme": label.zh,
        "valid_from": card.valid_from.isoformat(), "valid_until": until,
    }  # fmt: skip


def _expires(card: Card, now: datetime) -> int:
    """The file's own last second: the wallet fetches another one then."""
    end = now + timedelta(days=settings.CARD_PRINT_DAYS)
    if card.valid_until is not None:
        midnight = datetime.combine(card.valid_until + timedelta(days=1), datetime.min.time())
        end = min(end, timezone.make_aware(midnight))
    return int(end.timestamp())


def _trusted(token: str, *, now: datetime) -> Mapping[str, Any]:
    try:
        return verify_jwt(token, jwks(), typ=TYP, now=int(now.timestamp()))
    except Untrusted as trouble:
        raise NotShown(trouble.code, trouble.reason.zh, trouble.reason.en) from None
