"""Values of many rows: Kleene truths, and numbers, days and words that may be unknown.

A vector's values are exact: 64-bit integers over a fixed denominator, or Python's own integers
where a product could pass 64 bits. Words are kept in alphabetical order, so that their codes
compare as the words do.

>>> unknown = Vector(0, False)
>>> compare("<", Vector(3), Vector(5)).yes, compare("<", Vector(3), unknown).unknown
(True, True)
"""

from __future__ import annotations

import operator
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

import numpy as np

from yanzhen.policy.columnar.masks import Mask, both, either, minus, opposite, taken

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAFE = 2**62
"""What a 64-bit integer holds with room for one addition."""
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Truths:
    """Kleene truth: rows where it definitely holds, and where it may; `yes` is within `may`."""

    __slots__ = ("may", "yes")

    def __init__(self, yes: Mask, may: Mask) -> None:
        self.yes = yes
        self.may = may

    @property
    def unknown(self) -> Mask:
        return False if self.yes is self.may else minus(self.may, self.yes)

    @property
    def known(self) -> Mask:
        return True if self.yes is self.may else either(self.yes, opposite(self.may))

    def taken(self, index: Any) -> Truths:
        if self.yes is self.may:
            yes = taken(self.yes, index)
            return Truths(yes, yes)
        return Truths(taken(self.yes, index), taken(self.may, index))


TRUE, FALSE, UNKNOWN = Truths(True, True), Truths(False, False), Truths(False, True)


def truths(holds: Mask, known: Mask) -> Truths:
    """From what is said to hold where it is known."""
    if known is True:
        return Truths(holds, holds)
    return Truths(both(holds, known), either(holds, opposite(known)))


def conjunction(one: Truths, other: Truths) -> Truths:
    yes = both(one.yes, other.yes)
    if one.yes is one.may and other.yes is other.may:
        return Truths(yes, yes)
    return Truths(yes, both(one.may, other.may))


def disjunction(one: Truths, other: Truths) -> Truths:
    yes = either(one.yes, other.yes)
    if one.yes is one.may and other.yes is other.may:
        return Truths(yes, yes)
    return Truths(yes, either(one.may, other.may))


def negation(one: Truths) -> Truths:
    no = opposite(one.may)
    return Truths(no, no if one.yes is one.may else opposite(one.yes))


class Vector:
    """Numbers `value / den`, or words by their codes; an unknown row's value means nothing."""

    __slots__ = ("den", "known", "value", "words")

    def __init__(
        self, value: Any, known: Mask = True, den: int = 1, words: tuple[str, ...] | None = None
    ) -> None:
        self.value = value
        self.known = known
        self.den = den
        self.words = words

    def taken(self, index: Any) -> Vector:
        value = self.value[index] if isinstance(self.value, np.ndarray) else self.value
        return Vector(value, taken(self.known, index), self.den, self.words)

    def where_known(self, known: Mask) -> Vector:
        """The same values, of which only these are known."""
        return Vector(self.value, known, self.den, self.words)


NOT_KNOWN = Vector(0, False)


def literal(value: Any) -> Vector:
    """A written value: a number, a fraction, a word."""
    if isinstance(value, str):
        return Vector(0, True, 1, (value,))
    if isinstance(value, Fraction):
        return Vector(value.numerator, True, value.denominator)
    return Vector(int(value))


def as_vector(one: Truths | Vector) -> Vector:
    """Truth as a number, so that two truths can be compared."""
    if isinstance(one, Vector):
        return one
    value = int(one.yes) if isinstance(one.yes, bool) else one.yes.astype(np.int64)
    return Vector(value, one.known)


# -- sizes

def greatest(value: Any) -> int:
    """The greatest absolute value, as a Python integer."""
    if isinstance(value, np.ndarray):
        return max(abs(int(value.max())), abs(int(value.min()))) if value.size else 0
    return abs(int(value))


def times(one: Any, other: Any) -> Any:
    """The exact product; Python's integers where 64 bits could be too few."""
    if isinstance(one, int) and one == 1:
        return other
    if isinstance(other, int) and other == 1:
        return one
    if isinstance(one, int) and isinstance(other, int):
        return one * other
    if greatest(one) * greatest(other) >= SAFE:
        return _wide(one) * _wide(other)
    return one * other


def plus(one: Any, other: Any, sign: int = 1) -> Any:
    if greatest(one) + greatest(other) >= SAFE:
        one, other = _wide(one), _wide(other)
    return one + other if sign > 0 else one - other


def _wide(value: Any) -> Any:
    return value.astype(object) if isinstance(value, np.ndarray) else value


def narrow(value: Any) -> Any:
    """64-bit integers again, where all fit."""
    if isinstance(value, np.ndarray) and value.dtype == object and greatest(value) < SAFE:
        return value.astype(np.int64)
    return value


# -- two vectors on one footing

