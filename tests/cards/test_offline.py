"""The parts of the offline code: base45, letters, what a card can say, lists, keys."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.cards.forging import NOW, Forge, on_curve, raw

from yanzhen.apps.cards.offline import (
    PHONE,
    PRINT,
    StatusList,
    TrustedKey,
    Unreadable,
    WrongClaims,
    device_key,
    is_name,
    issue,
    name_for_card,
    packed,
    read,
    trusted_keys,
)
from yanzhen.apps.cards.offline.base45 import NotBase45, decoded, encoded

FORGE = Forge()
AT = datetime.fromtimestamp(NOW, UTC)


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        (b"AB", "BB8"),
        (b"Hello!!", "%69 VD92EX0"),
        (b"base-45", "UJCLQE7W581"),
        (b"ietf!", "QED8WEX0"),
    ],
)
def test_base45_as_the_standard_has_it(plain: bytes, text: str) -> None:
    assert encoded(plain) == text
    assert decoded(text) == plain


@given(some.binary(max_size=300))
def test_base45_there_and_back(plain: bytes) -> None:
    assert decoded(encoded(plain)) == plain


@given(some.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", max_size=12))
def test_base45_has_one_way_of_writing(text: str) -> None:
    try:
        plain = decoded(text)
    except NotBase45:
        return
    assert encoded(plain) == text


@pytest.mark.parametrize("kind", [PHONE, PRINT])
@pytest.mark.parametrize("card_until", [None, date(2030, 1, 1)])
def test_what_is_issued_is_read(kind: int, card_until: date | None) -> None:
    claims = FORGE.claims(kind, card_until=card_until, level="", name_mask="王**")

    assert read(issue(claims, FORGE.xiangtan.secret.sign), bare=True).claims == claims


@pytest.mark.parametrize(
    "change",
    [
        {"kind": 3}, {"key_id": b"abc"}, {"status_index": -1}, {"status_index": 2**32},
        {"pseudonym": b""}, {"issued": date(2019, 12, 31)}, {"issued": date(2027, 1, 1)},
        {"token_until": date(2199, 12, 31)}, {"card_until": date(2020, 1, 1)}, {"city": ""},
        {"city": "湘潭"}, {"city": "Xiangtan"}, {"city": "a" * 17}, {"level": "第一二三四"},
        {"level": "C\n"}, {"name_mask": ""}, {"name_mask": "张43040319900101"},
        {"name_mask": "张\ud800"}, {"device_key": None}, {"device_key": b"\x04" + bytes(32)},
        {"kind": PRINT, "device_key": FORGE.phone.key},
    ],
)  # fmt: skip
def test_no_card_says_this(change: dict[str, Any]) -> None:
    with pytest.raises(WrongClaims):
        FORGE.claims(**change)


@pytest.mark.parametrize(("masked", "shown"), [
    ("张*", "张*"), ("\ue000*", "**"), ("张4304", "张****"), (" 欧阳  * ", "欧阳 *"),
    ("阿卜杜热合曼·买买提", "阿卜杜热合曼·买"), ("", "*"), ("\ud800", "*"), ("😀", "*"),
])  # fmt: skip
def test_a_name_is_made_to_fit(masked: str, shown: str) -> None:
    assert name_for_card(masked) == shown
    assert is_name(shown)


@given(some.text(max_size=40))
def test_every_name_is_made_to_fit(masked: str) -> None:
    assert is_name(name_for_card(masked))


def test_a_code_on_a_phone_is_not_good_before_it_is_shown() -> None:
    issued = issue(FORGE.claims(), FORGE.xiangtan.secret.sign)

    with pytest.raises(Unreadable, match="truncated"):
        read(issued)
    assert read(issued, bare=True).token == raw(issued)


def test_a_phones_key_is_on_the_curve() -> None:
    assert device_key(FORGE.phone.key) == FORGE.phone.key
    assert on_curve(FORGE.phone.key)
    for wrong in (b"", bytes(33), bytes(65), b"\x02" + b"\xff" * 32, FORGE.phone.key + b"\0"):
        with pytest.raises(ValueError, match=r".*"):
            device_key(wrong)


def test_a_list_has_two_bits_a_card_the_lowest_first() -> None:
    bits = packed(9, {0: "revoked", 1: "suspended", 8: "revoked"})

    assert bits == bytes((0b1001, 0, 1))
    found = StatusList("xiangtan", bits, NOW, NOW)
    assert [found[one] for one in range(9)] == [
        "revoked", "suspended", *["valid"] * 6, "revoked",
    ]  # fmt: skip
    for beyond in (12, -1):
        with pytest.raises(IndexError):
            found[beyond]


def test_a_list_is_read_whatever_its_age() -> None:
    keys = trusted_keys(FORGE.jwks)

    for days in (-400, 0, 400):
        read_then = StatusList.read(FORGE.lists["old"], keys, AT + timedelta(days))
        assert (read_then.city, read_then.expires, len(read_then)) == (
            "xiangtan",
            NOW - 86_400,
            1000,
        )


def test_a_key_of_low_order_cannot_be_trusted() -> None:
    for raw_key in (bytes(32), b"\1" + bytes(31), b"\xff" * 32, b"short"):
        with pytest.raises(ValueError, match="low order"):
            TrustedKey("xiangtan", raw_key)
