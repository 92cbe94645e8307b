"""The secret keys of invented cities and phones, the same every time, and what they sign.

Forge().shown()                      a phone's code, just now
Forge().printed(city="changsha")     Xiangtan's signature under another city's name
"""

import zlib
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from yanzhen.apps.cards.offline import (
    PHONE,
    PRINT,
    Claims,
    device_key,
    issue,
    key_id_of,
    packed,
    read,
    show,
    status_jwt,
)
from yanzhen.apps.cards.offline.base45 import decoded, encoded
from yanzhen.apps.cards.offline.keys import unpadded

NOW = 1_795_924_800  # 2026-11-29 12:00 in China
DAY = 86_400
ORDER = 2**252 + 27742317777372353535851937790883648493
REVOKED, SUSPENDED, LAST = 5, 6, 999


def seed(words: str) -> bytes:
    """32 bytes from words."""
    return sha256(f"yanzhen {words}".encode()).digest()


class City:
    """A city's key."""

    def __init__(self, city: str, words: str = "") -> None:
        self.city, self.secret = city, Ed25519PrivateKey.from_private_bytes(seed(city + words))
        self.public = self.secret.public_key().public_bytes_raw()
        self.key_id = key_id_of(self.public)

    def jwk(self, **more: Any) -> dict[str, Any]:
        return {
            "kty": "OKP", "crv": "Ed25519", "x": unpadded(self.public), "kid": self.key_id.hex(),
            "use": "sig", "alg": "EdDSA", "city": self.city, "nbf": NOW - 400 * DAY, **more,
        }  # fmt: skip

    def status(self, states: Mapping[int, str] | None = None, **more: Any) -> str:
        told: dict[str, Any] = {
            "city": self.city, "issued": NOW - 600, "expires": NOW + DAY, "ttl": 60,
            "address": f"https://talent.example/cards/{self.city}/status", **more,
        }  # fmt: skip
        states = {REVOKED: "revoked", SUSPENDED: "suspended"} if states is None else states
        bits = packed(LAST + 1, states)
        return status_jwt(bits, key_id=self.key_id.hex(), sign=self.secret.sign, **told)


class Phone:
    """A phone's key; its proofs come out the same each time."""

    def __init__(self, words: str) -> None:
        self.secret = derive_private_key(int.from_bytes(seed(words), "big") >> 1, SECP256R1())
        public = self.secret.public_key()
        self.key = device_key(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def prove(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(
            self.secret.sign(message, ECDSA(SHA256(), deterministic_signing=True))
        )
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class Forge:
    """Whatever a doorkeeper may be shown."""

    def __init__(self) -> None:
        self.xiangtan, self.changsha = City("xiangtan"), City("changsha")
        self.retired, self.gone = City("xiangtan", " retired"), City("xiangtan", " revoked")
        self.late, self.over = City("xiangtan", " late"), City("xiangtan", " over")
        self.phone, self.other = Phone("phone"), Phone("another phone")

    @cached_property
    def jwks(self) -> dict[str, Any]:
        """The keys that are published: the revoked one is not among them."""
        return {
            "keys": [
                self.xiangtan.jwk(), self.changsha.jwk(), self.retired.jwk(retired=NOW - 30 * DAY),
                self.late.jwk(nbf=NOW), self.over.jwk(exp=NOW - 2 * DAY),
            ]
        }  # fmt: skip

    @cached_property
    def lists(self) -> dict[str, str]:
        return {
            "xiangtan": self.xiangtan.status(), "changsha": self.changsha.status(),
            "old": self.xiangtan.status(issued=NOW - 2 * DAY, expires=NOW - DAY),
            "ends now": self.xiangtan.status(expires=NOW),
            "from tomorrow": self.xiangtan.status(issued=NOW + DAY, expires=NOW + 2 * DAY),
        }  # fmt: skip

    def claims(self, kind: int = PHONE, by: City | None = None, **more: Any) -> Claims:
        by = by or self.xiangtan
        plain = Claims(
            kind, by.key_id, 7, bytes(range(8)), date(2026, 11, 20), date(2026, 12, 20),
            date(2029, 11, 19), by.city, "C", "张*", self.phone.key if kind == PHONE else None,
        )  # fmt: skip
        return replace(plain, **more)

    def printed(self, by: City | None = None, **more: Any) -> str:
        by = by or self.xiangtan
        return issue(self.claims(PRINT, by, **more), by.secret.sign)

    def shown(
        self, at: int = NOW, by: City | None = None, phone: Phone | None = None, **more: Any
    ) -> str:
        by = by or self.xiangtan
        issued = issue(self.claims(PHONE, by, **more), by.secret.sign)
        return show(issued, at, (phone or self.phone).prove)

    def lettered(self, level: bytes = b"C", name: bytes = "张*".encode()) -> str:
        """A rightly signed print whose texts no issuer of ours would write."""
        body = read(self.printed()).token[:-64]
        head = body[: -(1 + 1 + 1 + len("张*".encode()))]
        return self.sealed(head + bytes((len(level),)) + level + bytes((len(name),)) + name)

    def sealed(self, body: bytes) -> str:
        """Any bytes with the city's signature."""
        return "YZ1:" + encoded(body + self.xiangtan.secret.sign(b"yanzhen-card-1\0" + body))


def raw(text: str) -> bytes:
    return decoded(text.removeprefix("YZ1:"))


def text_of(token: bytes) -> str:
    return "YZ1:" + encoded(token)


def b64(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def packed_up(bits: bytes, more: bytes = b"") -> str:
    return unpadded(zlib.compress(bits, 9) + more)


def on_curve(point: bytes) -> bool:
    try:
        return bool(device_key(point))
    except ValueError:
        return False
