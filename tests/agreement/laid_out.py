"""Subjects laid out as columns, straight from their admitted facts.

    columns_of(vocabulary, "person", [{"jobs": 3}, {}])["jobs"]   ->  Numbers([3, 0], 1, [True, False])
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from yanzhen.policy.columnar.columns import Codes, Column, Flags, Numbers, Records, Sets
from yanzhen.policy.vocabulary import Fact, Vocabulary

Facts = Mapping[str, Any]


def columns_of(vocabulary: Vocabulary, subjects: Sequence[Facts]) -> dict[str, Column]:
    """One column for each fact that any of the subjects knows."""
    names = dict.fromkeys(name for facts in subjects for name in facts)
    return {
        name: _column(vocabulary.facts[name], [facts.get(name) for facts in subjects])
        for name in names
    }


def _column(fact: Fact, values: Sequence[Any]) -> Column:
    known = None if None not in values else np.array([value is not None for value in values], bool)
    if fact.type == "records":
        return _records(fact, values, known)
    if fact.type == "bool":
        return Flags(np.array([bool(value) for value in values], bool), known)
    if fact.type in ("one_of", "text"):
        words = tuple(dict.fromkeys(value for value in values if value is not None))
        codes = [-1 if value is None else words.index(value) for value in values]
        return Codes(np.array(codes, np.int32), words, known)
    if fact.type == "many_of":
        words = tuple(sorted({word for value in values for word in value or ()}))
        members = {word: np.array([word in (value or ()) for value in values]) for word in words}
        return Sets(words, members, known)
    return _numbers(values, known)


def _numbers(values: Sequence[Any], known: Any) -> Numbers:
    plain = [
        value.toordinal() if hasattr(value, "toordinal") else Fraction(value or 0)
        for value in values
    ]
    scale = lcm(*(Fraction(value).denominator for value in plain), 1)
    return Numbers(np.array([int(value * scale) for value in plain], np.int64), scale, known)


def _records(fact: Fact, values: Sequence[Any], known: Any) -> Records:
    listed = [record for value in values for record in value or ()]
    offsets = np.cumsum([0, *(len(value or ()) for value in values)])
    fields = {
        name: _column(field, [record.get(name) for record in listed])
        for name, field in fact.fields.items()
        if any(name in record for record in listed)
    }
    return Records(offsets.astype(np.int64), fields, known)
