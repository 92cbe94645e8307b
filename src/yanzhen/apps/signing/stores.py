"""Where secret keys lie: behind this interface, so that a city's own device can hold them.

    SIGNER = "yanzhen.apps.signing.stores.SealedKeys"     the setting; a device is another class

The default draws a key on this machine and gives it back as its own handle, which the database
keeps sealed. A device would keep the key and give back its label; it need never leave the device.
"""

from base64 import b64decode, b64encode
from functools import cache
from typing import Protocol, runtime_checkable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.module_loading import import_string


@runtime_checkable
class KeyStore(Protocol):
    """Draws keys and signs with them."""

    def draw(self, city: str) -> tuple[str, bytes]:
        """A new key: its handle, and the 32 bytes of its public half."""
        ...

    def sign(self, handle: str, message: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature."""
        ...


class SealedKeys:
    """Keys of this machine: the handle is the secret key."""

    def draw(self, city: str) -> tuple[str, bytes]:
        secret = Ed25519PrivateKey.generate()
        return b64encode(
            secret.private_bytes_raw()
        ).decode(), secret.public_key().public_bytes_raw()

    def sign(self, handle: str, message: bytes) -> bytes:
        return _opened(handle).sign(message)


def key_store() -> KeyStore:
    """The store that the settings name."""
    store: KeyStore = import_string(settings.SIGNER)()
    return store


@cache
def _opened(handle: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(b64decode(handle))
