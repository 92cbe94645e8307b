"""A city's status list: for each card two bits, signed (IETF Token Status List, as a JWT).

    text = status_jwt(packed(1_000_000, {7: REVOKED}), city="xiangtan", key_id="d6f80bdb",
                      sign=..., issued=1764300000, expires=1764386400, ttl=60, address="https://...")
    StatusList.read(text, keys, now)[7]        "revoked"

The list is squeezed by zlib, so what it costs to carry is the cards that do not hold.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yanzhen.apps.cards.offline.ed25519 import is_signed
from yanzhen.apps.cards.offline.keys import TrustedKey, day_in_china, from_unpadded, unpadded
from yanzhen.apps.cards.offline.plain_json import NotPlain, is_second, read_object

VALID, REVOKED, SUSPENDED = "valid", "revoked", "suspended"
STATES = (VALID, REVOKED, SUSPENDED, REVOKED)
"""By the number; 3 is free for an issuer's own use, and nothing of ours sets it: it is refused."""
TYP = "statuslist+jwt"
BITS, IN_BYTE = 2, 4
LONGEST_TEXT, LONGEST_LIST = 8_000_000, 16_000_000
SENTENCES = {
    "malformed": ("不是完整的卡状态名单。", "This is not a whole status list."),
    "duplicate": ("卡状态名单里有重复的项目。", "The status list names something twice."),
    "unknown_key": ("卡状态名单的签名密钥不认识。", "The list is signed by an unknown key."),
    "wrong_city": ("卡状态名单由别的城市签名。", "The list is signed by another city."),
    "bad_signature": ("卡状态名单被改过，或是伪造的。", "The list was changed or forged."),
    "key_retired": ("卡状态名单由停用的密钥签名。", "The list is signed by a retired key."),
}


class ListRefused(ValueError):
    """The text is not a status list to go by."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.zh, self.en = SENTENCES[code]
        super().__init__(f"{self.zh} {self.en}")


@dataclass(frozen=True, slots=True)
class StatusList:
    """A city's list; seconds since 1970 of when it was signed and until when it counts."""

    city: str
    bits: bytes
    issued: int
    expires: int
    ttl: int | None = None

    @classmethod
    def read(cls, text: str, keys: Mapping[bytes, TrustedKey], now: datetime) -> "StatusList":
        """The list behind a text, whatever its age; ListRefused if it is not to be believed."""
        header, payload, told, signature = _parted(text)
        if header.get("typ") != TYP or header.get("alg") != "EdDSA" or "crit" in header:
            raise ListRefused("malformed")
        key = _key(header.get("kid"), keys)
        if not is_signed(key.public, signature, told):
            raise ListRefused("bad_signature")
        if payload.get("city") != key.city:
            raise ListRefused("wrong_city")
        found = cls(key.city, _bits(payload), *_times(payload))
        out_of_use = key.until is not None and key.until < day_in_china(now)
        if out_of_use or not key.signed_on(day_in_china(found.issued)):
            raise ListRefused("key_retired")
        return found

    def __len__(self) -> int:
        return len(self.bits) * IN_BYTE

    def __getitem__(self, index: int) -> str:
        """The state of a card; IndexError beyond the end."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        return STATES[self.bits[index // IN_BYTE] >> index % IN_BYTE * BITS & 3]


def packed(size: int, states: Mapping[int, str]) -> bytes:
    """The bits of `size` cards, all valid but for those named."""
    bits = bytearray(-(-size // IN_BYTE))
    for index, state in states.items():
        bits[index // IN_BYTE] |= STATES.index(state) << index % IN_BYTE * BITS
    return bytes(bits)


def status_payload(
    bits: bytes, *, issued: int, expires: int, ttl: int, address: str
) -> dict[str, Any]:
    """What a city signs; whoever signs adds its `city`."""
    lst = unpadded(zlib.compress(bits, 9))
    return {"sub": address, "iat": issued, "exp": expires, "ttl": ttl,
            "status_list": {"bits": BITS, "lst": lst}}  # fmt: skip


def status_jwt(
    bits: bytes, *, city: str, key_id: str, sign: Callable[[bytes], bytes], issued: int,
    expires: int, ttl: int, address: str,
) -> str:  # fmt: skip
    """The signed list."""
    header = {"alg": "EdDSA", "typ": TYP, "kid": key_id}
    payload = status_payload(bits, issued=issued, expires=expires, ttl=ttl, address=address)
    told = f"{_part(header)}.{_part({**payload, 'city': city})}"
    return f"{told}.{unpadded(sign(told.encode()))}"


def _parted(text: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    parts = text.split(".") if len(text) <= LONGEST_TEXT and text.isascii() else []
    if len(parts) != 3:
        raise ListRefused("malformed")
    try:
        header, payload, signature = map(from_unpadded, parts)
        found = read_object(header), read_object(payload)
    except NotPlain as error:
        raise ListRefused(error.code) from None
    except ValueError:
        raise ListRefused("malformed") from None
    return *found, f"{parts[0]}.{parts[1]}".encode(), signature


def _key(kid: object, keys: Mapping[bytes, TrustedKey]) -> TrustedKey:
    found = next((key for key_id, key in keys.items() if key_id.hex() == kid), None)
    if found is None:
        raise ListRefused("unknown_key")
    return found


def _bits(payload: Mapping[str, Any]) -> bytes:
    listed = payload.get("status_list")
    lst = listed.get("lst") if isinstance(listed, dict) and listed.get("bits") == BITS else None
    if not isinstance(lst, str):
        raise ListRefused("malformed")
    # A few bytes can swell to gigabytes: no more than the bound is ever unpacked.
    unpacking = zlib.decompressobj()
    try:
        bits = unpacking.decompress(from_unpadded(lst), LONGEST_LIST)
    except (zlib.error, ValueError):
        raise ListRefused("malformed") from None
    if not unpacking.eof or unpacking.unused_data:
        raise ListRefused("malformed")
    return bits


def _times(payload: Mapping[str, Any]) -> tuple[int, int, int | None]:
    issued, expires, ttl = (payload.get(name) for name in ("iat", "exp", "ttl"))
    if not is_second(issued) or not is_second(expires) or not (ttl is None or is_second(ttl)):
        raise ListRefused("malformed")
    return issued, expires, ttl


def _part(value: Mapping[str, Any]) -> str:
    return unpadded(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
