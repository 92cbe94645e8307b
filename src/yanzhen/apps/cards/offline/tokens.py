"""The offline code of a card: a few signed bytes, written so that a QR code holds them densely.

    text = issue(Claims(PRINT, key_id, 7, pseudonym, issued, ends, None, "xiangtan", "C", "张*"),
                 signer.sign)                                    "YZ1:H%W..."
    read(text).claims.level                                      "C"

docs/guide/card-verify.md has the bytes one by one. A code on a phone ends with the second at which
it was shown and a proof by the phone's own key; a printed code ends with the city's signature.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from yanzhen.apps.cards.offline.base45 import NotBase45, decoded, encoded
from yanzhen.apps.cards.offline.lettering import is_level, is_name

PREFIX = "YZ1:"
PHONE, PRINT = 0x11, 0x12
SIGNED_AS, SHOWN_AS = b"yanzhen-card-1\0", b"yanzhen-show-1\0"
FIRST_DAY = date(2020, 1, 1)
CITY = re.compile(r"[a-z][a-z0-9_-]{0,15}")
KEY_ID, PSEUDONYM, DEVICE_KEY, SIGNATURE, TIME = 4, 8, 33, 64, 4
LONGEST = 395  # letters; what a QR code of version 10 holds


class WrongClaims(ValueError):
    """No card can say this."""


class Unreadable(ValueError):
    """The text is no code of a card: not_a_card, truncated or trailing."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the city says by a code. Without `card_until` the card has no end of its own."""

    kind: int
    key_id: bytes
    status_index: int
    pseudonym: bytes
    issued: date
    token_until: date
    card_until: date | None
    city: str
    level: str
    name_mask: str
    device_key: bytes | None = None

    def __post_init__(self) -> None:
        if wrong := [name for name, right in self._right() if not right]:
            raise WrongClaims(", ".join(wrong))

    @property
    def until(self) -> date:
        """The last day on which this code is good."""
        return min(self.token_until, self.card_until or self.token_until)

    def _right(self) -> tuple[tuple[str, bool], ...]:
        days = (self.issued, self.token_until, self.card_until or self.issued)
        key = self.device_key
        return (
            ("kind", self.kind in (PHONE, PRINT)),
            ("key_id", len(self.key_id) == KEY_ID),
            ("status_index", 0 <= self.status_index < 2**32),
            ("pseudonym", len(self.pseudonym) == PSEUDONYM),
            ("days", all(0 <= (day - FIRST_DAY).days < 2**16 for day in days)),
            ("issued", self.issued <= self.token_until),
            ("card_until", self.card_until is None or self.card_until > FIRST_DAY),
            ("city", CITY.fullmatch(self.city) is not None),
            ("level", is_level(self.level)),
            ("name_mask", is_name(self.name_mask)),
            ("device_key", (key is not None) == (self.kind == PHONE)),
            ("device_key", key is None or (len(key) == DEVICE_KEY and key[0] in (2, 3))),
        )


@dataclass(frozen=True, slots=True)
class Code:
    """A code taken apart; `time` and `proof` are the phone's."""

    claims: Claims
    token: bytes
    time: int | None = None
    proof: bytes = b""

    @property
    def signed(self) -> bytes:
        """What the city has signed."""
        return SIGNED_AS + self.token[:-SIGNATURE]

    @property
    def signature(self) -> bytes:
        return self.token[-SIGNATURE:]

    @property
    def shown(self) -> bytes:
        """What the phone has signed."""
        return shown_message(self.token, self.time or 0)


def issue(claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    """The code as the city signs it; a phone adds to it what it is shown with."""
    body = _body(claims)
    return PREFIX + encoded(body + sign(SIGNED_AS + body))


def show(issued: str, time: int, prove: Callable[[bytes], bytes]) -> str:
    """A phone's code at a second, as its page does it; `prove` gives the 64 bytes r and s."""
    token = read(issued, bare=True).token
    return PREFIX + encoded(token + time.to_bytes(TIME, "big") + prove(shown_message(token, time)))


def shown_message(token: bytes, time: int) -> bytes:
    """What a phone signs."""
    return SHOWN_AS + token + time.to_bytes(TIME, "big")


def read(text: str, *, bare: bool = False) -> Code:
    """The code taken apart, nothing verified yet; Unreadable otherwise. `bare`: not yet shown."""
    if not text.startswith(PREFIX) or len(text) > 4 * LONGEST:
        raise Unreadable("not_a_card")
    try:
        raw = decoded(text.removeprefix(PREFIX))
    except NotBase45 as error:
        raise Unreadable("truncated" if error.cut else "not_a_card") from None
    rest = _Rest(raw)
    claims = _claims(rest)
    rest.take(SIGNATURE)
    token = raw[: rest.place]
    shown = claims.kind == PHONE and not bare
    time = rest.number(TIME) if shown else None
    proof = rest.take(SIGNATURE) if shown else b""
    if rest.place < len(raw):
        raise Unreadable("trailing")
    return Code(claims, token, time, proof)


def _body(claims: Claims) -> bytes:
    days = (claims.issued, claims.token_until, claims.card_until or FIRST_DAY)
    texts = (claims.city, claims.level, claims.name_mask)
    return b"".join((
        bytes((claims.kind,)), claims.key_id, claims.status_index.to_bytes(4, "big"),
        claims.pseudonym, *((day - FIRST_DAY).days.to_bytes(2, "big") for day in days),
        *(bytes((len(raw),)) + raw for raw in map(str.encode, texts)), claims.device_key or b"",
    ))  # fmt: skip


class _Rest:
    """What of the bytes has not been read."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.place = raw, 0

    def take(self, length: int) -> bytes:
        found = self.raw[self.place : self.place + length]
        if len(found) < length:
            raise Unreadable("truncated")
        self.place += length
        return found

    def number(self, length: int) -> int:
        return int.from_bytes(self.take(length), "big")

    def day(self) -> date:
        return FIRST_DAY + timedelta(self.number(2))

    def text(self, longest: int) -> str:
        length = self.number(1)
        if length > longest:
            raise Unreadable("not_a_card")
        try:
            return self.take(length).decode()
        except UnicodeDecodeError:
            raise Unreadable("not_a_card") from None


def _claims(rest: _Rest) -> Claims:
    kind = rest.number(1)
    if kind not in (PHONE, PRINT):
        raise Unreadable("not_a_card")
    try:
        return Claims(
            kind, rest.take(KEY_ID), rest.number(4), rest.take(PSEUDONYM),
            rest.day(), rest.day(), _or_none(rest.day()),
            rest.text(16), rest.text(12), rest.text(24),
            rest.take(DEVICE_KEY) if kind == PHONE else None,
        )  # fmt: skip
    except WrongClaims:
        raise Unreadable("not_a_card") from None


def _or_none(day: date) -> date | None:
    return None if day == FIRST_DAY else day
