"""Chance without a generator: the draw for row 7 of a fact depends on nothing but seed, fact, 7.

Whoever draws rows 0 to 9 at once, or one by one, or the last first, finds the same; a later
version of a numerical library cannot change it. Every draw is a whole number below 2**32, and a
share is compared with it as a whole number too, so no machine rounds differently.

>>> heights = Chance(7, "person", "degree")
>>> heights.at(np.arange(3)).tolist() == [heights.at(np.arange(i, i + 1))[0] for i in range(3)]
True
>>> edge(Fraction(50)) == WHOLE // 2
True
"""

from fractions import Fraction
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

WHOLE = 1 << 32
Numbers = NDArray[np.int64]

# SplitMix64 (Steele, Lea, Flood 2014): its n-th number is a function of n alone.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = ((30, np.uint64(0xBF58476D1CE4E5B9)), (27, np.uint64(0x94D049BB133111EB)))


class Chance:
    """One stream of draws, named by the seed and by what is drawn."""

    __slots__ = ("_key",)

    def __init__(self, *name: str | int) -> None:
        text = "\0".join(str(part) for part in name)
        digest = blake2b(text.encode(), digest_size=8).digest()
        self._key = np.uint64(int.from_bytes(digest, "little"))

    def at(self, rows: Numbers) -> Numbers:
        """The draws of these rows, each from 0 to 2**32 - 1."""
        mixed = rows.astype(np.uint64)
        mixed *= _STEP
        mixed += self._key
        for shift, factor in _MIX:
            mixed ^= mixed >> np.uint64(shift)
            mixed *= factor
        mixed ^= mixed >> np.uint64(31)
        return (mixed >> np.uint64(32)).astype(np.int64)


def edge(percent: Fraction) -> int:
    """Below which draw a share of so many per cent lies."""
    return int(percent * WHOLE / 100)
