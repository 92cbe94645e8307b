"""The signature of a message: HMAC-SHA256 over its time and its body.

>>> signed("secret", 1764300000, b"{}")[:14]
'v1=ac84ce4333d'
>>> genuine("secret", 1764300000, b"{}", signed("secret", 1764300000, b"{}"), now=1764300100)
True
>>> genuine("secret", 1764300000, b"{}", signed("secret", 1764300000, b"{}"), now=1764400000)
False

A receiver also remembers the ids that it has seen for as long as it takes old messages.
"""

import hmac
from hashlib import sha256

OLDEST = 300
"""Seconds after which a message is taken for one that somebody kept and sends again."""


def signed(secret: str, at: int, body: bytes) -> str:
    """What stands in the header `Yanzhen-Signature`."""
    whole = f"{at}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), whole, sha256).hexdigest()


def genuine(secret: str, at: int, body: bytes, signature: str, *, now: float) -> bool:
    """What a receiver asks before it believes a message."""
    fresh = abs(now - at) <= OLDEST
    return fresh and hmac.compare_digest(signed(secret, at, body), signature)
