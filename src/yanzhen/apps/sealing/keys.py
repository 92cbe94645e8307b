"""The keys: named ones that seal, and one for looking up.

    YANZHEN_KEYS="2027:<base64 of 16 bytes>,2026:<base64 of 16 bytes>"
    YANZHEN_INDEX_KEY="<base64 of 32 bytes>"

The first key seals, all of them open: so a new key is put in front, the command `reseal` moves
everything to it, and then the old one goes. The key for looking up is another one: who has it can
test guesses, but opens nothing; and it stays when the others turn.

>>> keyring_of("b:AAECAwQFBgcICQoLDA0ODw==,a:Dw4NDAsKCQgHBgUEAwIBAA==", "eA==" ).sealing.name
Traceback (most recent call last):
yanzhen.apps.sealing.errors.UnfitKeys: YANZHEN_INDEX_KEY 须是 32 字节的 base64。
YANZHEN_INDEX_KEY must be base64 of 32 bytes.
"""

import base64
import binascii
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings

from yanzhen.apps.sealing.errors import UnfitKeys

KEY_BYTES = 16  # SM4 knows no other
INDEX_KEY_BYTES = 32
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,32}\Z")


@dataclass(frozen=True, slots=True)
class Key:
    """A key that seals, with its name; the name stands in front of what it sealed."""

    name: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """All keys: the one that seals, those that open, the one that looks up."""

    sealing: Key
    opening: Mapping[str, Key]
    index: bytes = field(repr=False)


def keyring() -> Keyring:
    """The keys of the settings."""
    return keyring_of(settings.SEALING_KEYS, settings.SEALING_INDEX_KEY)


@lru_cache(maxsize=8)
def keyring_of(keys: str, index_key: str) -> Keyring:
    """The keys as the settings write them; UnfitKeys says what is wrong with them."""
    named = [_key(one.strip()) for one in keys.split(",") if one.strip()]
    if not named:
        raise UnfitKeys("YANZHEN_KEYS 里没有密钥。", "YANZHEN_KEYS holds no key.")
    opening = {key.name: key for key in named}
    if len(opening) < len(named):
        raise UnfitKeys("YANZHEN_KEYS 里有重名的密钥。", "YANZHEN_KEYS names a key twice.")
    return Keyring(named[0], opening, _index_key(index_key))


def drawn_key(name: str) -> str:
    """A new key of this name, in the form of YANZHEN_KEYS."""
    return f"{name}:{_drawn(KEY_BYTES)}"


def drawn_index_key() -> str:
    """A new key for looking up, in the form of YANZHEN_INDEX_KEY."""
    return _drawn(INDEX_KEY_BYTES)


def _drawn(size: int) -> str:
    return base64.b64encode(secrets.token_bytes(size)).decode()


def _key(text: str) -> Key:
    name, _, encoded = text.partition(":")
    secret = _decoded(encoded)
    if not _NAME.match(name) or len(secret) != KEY_BYTES:
        shown = name if _NAME.match(name) else "?"  # what stands there may be a key itself
        raise UnfitKeys(
            f"YANZHEN_KEYS 里的密钥 {shown} 写得不对，须是 名称:base64（{KEY_BYTES} 字节）。",
            f"The key {shown} of YANZHEN_KEYS must be written name:base64, of {KEY_BYTES} bytes.",
        )
    return Key(name, secret)


def _index_key(text: str) -> bytes:
    secret = _decoded(text.strip())
    if len(secret) != INDEX_KEY_BYTES:
        raise UnfitKeys(
            f"YANZHEN_INDEX_KEY 须是 {INDEX_KEY_BYTES} 字节的 base64。",
            f"YANZHEN_INDEX_KEY must be base64 of {INDEX_KEY_BYTES} bytes.",
        )
    return secret


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
