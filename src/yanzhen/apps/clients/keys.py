"""Keys: a name that is no secret, and a secret of which only the digest is kept.

>>> name, secret = drawn()
>>> parted(joined(name, secret)) == (name, secret)
True
>>> parted("Basic abc")
"""

import secrets
from hashlib import sha256

MARK = "yz"


def drawn() -> tuple[str, str]:
    """The name and the secret of a new key."""
    return secrets.token_hex(6), secrets.token_urlsafe(32)


def joined(name: str, secret: str) -> str:
    """The key as it is handed over, once."""
    return f"{MARK}_{name}_{secret}"


def parted(key: str) -> tuple[str, str] | None:
    """Name and secret of a key; None when it is none."""
    parts = key.split("_", 2)
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == MARK else None


def digest_of(secret: str) -> str:
    """What is kept of a secret. It was drawn, so no slow digest is needed against guessing."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def same(secret: str, digest: str) -> bool:
    """Whether a secret has this digest; takes as long for every wrong one."""
    return secrets.compare_digest(digest_of(secret), digest)
