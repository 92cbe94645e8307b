"""Given columns as the kernel's values: truths, vectors, and sets of words as they are.

taken_in(Numbers(values, 1, known))   ->  Vector(values, known)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.columns import Codes, Flags, Numbers, Sets
from yanzhen.policy.columnar.masks import either, opposite
from yanzhen.policy.columnar.vectors import UNKNOWN, Truths, Vector, truths

if TYPE_CHECKING:
    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.columnar.masks import Mask


def taken_in(column: Column) -> Any:
    """A given column as truths, as a vector, or (of many words) as it is.

    What stands where nothing is known is harmless already: see `columns`.
    """
    known: Mask = True if column.known is None else column.known
    if isinstance(column, Flags):
        return Truths(column.values, either(column.values, opposite(known)))
    if isinstance(column, Numbers):
        return Vector(column.values, known, column.scale)
    if isinstance(column, Codes):
        return _words(column, known)
    return column


def _words(column: Codes, known: Mask) -> Vector:
    """The codes of the words in alphabetical order, as narrow as they can be."""
    words = tuple(sorted(column.words))
    kind = np.int8 if len(words) <= np.iinfo(np.int8).max else np.int32
    places = {word: place for place, word in enumerate(words)}
    codes = np.array([*(places[word] for word in column.words), 0], dtype=kind)
    return Vector(codes[column.codes], known, 1, words)  # -1, the unknown one, is the last


def contained(column: Any, option: Any, known: Mask) -> Truths:
    """Whether a many-of column has an option."""
    if not isinstance(column, Sets):
        return UNKNOWN
    members = column.members.get(option)
    return truths(False if members is None else members, known)
