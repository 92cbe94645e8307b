"""What an event comes to, in 32 bytes: SM3 over a form that can be written in one way only.

    digest_of(...)  ->  bytes;    joined(previous, digest)  ->  the hash of a link

>>> canonical({"b": [1, True, None], "a": "雁"})
'{"a":"雁","b":[1,true,null]}'
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

from yanzhen.apps.audit.errors import Unrecordable

START = bytes(32)
"""What the first link of a chain hangs on."""


def canonical(details: Mapping[str, Any]) -> str:
    """The details as text: keys in order, nothing left to taste."""
    _check(details, "details")
    return json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(
    *, chain: str, kind: str, at: datetime, account_id: int | None, name: str, subject: str,
    details: Mapping[str, Any],
) -> bytes:  # fmt: skip
    """The digest of an event."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    account = None if account_id is None else str(account_id)
    parts = [chain, kind, moment, account, name, subject, canonical(details)]
    return _sm3(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode())


def joined(previous: bytes, number: int, digest: bytes) -> bytes:
    """The hash of a link: of what it hangs on, its number and its event."""
    return _sm3(previous + number.to_bytes(8, "big") + digest)


def _sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def _check(value: Any, where: str) -> None:
    match value:
        case None | bool() | int():
            return
        case str():
            if "\0" in value or not _encodes(value):
                raise Unrecordable(f"{where}: text that no database keeps")
        case Mapping():
            for key, part in value.items():
                if not isinstance(key, str):
                    raise Unrecordable(f"{where}: the key {key!r} is no text")
                _check(key, where)
                _check(part, f"{where}.{key}")
        case list() | tuple():
            for part in value:
                _check(part, where)
        case _:
            raise Unrecordable(f"{where}: {type(value).__name__} has no exact form")


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
