"""The one-time code that she carries from one city's page to the other's.

>>> one = read("7k2m-9qxz-oooo-iiii-llll")
>>> one.place, one.secret
('7K2M9Q', 'XZ000011111111')
>>> read("7K2M") is None
True

The first characters say which code it is and cross the line; the rest does not: it is the key
under which the two services compare the numbers of her documents.
"""

import secrets
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH, PLACE = 20, 6
LIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True, slots=True)
class Code:
    """`place` finds it, `secret` is the key of the comparison: seventy bits."""

    place: str
    secret: str

    @property
    def shown(self) -> str:
        """In groups of four, as it is read out and typed."""
        whole = self.place + self.secret
        return "-".join(whole[at : at + 4] for at in range(0, LENGTH, 4))

    @property
    def key(self) -> bytes:
        return self.secret.encode()


def drawn() -> Code:
    """A new one."""
    whole = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return Code(whole[:PLACE], whole[PLACE:])


def read(text: str) -> Code | None:
    """The code that somebody typed; None when it is none."""
    whole = "".join(one for one in text.upper().translate(LIKE) if one not in " -\t\n—－")
    if len(whole) != LENGTH or not {*whole} <= {*ALPHABET}:
        return None
    return Code(whole[:PLACE], whole[PLACE:])


def told(asking: str, asked: str) -> str:
    """What a comparison is for: a value that was made for one city is none for another."""
    return f"yanzhen-exchange-1\0{asking}\0{asked}"
