"""SD-JWT (RFC 9901): a signed file whose holder shows some claims and keeps the others back.

    payload, disclosures = conceal({"level": "C", "name": "王芳"})
    file = joined(sign({**payload, "vct": ...}), disclosures)       <JWT>~<level>~<name>~
    shown = verify(presentation, trusted, audience="https://…", nonce="…", now=now)
    shown.claims["level"], shown.is_bound

Only flat claims are concealed here, and only such are accepted: a digest deeper inside, one that
is nowhere, one that stands twice, or a claim said twice is a refusal. Who signed is asked of
`trusted`, which gets the JWT and answers with its payload.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePublicKey,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from yanzhen.policy.vocabulary import Label

SALT_BYTES = 16
LONGEST = 32_768
MOST_DISCLOSURES = 64
RESERVED = frozenset({"_sd", "_sd_alg", "..."})
# Never concealed, so never taken from a disclosure: a verifier relies on them.
IN_THE_OPEN = frozenset({"iss", "nbf", "exp", "cnf", "vct", "status"})
LEEWAY, OLDEST = 120, 600
"""Seconds by which the holder's clock may be ahead, and how old her proof may be."""


class NotShown(ValueError):
    """A presentation that is not to be trusted, with the sentence why."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.say = code, Label(zh, en)
        super().__init__(zh)


@dataclass(frozen=True, slots=True)
class Presented:
    """The claims that a presentation shows; `is_bound`: its holder proved to have the key."""

    claims: Mapping[str, Any]
    is_bound: bool


def conceal(claims: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The part of the payload that stands for the claims, and a disclosure for each."""
    disclosures = [
        encoded(json.dumps([encoded(secrets.token_bytes(SALT_BYTES)), name, value],
                           ensure_ascii=False).encode())
        for name, value in claims.items()
    ]  # fmt: skip
    # In the order of the digests: it must not tell which claim is which.
    return {"_sd": sorted(map(digest_of, disclosures)), "_sd_alg": "sha-256"}, disclosures


def joined(token: str, disclosures: Sequence[str]) -> str:
    """The whole file, each part followed by a tilde."""
    return "~".join((token, *disclosures, ""))


def verify(
    presentation: str, trusted: Callable[[str], Mapping[str, Any]], now: datetime,
    audience: str = "", nonce: str = "",
) -> Presented:  # fmt: skip
    """What is shown; NotShown otherwise. With an audience and nonce the holder's key is needed."""
    if len(presentation) > LONGEST or not presentation.isascii() or "~" not in presentation:
        raise malformed()
    token, *disclosures, proof = presentation.split("~")
    if len(disclosures) > MOST_DISCLOSURES:
        raise malformed()
    payload = trusted(token)
    claims = _opened(payload, disclosures)
    if bool(audience) != bool(nonce):
        raise ValueError("An audience and a nonce are asked for together")
    if proof:
        _prove(payload, proof, presentation[: -len(proof)], now, audience, nonce)
    elif audience:
        raise NotShown("not_bound", "出示方没有证明持有密钥。", "The holder proved no key.")
    return Presented(claims, is_bound=bool(proof) and bool(audience))


def _opened(payload: Mapping[str, Any], disclosures: Sequence[str]) -> dict[str, Any]:
    if payload.get("_sd_alg", "sha-256") != "sha-256":
        raise NotShown("algorithm", "摘要算法不受支持。", "An unknown digest algorithm.")
    digests = payload.get("_sd", [])
    if not isinstance(digests, list) or not all(isinstance(one, str) for one in digests):
        raise malformed()
    claims = {name: value for name, value in payload.items() if name not in RESERVED}
    # A digest deeper inside is nothing that was ever issued here.
    if len(set(digests)) != len(digests) or any(map(_holds_digests, claims.values())):
        raise malformed()
    found = [digest_of(one) for one in disclosures]
    if len(set(found)) != len(found) or not set(found) <= set(digests):
        raise NotShown("foreign", "出示的内容不属于这份凭证。", "A disclosure is of no such file.")
    for one in disclosures:
        name, value = _disclosed(one)
        if name in claims or name in RESERVED | IN_THE_OPEN or _holds_digests(value):
            raise malformed()
        claims[name] = value
    return claims


def _disclosed(disclosure: str) -> tuple[str, Any]:
    found = read_json(decoded(disclosure))
    match found:
        case [str(), str(name), value]:
            return name, value
    raise malformed()


def _holds_digests(value: Any) -> bool:
    if isinstance(value, dict):
        return bool(RESERVED & set(value)) or any(map(_holds_digests, value.values()))
    return isinstance(value, list) and any(map(_holds_digests, value))


def _prove(
    payload: Mapping[str, Any], proof: str, shown: str, now: datetime, audience: str, nonce: str
) -> None:
    """The holder's own JWT over what she shows, made now, for this audience."""
    head, body, signature = _parts(proof)
    key = _key_of(payload)
    header, claims = read_json(decoded(head)), read_json(decoded(body))
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise malformed()
    if header.get("typ") != "kb+jwt" or header.get("alg") != "ES256" or "crit" in header:
        raise unproved()
    raw = decoded(signature)
    if len(raw) != 64:
        raise unproved()
    r, s = int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), f"{head}.{body}".encode(), ECDSA(SHA256()))
    except InvalidSignature:
        raise unproved() from None
    wanted = encoded(hashlib.sha256(shown.encode()).digest())
    if not _same(claims.get("sd_hash"), wanted):
        raise unproved()
    if not (_same(claims.get("aud"), audience) and _same(claims.get("nonce"), nonce)):
        raise NotShown("other_audience", "这次出示不是给本处的。", "It was shown to somebody else.")
    made = claims.get("iat")
    if type(made) is not int or not -OLDEST <= made - int(now.timestamp()) <= LEEWAY:
        raise NotShown("stale", "这次出示已经过时，请重新出示。", "Shown too long ago: once more.")


def _key_of(payload: Mapping[str, Any]) -> EllipticCurvePublicKey:
    match payload.get("cnf"):
        case {"jwk": {"kty": "EC", "crv": "P-256", "x": str(x), "y": str(y)}}:
            first, second = (int.from_bytes(decoded(one), "big") for one in (x, y))
            try:
                return EllipticCurvePublicNumbers(first, second, SECP256R1()).public_key()
            except ValueError:
                raise malformed() from None
    raise NotShown("not_bound", "这份凭证没有绑定手机。", "This file is bound to no phone.")


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".")
    if len(parts) != 3:
        raise malformed()
    return parts[0], parts[1], parts[2]


def _same(one: object, other: str) -> bool:
    return isinstance(one, str) and hmac.compare_digest(one.encode(), other.encode())


def digest_of(disclosure: str) -> str:
    return encoded(hashlib.sha256(disclosure.encode()).digest())


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Strictly: no padding, no other signs, no bits left over."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise malformed() from None
    if encoded(raw) != text:
        raise malformed()
    return raw


def read_json(raw: bytes) -> Any:
    """JSON in which no name stands twice in an object."""
    try:
        return json.loads(raw.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise malformed() from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A name stands twice")
    return found


def malformed() -> NotShown:
    return NotShown("malformed", "这不是一份完整的凭证。", "This is no whole credential.")


def unproved() -> NotShown:
    return NotShown(
        "not_proved", "出示方的签名不符。", "The holder's signature does not fit what is shown."
    )
