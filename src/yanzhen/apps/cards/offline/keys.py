"""The cities' public keys, as the verifier holds them: from a JSON Web Key Set (RFC 7517, 8037).

    keys = trusted_keys(b'{"keys": [{"kty": "OKP", "crv": "Ed25519", "x": ..., "kid": "d6f80bdb",
                                     "city": "xiangtan", "nbf": 1764300000}]}')
    keys[bytes.fromhex("d6f80bdb")].city        "xiangtan"

`nbf`, `retired` and `exp` are seconds: when a key began to sign, when it stopped, and after when
nothing that it signed counts. What is not such a key, or bears another key's name, is left out.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

from yanzhen.apps.cards.offline.ed25519 import is_point
from yanzhen.apps.cards.offline.plain_json import is_second, read_object
from yanzhen.apps.cards.offline.tokens import CITY

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A city's key: what it signed from `since` to `retired` counts, until the day `until`."""

    city: str
    public: bytes
    retired: date | None = None
    until: date | None = None
    since: date | None = None

    def __post_init__(self) -> None:
        if not is_point(self.public):
            raise ValueError("not an Ed25519 key, or one of low order")

    def signed_on(self, day: date) -> bool:
        """Whether it was in use on the day."""
        return (self.since or day) <= day <= (self.retired or day)


def trusted_keys(jwks: Mapping[str, Any] | bytes | str) -> dict[bytes, TrustedKey]:
    """The keys by their four bytes; NotPlain if the text is no JSON object, or names one twice."""
    found = jwks if isinstance(jwks, Mapping) else read_object(jwks)
    listed = found.get("keys")
    return dict(one for jwk in (listed if isinstance(listed, list) else ()) for one in _read(jwk))


def key_id_of(public: bytes) -> bytes:
    """The first four bytes of the RFC 7638 thumbprint."""
    whole = '{"crv":"Ed25519","kty":"OKP","x":"' + unpadded(public) + '"}'
    return sha256(whole.encode()).digest()[:4]


def unpadded(raw: bytes) -> str:
    """Base64 for addresses, without the signs that fill it up."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_unpadded(text: str) -> bytes:
    """The bytes again; ValueError unless they are written in the one way."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Error as error:
        raise ValueError(str(error)) from None
    if unpadded(raw) != text:
        raise ValueError("not canonical")
    return raw


def day_in_china(moment: datetime | int) -> date:
    """The civil day; a number is in seconds since 1970."""
    at = moment if isinstance(moment, datetime) else datetime.fromtimestamp(moment, UTC)
    return at.astimezone(CHINA).date()


def _read(jwk: Any) -> Iterator[tuple[bytes, TrustedKey]]:
    if not isinstance(jwk, Mapping) or (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
        return
    x, city = jwk.get("x"), jwk.get("city")
    times = [jwk.get(name) for name in ("nbf", "retired", "exp")]
    if not isinstance(x, str) or not isinstance(city, str) or not CITY.fullmatch(city):
        return
    if not all(one is None or is_second(one) for one in times):
        return
    since, retired, until = (None if one is None else day_in_china(one) for one in times)
    try:
        key = TrustedKey(city, from_unpadded(x), retired, until, since)
    except ValueError:
        return
    if jwk.get("kid") == key_id_of(key.public).hex():
        yield key_id_of(key.public), key
