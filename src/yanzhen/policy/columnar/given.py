"""Given columns as the kernel's values: truths, vectors, and sets of words as they are.

taken_in(Numbers(values, 1, known))   ->  Vector(values, known)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.columns import Codes, Flags, Numbers, Sets
from yanzhen.policy.columnar.vectors import UNKNOWN, Truths, Vector, spelled, truths

if TYPE_CHECKING:
    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.columnar.masks import Mask


def taken_in(column: Column) -> Any:
    """A given column as truths, as a vector, or (of many words) as it is."""
    known: Mask = True if column.known is None else column.known
    if isinstance(column, Flags):
        return truths(column.values, known)
    if isinstance(column, Numbers):
        return Vector(_blanked(column.values, known), known, column.scale)
    if isinstance(column, Codes):
        ordered = tuple(sorted(column.words))
        return spelled(Vector(_blanked(column.codes, known), known, 1, column.words), ordered)
    return column


def _blanked(values: Any, known: Mask) -> Any:
    """Nothing where nothing is known: what stands there must not reach a product or a look-up."""
    return values if known is True else np.where(known, values, 0).astype(values.dtype)


def contained(column: Any, option: Any, known: Mask) -> Truths:
    """Whether a many-of column has an option."""
    if not isinstance(column, Sets):
        return UNKNOWN
    members = column.members.get(option)
    return truths(False if members is None else members, known)
