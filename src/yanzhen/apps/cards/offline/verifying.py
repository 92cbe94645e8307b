"""Whether a code shown at a door is good, without asking anybody: keys, status list and a clock.

    verdict = verify(text, keys, status, now, seen)
    verdict.code, verdict.zh        "revoked", "这张卡已作废，不能接受。"

Never an exception, whatever the text. Nothing here is secret (public keys, public lists), so there
is nothing whose comparison could tell anything by the time it takes.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yanzhen.apps.cards.offline.ed25519 import is_signed
from yanzhen.apps.cards.offline.keys import TrustedKey, day_in_china
from yanzhen.apps.cards.offline.status import REVOKED, SUSPENDED, StatusList
from yanzhen.apps.cards.offline.tokens import PRINT, Code, Unreadable, read
from yanzhen.apps.cards.offline.verdicts import OK, OK_PRINT, Verdict

FRESH = 120
"""Seconds for which a code on a phone is good."""
SKEW = 60
"""Seconds that two clocks may differ."""


class Seen:
    """What was accepted at this door in the last minutes, so that it is accepted once."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[bytes, int], int] = OrderedDict()

    def has(self, pseudonym: bytes, time: int) -> bool:
        return (pseudonym, time) in self._seen

    def remember(self, pseudonym: bytes, time: int, now: int) -> None:
        """Keep it, and forget what is too old to be accepted again."""
        self._seen[pseudonym, time] = now
        while self._seen and next(iter(self._seen.values())) < now - FRESH - SKEW:
            self._seen.popitem(last=False)


def verify(
    text: str, keys: Mapping[bytes, TrustedKey], status: StatusList | None, now: datetime,
    seen: Seen | None = None,
) -> Verdict:  # fmt: skip
    """The verdict on a code as it was scanned; `now` knows its time zone."""
    try:
        code = read(text)
    except Unreadable as error:
        return Verdict(error.code)
    key = keys.get(code.claims.key_id)
    if key is None:
        return Verdict("unknown_key")
    if not is_signed(key.public, code.signature, code.signed):
        return Verdict("bad_signature")
    against = (
        _against_card(code, key, now) or _against_showing(code, now, seen)
        or _against_status(code, status, int(now.timestamp()))
    )  # fmt: skip
    if against is not None:
        return Verdict(against, code.claims)
    if seen is not None and code.time is not None:
        seen.remember(code.claims.pseudonym, code.time, int(now.timestamp()))
    return Verdict(OK_PRINT if code.claims.kind == PRINT else OK, code.claims)


def device_key(point: bytes) -> bytes:
    """A phone's P-256 key in 33 bytes, from 33 or 65; ValueError if it is no such key."""
    if len(point) not in (33, 65):
        raise ValueError("not a P-256 point")
    key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def _against_card(code: Code, key: TrustedKey, now: datetime) -> str | None:
    claims, today = code.claims, day_in_china(now)
    if key.city != claims.city:
        return "wrong_city"
    if code.time is not None and not _is_proven(code):
        return "other_phone"
    # Before anything that depends on the date: with a wrong clock the rest means nothing.
    if code.time is not None and code.time > now.timestamp() + SKEW:
        return "clock"
    if claims.issued > today:
        return "not_yet"
    if claims.until < today:
        return "expired"
    if not key.signed_on(claims.issued) or (key.until or today) < today:
        return "key_retired"
    return None


def _against_showing(code: Code, now: datetime, seen: Seen | None) -> str | None:
    if code.time is None:
        return None
    if code.time < now.timestamp() - FRESH:
        return "stale"
    if seen is not None and seen.has(code.claims.pseudonym, code.time):
        return "replayed"
    return None


def _against_status(code: Code, status: StatusList | None, now: int) -> str | None:
    if status is None or status.city != code.claims.city:
        return "status_missing"
    if status.issued > now + SKEW:
        return "clock"
    # A card that is not yet in the list was issued after it.
    known = code.claims.status_index < len(status)
    state = status[code.claims.status_index] if known else None
    if state == REVOKED:
        return "revoked"
    if status.expires <= now or not known:
        return "status_too_old"
    return "suspended" if state == SUSPENDED else None


def _is_proven(code: Code) -> bool:
    r, s = (int.from_bytes(half, "big") for half in (code.proof[:32], code.proof[32:]))
    try:
        key = _loaded(code.claims.device_key or b"")
        key.verify(encode_dss_signature(r, s), code.shown, ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=1024)
def _loaded(point: bytes) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
