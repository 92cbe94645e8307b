"""Ed25519 signatures, so that every program that verifies them says the same of each.

Libraries differ in what they let pass of keys and signatures that no honest signer makes: points of
low order, points written in a second way, and an S to which the order of the group was added. All
of these are refused here, before a library is asked.
"""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
# The heights of the eight points of low order.
EIGHTH = 2707385501144840649318225287225658788936804267575313519463743609750303402022
LOW_ORDER = frozenset({0, 1, FIELD - 1, EIGHTH, FIELD - EIGHTH})


def is_point(raw: bytes) -> bool:
    """Whether it is written as a point of high order is; not whether there is such a point."""
    upright = int.from_bytes(raw, "little") & (2**255 - 1)
    return len(raw) == 32 and upright < FIELD and upright not in LOW_ORDER


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the holder of the key signed this very message."""
    if len(signature) != 64 or not is_point(public) or not is_point(signature[:32]):
        return False
    if int.from_bytes(signature[32:], "little") >= ORDER:
        return False
    try:
        _loaded(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=256)
def _loaded(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)
