"""Public keys as other programs read them: JSON Web Keys (RFC 8037) with their thumbprints.

>>> key_id_of(bytes(32))
'a204596c'
>>> read_jwks({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A" * 43, "kid": "a204596c",
...                      "city": "xiangtan", "nbf": 1764300000}]})["a204596c"].city
'xiangtan'

`nbf` is when the key began to sign, `retired` when it stopped, both in seconds. Retired keys stay
in the list for what they signed before; a revoked key is not in it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeGuard

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A city's public key; seconds since 1970 of when it began and stopped to sign."""

    key_id: str
    city: str
    public: bytes
    since: int
    retired: int | None = None


def thumbprint_of(public: bytes) -> bytes:
    """The RFC 7638 thumbprint, SHA-256: what two offices compare."""
    whole = '{"crv":"Ed25519","kty":"OKP","x":"' + unpadded(public) + '"}'
    return sha256(whole.encode()).digest()


def key_id_of(public: bytes) -> str:
    """The short name of a key: the first four bytes of its thumbprint, in hex."""
    return thumbprint_of(public)[:4].hex()


def as_jwk(key: PublicKey) -> dict[str, Any]:
    """One key as JSON."""
    found: dict[str, Any] = {
        "kty": "OKP", "crv": "Ed25519", "x": unpadded(key.public), "kid": key.key_id,
        "use": "sig", "alg": "EdDSA", "city": key.city, "nbf": key.since,
    }  # fmt: skip
    return found if key.retired is None else {**found, "retired": key.retired}


def read_jwks(jwks: Mapping[str, Any]) -> dict[str, PublicKey]:
    """The Ed25519 keys of a key set by their short names; what is something else is left out."""
    listed = jwks.get("keys")
    found = (_read(one) for one in (listed if isinstance(listed, list) else ()))
    return {one.key_id: one for one in found if one is not None}


def unpadded(raw: bytes) -> str:
    """Base64 for addresses, without the signs that fill it up."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def from_unpadded(text: str) -> bytes:
    """The bytes again; ValueError unless it is written in the one way that they are written."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Error as error:
        raise ValueError(str(error)) from None
    if unpadded(raw) != text:
        raise ValueError("not canonical")
    return raw


def _read(one: Any) -> PublicKey | None:
    if not isinstance(one, Mapping) or (one.get("kty"), one.get("crv")) != ("OKP", "Ed25519"):
        return None
    x, city, since, retired = (one.get(name) for name in ("x", "city", "nbf", "retired"))
    if not (isinstance(x, str) and isinstance(city, str) and x.isascii()):
        return None
    try:
        public = from_unpadded(x)
    except ValueError:
        return None
    if len(public) != KEY_BYTES or one.get("kid") != key_id_of(public):
        return None
    if not _is_second(since) or not (retired is None or _is_second(retired)):
        return None
    return PublicKey(key_id_of(public), city, public, since, retired)


def _is_second(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
