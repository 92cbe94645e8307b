"""What is known of many subjects: one column per fact, each a plain NumPy array.

`known` says in which rows a value is known; None means in all of them. Where a value is not
known its place holds a harmless one: False, 0, or the code -1.

>>> pay = Numbers(np.array([200_000_00, 0]), scale=1, known=np.array([True, False]))
>>> len(pay), pay.is_known()
(2, array([ True, False]))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Integers = NDArray[np.int64]


def _known(known: Bools | None, rows: int) -> Bools:
    return np.ones(rows, np.bool_) if known is None else known


@dataclass(frozen=True, slots=True, eq=False)
class Flags:
    """Yes or no."""

    values: Bools
    known: Bools | None = None

    def __len__(self) -> int:
        return len(self.values)

    def is_known(self) -> Bools:
        return _known(self.known, len(self))


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Whole numbers over one denominator, a power of ten: the value is values / scale.

    Money is in fen with scale 1; a date is its `date.toordinal()` with scale 1.
    """

    values: Integers
    scale: int = 1
    known: Bools | None = None

    def __len__(self) -> int:
        return len(self.values)

    def is_known(self) -> Bools:
        return _known(self.known, len(self))


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """One word of a list: `words[codes]`; each word is listed once, -1 is the unknown one."""

    codes: NDArray[np.int32]
    words: tuple[str, ...]
    known: Bools | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def is_known(self) -> Bools:
        return _known(self.known, len(self))


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """Any number of words each: who has a word; a word not listed is nobody's."""

    words: tuple[str, ...]
    members: Mapping[str, Bools]
    known: Bools | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Any number of records each: those of row i are offsets[i] to offsets[i + 1] of the fields.

    A row with no records is known to have none, unless `known` says that it is unknown; an
    unknown row has no records.
    """

    offsets: Integers
    fields: Mapping[str, Any]
    known: Bools | None = None

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def is_known(self) -> Bools:
        return _known(self.known, len(self))

    def rows(self) -> Integers:
        """For each record the row that it belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))


Column = Flags | Numbers | Codes | Sets | Records
