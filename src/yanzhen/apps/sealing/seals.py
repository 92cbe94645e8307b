"""Sealing and opening: SM4-GCM, with the key's name in front and the place as associated data.

    sealed = seal("430302199001011234", context="registry.identifier.value")
    open_sealed(sealed, context="registry.identifier.value")     ->  "430302199001011234"

Sealed bytes are: form (1), length and name of the key, nonce (12), text, tag (16). What was sealed
for one column does not open in another. The same text is sealed to other bytes each time.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from yanzhen.apps.sealing.errors import CannotOpen
from yanzhen.apps.sealing.keys import Keyring, keyring

FORM = 1
NONCE_BYTES, TAG_BYTES = 12, 16


def seal(plain: str, *, context: str, keys: Keyring | None = None) -> bytes:
    """The text, sealed with the first key for one place."""
    key = (keys or keyring()).sealing
    name = key.name.encode()
    head = bytes((FORM, len(name))) + name
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = Cipher(algorithms.SM4(key.secret), modes.GCM(nonce)).encryptor()
    cipher.authenticate_additional_data(head + context.encode())
    # Text of a broken encoding (lone surrogates) must come back as it was, not fail here.
    text = cipher.update(plain.encode("utf-8", "surrogatepass")) + cipher.finalize()
    return head + nonce + text + cipher.tag


def open_sealed(sealed: bytes, *, context: str, keys: Keyring | None = None) -> str:
    """The text; CannotOpen for another place, an unknown key, or a single bit that changed."""
    head, name, body = _parts(sealed)
    key = (keys or keyring()).opening.get(name)
    if key is None:
        raise CannotOpen(f"没有密钥 {name}。/ There is no key {name}.")
    nonce, tag = body[:NONCE_BYTES], body[-TAG_BYTES:]
    cipher = Cipher(algorithms.SM4(key.secret), modes.GCM(nonce, tag)).decryptor()
    cipher.authenticate_additional_data(head + context.encode())
    try:
        plain = cipher.update(body[NONCE_BYTES:-TAG_BYTES]) + cipher.finalize()
    except InvalidTag:
        raise CannotOpen("密文损坏或不属于这里。/ Damaged, or sealed for another place.") from None
    return plain.decode("utf-8", "surrogatepass")


def key_name(sealed: bytes) -> str:
    """The name of the key that sealed."""
    return _parts(sealed)[1]


def blind_index(plain: str, *, context: str, keys: Keyring | None = None) -> bytes:
    """What a text is looked up by: the same for the same text and place, and says nothing of it."""
    digest = hmac.HMAC((keys or keyring()).index, hashes.SM3())
    place = context.encode()
    digest.update(len(place).to_bytes(4, "big") + place + plain.encode("utf-8", "surrogatepass"))
    return digest.finalize()


def _parts(sealed: bytes) -> tuple[bytes, str, bytes]:
    """Head, name of the key, and the rest."""
    end = 2 + sealed[1] if len(sealed) > 1 else 0
    if not end or sealed[0] != FORM or len(sealed) < end + NONCE_BYTES + TAG_BYTES:
        raise CannotOpen("这不是密文。/ This is no sealed text.")
    return sealed[:end], sealed[2:end].decode("ascii", "replace"), sealed[end:]
