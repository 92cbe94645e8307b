"""Drawn values as Arrow columns, in the types that the format of a population gives each fact.

column(distribution, draws.given("degree"))
"""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yanzhen.policy.vocabulary import Fact, FactType
from yanzhen.population.synthesise.chance import Numbers
from yanzhen.population.synthesise.distribution import Code, Distribution
from yanzhen.population.synthesise.draws import Truths, Values

MONEY = pa.decimal128(18, 2)
TEXT = pa.dictionary(pa.int32(), pa.string())


def type_of(fact: Fact) -> pa.DataType:
    """The Arrow type of a fact's column."""
    if fact.type == "records":
        fields = [pa.field(one.id, type_of(one)) for one in fact.fields.values()]
        return pa.list_(pa.struct(fields))
    return _TYPES[fact.type]


def column(distribution: Distribution, values: Values) -> pa.Array:
    """The values of a fact, drawn by its distribution."""
    fact = distribution.fact
    if fact.type == "records":
        return _records(distribution, values)
    if fact.type == "text":
        words = [one.shape.word for one in distribution.cases if isinstance(one.shape, Code)]
        return named(words[0] if words else "", values)
    return _COLUMNS[fact.type](fact, values)


def names(word: str, numbers: Numbers) -> pa.Array:
    """A word with a number of nine digits behind it."""
    digits = pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 9, "0")
    return pc.binary_join_element_wise(word, digits, "")


def labels(fact: Fact, values: Values) -> pa.Array:
    """A dimension, by the Chinese names of its options."""
    return _chosen([one.label.zh for one in fact.options.values()], values)


def _chosen(texts: list[str], values: Values) -> pa.Array:
    codes = pa.array(values.data.astype(np.int32), mask=~values.known)
    return pa.DictionaryArray.from_arrays(codes, pa.array(texts, pa.string()))


def named(word: str, values: Values) -> pa.Array:
    """Names that recur: a word and the number."""
    unique, places = np.unique(values.data, return_inverse=True)
    codes = pa.array(places.astype(np.int32), mask=~values.known)
    return pa.DictionaryArray.from_arrays(codes, names(word, unique))


def _bool(fact: Fact, values: Values) -> pa.Array:
    return pa.array(values.data != 0, mask=~values.known)


def _integer(fact: Fact, values: Values) -> pa.Array:
    return pa.array(values.data, mask=~values.known)


def _date(fact: Fact, values: Values) -> pa.Array:
    return pa.array(values.data.astype(np.int32), mask=~values.known).view(pa.date32())


def _two_places(fact: Fact, values: Values) -> pa.Array:
    """A decimal of 128 bits is two words, the second all sign."""
    words = np.stack([values.data, values.data >> 63], axis=1)
    return pa.Array.from_buffers(
        MONEY, len(values.data), [_bits(values.known), pa.py_buffer(words.tobytes())]
    )


def _bits(truths: Truths) -> pa.Buffer:
    return pa.py_buffer(np.packbits(truths, bitorder="little").tobytes())


def _many_of(fact: Fact, values: Values) -> pa.Array:
    options = np.arange(len(fact.options))
    held = ((np.where(values.known, values.data, 0)[:, None] >> options) & 1).astype(np.bool_)
    texts = pa.array(list(fact.options), pa.string()).take(pa.array(np.nonzero(held)[1]))
    return _listed(held.sum(axis=1), values.known, texts)


def _records(distribution: Distribution, values: Values) -> pa.Array:
    fields = [pa.field(name, type_of(one.fact)) for name, one in distribution.fields.items()]
    columns = [column(one, values.fields[name]) for name, one in distribution.fields.items()]
    return _listed(values.data, values.known, pa.StructArray.from_arrays(columns, fields=fields))


def _listed(counts: Numbers, known: Truths, items: pa.Array) -> pa.Array:
    offsets = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), items, mask=pa.array(~known))


_COLUMNS: Mapping[FactType, Callable[[Fact, Values], pa.Array]] = {
    "bool": _bool,
    "integer": _integer,
    "money": _two_places,
    "decimal": _two_places,
    "date": _date,
    "one_of": lambda fact, values: _chosen(list(fact.options), values),
    "many_of": _many_of,
}
_TYPES: Mapping[FactType, pa.DataType] = {
    "bool": pa.bool_(),
    "integer": pa.int64(),
    "money": MONEY,
    "decimal": MONEY,
    "date": pa.date32(),
    "one_of": TEXT,
    "text": TEXT,
    "many_of": pa.list_(pa.string()),
}
