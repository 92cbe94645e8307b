"""Signed JSON (RFC 7519, Ed25519): written by a city's key, and read with every door shut.

    text = write("status+jwt", {"iat": ..., ...}, signer)
    read(text, read_jwks(jwks), typ="status+jwt", now=1764300000)      ->  the payload

What is read names its city, and only a key of that city may have signed it. There is one algorithm;
a header that asks for another is malformed. A name that stands twice is refused, since two readers
could take two different ones.
"""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from yanzhen.apps.signing.errors import Untrusted
from yanzhen.apps.signing.jwk import PublicKey, from_unpadded, unpadded

LEEWAY = 60
"""Seconds that two clocks may differ."""
LONGEST = 2_000_000
"""Characters; a status list of a million cards has a fifth of it."""


class Signs(Protocol):
    """Whoever signs for a city."""

    @property
    def key_id(self) -> str: ...
    @property
    def city(self) -> str: ...
    def sign(self, message: bytes) -> bytes: ...


def write(typ: str, payload: Mapping[str, Any], signer: Signs) -> str:
    """The payload with its city, signed."""
    header = {"alg": "EdDSA", "typ": typ, "kid": signer.key_id}
    told = ".".join(map(_part, (header, {**payload, "city": signer.city})))
    return f"{told}.{unpadded(signer.sign(told.encode()))}"


def read(text: str, keys: Mapping[str, PublicKey], *, typ: str, now: int) -> dict[str, Any]:
    """The payload; Untrusted with its code otherwise. `now` in seconds."""
    header, payload, told, signature = _parted(text)
    if header.get("alg") != "EdDSA" or header.get("crit") is not None:
        raise Untrusted("malformed")
    if header.get("typ") != typ:
        raise Untrusted("wrong_kind")
    key_id = header.get("kid")
    key = keys.get(key_id) if isinstance(key_id, str) else None
    if key is None:
        raise Untrusted("unknown_key")
    _check_signature(key, signature, told)
    if payload.get("city") != key.city:
        raise Untrusted("wrong_city")
    _check_times(payload, key, now)
    return payload


def _parted(text: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = text.split(".") if len(text) <= LONGEST and text.isascii() else []
    if len(parts) != 3:
        raise Untrusted("malformed")
    try:
        header, payload, signature = map(from_unpadded, parts)
    except ValueError:
        raise Untrusted("malformed") from None
    return _object(header), _object(payload), f"{parts[0]}.{parts[1]}".encode(), signature


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_number)
    except Untrusted:
        raise
    except (ValueError, RecursionError):
        raise Untrusted("malformed") from None
    if not isinstance(found, dict):
        raise Untrusted("malformed")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Untrusted("duplicate")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _check_signature(key: PublicKey, signature: bytes, told: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, told)
    except (InvalidSignature, ValueError):
        raise Untrusted("bad_signature") from None


def _check_times(payload: Mapping[str, Any], key: PublicKey, now: int) -> None:
    at = [payload.get(name) for name in ("iat", "nbf", "exp")]
    if any(one is not None and (isinstance(one, bool) or not isinstance(one, int)) for one in at):
        raise Untrusted("malformed")
    issued, begins, ends = at
    if issued is None:
        raise Untrusted("malformed")
    if key.retired is not None and issued > key.retired + LEEWAY:
        raise Untrusted("key_retired")
    if max(issued, begins or 0) > now + LEEWAY:
        raise Untrusted("not_yet")
    if ends is not None and ends <= now - LEEWAY:
        raise Untrusted("expired")


def _part(value: Mapping[str, Any]) -> str:
    return unpadded(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
