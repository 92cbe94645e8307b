"""A card verified without a network, beside the bare signature; its QR codes; status lists.

The bar is the issue's: 2 ms for taking a code apart, its signature and its state. The list is of a
million cards, of which some are revoked, spread by chance.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from functools import partial

import segno
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from measure import Row, median_ms, show

from yanzhen.apps.cards.offline import (
    PHONE,
    PRINT,
    Claims,
    StatusList,
    TrustedKey,
    device_key,
    issue,
    key_id_of,
    packed,
    read,
    status_jwt,
    verify,
)
from yanzhen.apps.cards.offline import show as shown

BAR_MS = 2
CARDS = 1_000_000
NOW = 1_795_924_800
LETTERS = {
    "short": ("xiangtan", "C", "张*"),
    "usual": ("xiangtan", "第一层次", "欧阳**"),
    "longest": ("a-city-of-16-let", "第一层次", "欧阳＊＊＊＊＊＊"),
}

CITY, PHONE_KEY = Ed25519PrivateKey.generate(), generate_private_key(SECP256R1())
PUBLIC = CITY.public_key().public_bytes_raw()
KEY_ID = key_id_of(PUBLIC)
POINT = device_key(PHONE_KEY.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def report() -> None:
    """The whole section."""
    now = datetime.fromtimestamp(NOW, UTC)
    keys = {KEY_ID: TrustedKey("xiangtan", PUBLIC)}
    texts = {revoked: _list(revoked) for revoked in (0.001, 0.01, 0.05)}
    status = StatusList.read(texts[0.01], keys, now)
    index = next(one for one in range(CARDS) if status[one] == "valid")
    show("A card verified without a network", _verified(keys, status, now, index))
    show("The status list of a million cards", [
        row for revoked, text in texts.items() for row in _of_list(revoked, text, keys, now)
    ])  # fmt: skip
    _codes()


def _verified(
    keys: dict[bytes, TrustedKey], status: StatusList, now: datetime, index: int
) -> list[Row]:
    printed, phone = _code(PRINT, index), _code(PHONE, index)
    token = read(printed)
    assert verify(printed, keys, status, now).code == "ok_print"
    assert verify(phone, keys, status, now).code == "ok"
    bare = CITY.public_key()
    return [
        Row("a bare Ed25519 signature", median_ms(
            lambda: bare.verify(token.signature, token.signed), times=2000)),
        Row("taking a printed code apart", median_ms(partial(read, printed), times=2000)),
        Row("a printed card: code, signature, state", median_ms(
            lambda: verify(printed, keys, status, now), times=2000), BAR_MS),
        Row("a phone: the same and the phone's own proof", median_ms(
            lambda: verify(phone, keys, status, now), times=2000), BAR_MS),
        Row("signing a printed card", median_ms(partial(_code, PRINT, index), times=2000)),
    ]  # fmt: skip


def _of_list(revoked: float, text: str, keys: dict[bytes, TrustedKey], now: datetime) -> list[Row]:
    size = f"{len(text) / 1000:.1f} kB"
    return [
        Row(f"{revoked:.1%} revoked: written and signed", median_ms(
            partial(_list, revoked), times=5), note=size),
        Row("  read and verified", median_ms(
            lambda: StatusList.read(text, keys, now), times=20)),
    ]  # fmt: skip


def _list(revoked: float) -> str:
    chance = random.Random(7)
    gone = dict.fromkeys(chance.sample(range(CARDS), int(CARDS * revoked)), "revoked")
    return status_jwt(
        packed(CARDS, gone), city="xiangtan", key_id=KEY_ID.hex(), sign=CITY.sign, ttl=60,
        issued=NOW - 60, expires=NOW + 86_400, address="https://talent.example/cards/xiangtan/status",
    )  # fmt: skip


def _codes() -> None:
    print("\nQR codes: letters, and the version at each level of correction (10 is the bar at L)")
    for name, letters in LETTERS.items():
        for kind, what in ((PRINT, "printed"), (PHONE, "phone")):
            text = _code(kind, 7, letters)
            versions = {level: segno.make(text, error=level, boost_error=False, micro=False).version
                        for level in "lmqh"}  # fmt: skip
            told = "  ".join(f"{level.upper()} {one}" for level, one in versions.items())
            print(f"  {what:<8} {name:<8} {len(text):>4} letters   {told}")


def _code(kind: int, index: int, letters: tuple[str, str, str] = LETTERS["short"]) -> str:
    days = (date(2026, 11, 1), date(2026, 12, 1), date(2029, 11, 1))
    point = POINT if kind == PHONE else None
    text = issue(Claims(kind, KEY_ID, index, bytes(8), *days, *letters, point), CITY.sign)
    return text if kind == PRINT else shown(text, NOW, _prove)


def _prove(message: bytes) -> bytes:
    r, s = decode_dss_signature(PHONE_KEY.sign(message, ECDSA(SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")
