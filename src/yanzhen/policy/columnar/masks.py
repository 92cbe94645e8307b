"""Which rows: a mask is an array of booleans, or True or False where it says the same of all.

Constants are folded: a rule whose parameter nobody has supplied costs no work per row.

>>> both(True, False), either(False, True), minus(True, True)
(False, True, False)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Mask = bool | Bools


def both(one: Mask, other: Mask) -> Mask:
    if isinstance(one, bool):
        return other if one else False
    if isinstance(other, bool):
        return one if other else False
    return one & other if one is not other else one


def either(one: Mask, other: Mask) -> Mask:
    if isinstance(one, bool):
        return True if one else other
    if isinstance(other, bool):
        return True if other else one
    return one | other if one is not other else one


def opposite(one: Mask) -> Mask:
    return not one if isinstance(one, bool) else ~one


def minus(one: Mask, other: Mask) -> Mask:
    """Those of the one that are not of the other."""
    if isinstance(one, bool):
        return opposite(other) if one else False
    if isinstance(other, bool):
        return False if other else one
    return one > other


def some(mask: Mask) -> bool:
    """Whether it holds of any row."""
    return mask if isinstance(mask, bool) else bool(np.count_nonzero(mask))


def thinned(mask: Mask) -> Mask:
    """The constant where an array holds of no row or of all: the work behind it can be spared."""
    if isinstance(mask, bool):
        return mask
    count = np.count_nonzero(mask)
    return mask if 0 < count < len(mask) else bool(count)


def taken(mask: Mask, index: Any) -> Mask:
    return mask if isinstance(mask, bool) else mask[index]


def full(mask: Mask, size: int) -> Bools:
    """The mask as an array of its own."""
    return np.full(size, mask) if isinstance(mask, bool) else mask


def rows_of(mask: Mask, size: int) -> Any:
    """The numbers of the rows."""
    if isinstance(mask, bool):
        return np.arange(size) if mask else np.arange(0)
    return np.flatnonzero(mask)
