"""A hundred thousand codes that nobody issued: none accepted, none an exception."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.cards.forging import NOW, Forge, raw, text_of

from yanzhen.apps.cards.offline import SENTENCES, StatusList, trusted_keys, verify
from yanzhen.apps.cards.offline.base45 import ALPHABET

MANY = 100_000


def codes(chance: random.Random, forge: Forge) -> Iterator[str]:
    """Valid ones changed in their bytes or letters, torn, joined; and noise."""
    good = [forge.shown(), forge.printed(), forge.shown(by=forge.changsha), forge.printed(level="")]
    for number in range(MANY):
        text = chance.choice(good)
        match number % 7:
            case 0:
                yield text_of(flipped(chance, raw(text)))
            case 1:
                yield with_letter(chance, text)
            case 2:
                yield text[: chance.randrange(len(text))] + chance.choice(good)[4:]
            case 3:
                yield text_of(spliced(chance, raw(text), raw(chance.choice(good))))
            case 4:
                yield text_of(raw(text)[: chance.randrange(40)] + chance.randbytes(200))
            case 5:
                yield "YZ1:" + "".join(chance.choices(ALPHABET, k=chance.randrange(400)))
            case _:
                yield "".join(map(chr, chance.choices(range(0x11000), k=chance.randrange(60))))


def flipped(chance: random.Random, token: bytes) -> bytes:
    changed = bytearray(token)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def with_letter(chance: random.Random, text: str) -> str:
    place = chance.randrange(len(text))
    return text[:place] + chance.choice(ALPHABET + "a\0é张") + text[place + chance.randrange(2) :]


def spliced(chance: random.Random, token: bytes, other: bytes) -> bytes:
    place = chance.randrange(len(token))
    return token[:place] + other[place + chance.choice((-1, 0, 1)) :]


def test_a_hundred_thousand_changed_codes() -> None:
    forge, chance, now = Forge(), random.Random(7), datetime.fromtimestamp(NOW, UTC)
    keys = trusted_keys(forge.jwks)
    status = StatusList.read(forge.lists["xiangtan"], keys, now)
    untouched = {forge.shown(), forge.printed(), forge.printed(level="")}

    came = Counter(
        verify(code, keys, status, now).code
        for code in codes(chance, forge) if code not in untouched
    )  # fmt: skip

    assert came.total() > 0.9 * MANY
    assert set(came) <= set(SENTENCES) - {"ok", "ok_print"}
    assert {"not_a_card", "truncated", "trailing", "unknown_key", "bad_signature"} <= set(came)
