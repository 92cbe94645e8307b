"""The signing keys' public face.

key = signer("xiangtan")                 one key of a city signs at a time
key.sign(b"...")                         64 bytes, Ed25519
text = sign_jwt("xiangtan", "statuslist+jwt", {"iat": 1764300000, ...})
verify_jwt(text, jwks(), typ="statuslist+jwt", now=1764300000)       the payload, or Untrusted
rotate(acting=administrator, city="xiangtan")
"""

from collections.abc import Mapping
from typing import Any

from yanzhen.apps.signing.actions import Signer, revoke, rotate, signer
from yanzhen.apps.signing.errors import NoSuchKey, Refusal, SigningRefused, Untrusted
from yanzhen.apps.signing.jwk import PublicKey, as_jwk, key_id_of, read_jwks, thumbprint_of
from yanzhen.apps.signing.queries import KeyShown, jwks, keys_of, public_keys
from yanzhen.apps.signing.stores import KeyStore
from yanzhen.apps.signing.tokens import read, write

__all__ = [
    "KeyShown", "KeyStore", "NoSuchKey", "PublicKey", "Refusal", "Signer", "SigningRefused",
    "Untrusted", "as_jwk", "jwks", "key_id_of", "keys_of", "public_keys", "read_jwks", "revoke",
    "rotate", "sign_jwt", "signer", "thumbprint_of", "verify_jwt",
]  # fmt: skip


def sign_jwt(city: str, typ: str, payload: Mapping[str, Any]) -> str:
    """The payload as signed JSON of a kind, with the city that signs; `iat` is needed."""
    return write(typ, payload, signer(city))


def verify_jwt(text: str, keys: Mapping[str, Any], *, typ: str, now: int) -> dict[str, Any]:
    """The payload of signed JSON, by a key set; Untrusted with its code and sentence otherwise."""
    return read(text, read_jwks(keys), typ=typ, now=now)