def alike(one: Vector, other: Vector) -> tuple[Vector, Vector]:
    """The two over one denominator, or with one list of words."""
    if one.words is not None or other.words is not None:
        return _in_one_list(one, other)
    if one.den == other.den:
        return one, other
    den = lcm(one.den, other.den)
    return _over(one, den), _over(other, den)


def _over(one: Vector, den: int) -> Vector:
    return Vector(times(one.value, den // one.den), one.known, den)


def _in_one_list(one: Vector, other: Vector) -> tuple[Vector, Vector]:
    if one.words == other.words:
        return one, other
    words = tuple(sorted({*(one.words or ()), *(other.words or ())}))
    return spelled(one, words), spelled(other, words)


def spelled(one: Vector, words: tuple[str, ...]) -> Vector:
    """The same words, coded by another list that holds them all."""
    if one.words is None or one.words == words:
        return Vector(one.value, one.known, 1, words)
    places = {word: place for place, word in enumerate(words)}
    codes = np.array([places.get(word, 0) for word in one.words] or [0], dtype=np.int32)
    value = codes[one.value] if isinstance(one.value, np.ndarray) else int(codes[one.value])
    return Vector(value, one.known, 1, words)


# -- operations

def compare(op: str, one: Vector, other: Vector) -> Truths:
    """Where both are known."""
    known = both(one.known, other.known)
    if known is False:
        return UNKNOWN
    return truths(_compared(op, one, other), known)


def _compared(op: str, one: Vector, other: Vector) -> Mask:
    if one.words is not None and other.words is not None and len(other.words) == 1:
        word = other.words[0]
        if op in ("==", "!=") and word not in one.words:
            return op == "!="
        if op in ("==", "!=") and one.words != other.words:
            return _mask(OPERATORS[op](one.value, one.words.index(word)))
    one, other = alike(one, other)
    return _mask(OPERATORS[op](one.value, other.value))


def _mask(found: Any) -> Mask:
    if not isinstance(found, np.ndarray):
        return bool(found)
    return found.astype(bool) if found.dtype == object else found


def member(item: Vector, options: Sequence[Any]) -> Truths:
    """Whether a value is one of the listed."""
    if item.known is False:
        return UNKNOWN
    if item.words is not None:
        return truths(_among(item, frozenset(options)), item.known)
    found: Mask = False
    for option in options:
        found = either(found, _compared("==", item, literal(option)))
    return truths(found, item.known)


def _among(item: Vector, options: frozenset[Any]) -> Mask:
    assert item.words is not None
    codes = [code for code, word in enumerate(item.words) if word in options]
    if len(codes) == len(item.words):
        return True
    if not isinstance(item.value, np.ndarray):
        return item.value in codes
    if len(codes) > MOST_COMPARED:
        listed = np.zeros(len(item.words), dtype=bool)
        listed[codes] = True
        return listed[item.value]
    found: Mask = False
    for code in codes:
        found = either(found, item.value == code)
    return found


MOST_COMPARED = 4
"""Up to so many comparisons are cheaper than a look-up."""


def choose(condition: Mask, one: Vector, other: Vector) -> Vector:
    """The one where the condition holds, else the other."""
    if isinstance(condition, bool):
        return one if condition else other
    one, other = alike(one, other)
    value = _picked(condition, one.value, other.value)
    known = either(both(condition, one.known), minus(other.known, condition))
    return Vector(value, known, one.den, one.words)


def _picked(condition: Any, one: Any, other: Any) -> Any:
    if isinstance(one, int) and isinstance(other, int) and max(abs(one), abs(other)) >= SAFE:
        one, other = np.array(one, dtype=object), np.array(other, dtype=object)
    return np.where(condition, one, other)


def smaller(one: Vector, other: Vector) -> Vector:
    """The lesser value where both are known."""
    one, other = alike(one, other)
    known = both(one.known, other.known)
    if isinstance(one.value, int) and isinstance(other.value, int):
        return Vector(min(one.value, other.value), known, one.den, one.words)
    return Vector(np.minimum(one.value, other.value), known, one.den, one.words)


def larger(one: Vector, other: Vector) -> Vector:
    """The greater value where both are known."""
    one, other = alike(one, other)
    known = both(one.known, other.known)
    if isinstance(one.value, int) and isinstance(other.value, int):
        return Vector(max(one.value, other.value), known, one.den, one.words)
    return Vector(np.maximum(one.value, other.value), known, one.den, one.words)


def added(one: Vector, other: Vector, sign: int = 1) -> Vector:
    one, other = alike(one, other)
    return Vector(plus(one.value, other.value, sign), both(one.known, other.known), one.den)


def multiplied(one: Vector, other: Vector) -> Vector:
    known = both(one.known, other.known)
    return Vector(times(one.value, other.value), known, one.den * other.den)


def whole(one: Vector) -> Vector:
    """Rounded to whole units, a half up."""
    if one.den == 1:
        return one
    doubled = plus(times(one.value, 2), one.den)
    return Vector(narrow(doubled // (2 * one.den)), one.known)
