"""Base45 (RFC 9285): bytes in the letters that a QR code holds most densely; read strictly.

>>> encoded(b"AB")
'BB8'
>>> decoded("BB8")
b'AB'

There is one way to write each row of bytes, and only that one is read.
"""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


class NotBase45(ValueError):
    """These letters stand for no bytes; `cut` if they may be the beginning of some."""

    def __init__(self, cut: bool) -> None:
        self.cut = cut
        super().__init__("cut off" if cut else "not base45")


def encoded(raw: bytes) -> str:
    """Three letters for two bytes, two letters for a last single one."""
    letters: list[str] = []
    for place in range(0, len(raw) - 1, 2):
        rest, first = divmod(raw[place] << 8 | raw[place + 1], 45)
        third, second = divmod(rest, 45)
        letters += ALPHABET[first], ALPHABET[second], ALPHABET[third]
    if len(raw) % 2:
        second, first = divmod(raw[-1], 45)
        letters += ALPHABET[first], ALPHABET[second]
    return "".join(letters)


def decoded(text: str) -> bytes:
    """The bytes; NotBase45 otherwise."""
    try:
        values = [VALUES[letter] for letter in text]
    except KeyError:
        raise NotBase45(cut=False) from None
    whole = len(values) - len(values) % 3
    raw = bytearray()
    for place in range(0, whole, 3):
        pair = values[place] + 45 * values[place + 1] + 2025 * values[place + 2]
        if pair > 0xFFFF:
            raise NotBase45(cut=False)
        raw += pair.to_bytes(2, "big")
    return bytes(raw + _last(values[whole:]))


def _last(values: list[int]) -> bytes:
    if not values:
        return b""
    single = values[0] + 45 * values[1] if len(values) == 2 else 0x100
    if single > 0xFF:
        raise NotBase45(cut=True)
    return bytes((single,))
