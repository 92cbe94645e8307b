"""The order of lots, for anybody to compute again.

>>> promise = commitment("5eed", 1, ["P-1", "P-2", "P-3"])
>>> promise == commitment("5eed", 1, ["P-3", "P-1", "P-2"])
True
>>> promise == commitment("5eed", 1, ["P-1", "P-2", "P-4"])
False
>>> order_of_lots("5eed", "", ["P-1", "P-2", "P-3"])
('P-2', 'P-1', 'P-3')

Both are SHA-256 over lines of UTF-8 that anybody can type. The promise binds the secret, the number
of flats and everybody on the list; the witness is a number of others, known on the day only.
"""

from collections.abc import Iterable
from hashlib import sha256

FORMAT = "yanzhen-draw-1"


def commitment(seed: str, flats: int, participants: Iterable[str]) -> str:
    """What is published before: SHA-256 of the format, the seed, the flats, and the sorted list."""
    return _digest(FORMAT, seed, str(flats), *sorted(participants))


def ticket(seed: str, witness: str, participant: str) -> str:
    """The lot of one participant: the smallest comes first."""
    return _digest(seed, witness, participant)


def order_of_lots(seed: str, witness: str, participants: Iterable[str]) -> tuple[str, ...]:
    """All participants by their lots; the first so many, as there are flats, win."""
    return tuple(sorted(participants, key=lambda one: ticket(seed, witness, one)))


def _digest(*lines: str) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()
