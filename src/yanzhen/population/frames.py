"""From Arrow batches in the population format to columns of NumPy, copied only where they must be.

    columns(batch, vocabulary.facts_of("person"))["annual_pay"]  ->  Numbers(values, 1, known)

What an array's type cannot be taken for, or what does not fit into 64 bits, is refused in a
sentence: nothing wraps, nothing is rounded.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from yanzhen.policy.columnar.columns import Codes, Flags, Numbers, Records, Sets
from yanzhen.policy.errors import Problem
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import arrow_type, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yanzhen.policy.columnar.columns import Bools, Column, Integers
    from yanzhen.policy.vocabulary import Fact

EPOCH = date(1970, 1, 1).toordinal()
FEN_DIGITS = 2
LARGEST = np.iinfo(np.int64).max


def columns(batch: pa.RecordBatch | pa.Table, facts: Mapping[str, Fact]) -> dict[str, Column]:
    """The batch's columns that are facts, by the fact's id; other columns are left out."""
    return {
        name: column(batch.column(number), facts[name])
        for number, name in enumerate(batch.schema.names)
        if name in facts
    }


def column(array: pa.Array | pa.ChunkedArray, fact: Fact) -> Column:
    """One fact of every row."""
    whole = _whole(array)
    if pa.types.is_null(whole.type):
        whole = pa.nulls(len(whole), arrow_type(fact))
    return _MAKERS[fact.type](whole, fact)


def _whole(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    """One array of all chunks, its dictionaries made one."""
    if not isinstance(array, pa.ChunkedArray):
        return array
    if array.num_chunks == 1:
        return array.chunk(0)
    if pa.types.is_dictionary(array.type):
        array = array.unify_dictionaries()
    return array.combine_chunks()


def _known(array: pa.Array) -> Bools | None:
    if not array.null_count:
        return None
    if array.null_count == len(array):
        return np.zeros(len(array), np.bool_)
    validity = array.buffers()[0]
    return _bits(validity, array.offset, len(array))


def _bits(buffer: pa.Buffer, offset: int, length: int) -> Bools:
    first, skip = divmod(offset, 8)
    packed = np.frombuffer(buffer, np.uint8, (skip + length + 7) // 8, first)
    return np.unpackbits(packed, count=skip + length, bitorder="little")[skip:].view(np.bool_)


def _flags(array: pa.Array, fact: Fact) -> Flags:
    if not pa.types.is_boolean(array.type):
        raise _unfit(fact, array.type)
    known = _known(array)
    values = (
        _bits(array.buffers()[1], array.offset, len(array)) if len(array) else np.zeros(0, np.bool_)
    )
    return Flags(values if known is None else values & known, known)


def _integer(array: pa.Array, fact: Fact) -> Numbers:
    if not pa.types.is_integer(array.type):
        raise _unfit(fact, array.type)
    return Numbers(*_whole_numbers(array, fact, 1))


def _money(array: pa.Array, fact: Fact) -> Numbers:
    """Fen from whole yuan or from yuan with at most two decimals."""
    scale = _scale(array, fact)
    if scale > FEN_DIGITS:
        raise _unfit(fact, array.type)
    return Numbers(*_whole_numbers(array, fact, 10 ** (FEN_DIGITS - scale)))


def _decimal(array: pa.Array, fact: Fact) -> Numbers:
    scale = _scale(array, fact)
    values, _, known = _whole_numbers(array, fact, 1)
    return Numbers(values, 10**scale, known)


def _scale(array: pa.Array, fact: Fact) -> int:
    """How many decimals the numbers have."""
    if pa.types.is_integer(array.type):
        return 0
    if pa.types.is_decimal128(array.type) and array.type.scale >= 0:
        return int(array.type.scale)
    raise _unfit(fact, array.type)


def _whole_numbers(array: pa.Array, fact: Fact, times: int) -> tuple[Integers, int, Bools | None]:
    """The numbers without their decimal point, multiplied; the denominator 1; where known."""
    known = _known(array)
    values = _low_words(array, known, fact) if _is_decimal(array) else _plain(array, known, fact)
    if known is not None:
        values = np.where(known, values, 0)
    if times > 1:
        bound = LARGEST // times
        if len(values) and (values.max() > bound or values.min() < -bound):
            raise _too_large(fact)
        values = values * times
    return values, 1, known


def _is_decimal(array: pa.Array) -> bool:
    return bool(pa.types.is_decimal128(array.type))


def _plain(array: pa.Array, known: Bools | None, fact: Fact) -> Integers:
    """An integer array of any width as int64; int64 itself without a copy."""
    if not len(array):
        return np.zeros(0, np.int64)
    kind = np.dtype(array.type.to_pandas_dtype())
    values = np.frombuffer(array.buffers()[1], kind)[array.offset : array.offset + len(array)]
    if kind == np.uint64:
        large = values > LARGEST
        if (large if known is None else large & known).any():
            raise _too_large(fact)
    return values.astype(np.int64, copy=False)


def _low_words(array: pa.Array, known: Bools | None, fact: Fact) -> Integers:
    """The low half of each 128-bit number; the high half must be nothing but its sign."""
    if not len(array):
        return np.zeros(0, np.int64)
    words = np.frombuffer(array.buffers()[1], np.int64).reshape(-1, 2)
    words = words[array.offset : array.offset + len(array)]
    wide = words[:, 1] != words[:, 0] >> 63
    if (wide if known is None else wide & known).any():
        raise _too_large(fact)
    return np.ascontiguousarray(words[:, 0])


def _date(array: pa.Array, fact: Fact) -> Numbers:
    if not pa.types.is_date32(array.type):
        raise _unfit(fact, array.type)
    known = _known(array)
    days = np.frombuffer(array.buffers()[1], np.int32) if len(array) else np.zeros(0, np.int32)
    ordinals = days[array.offset : array.offset + len(array)].astype(np.int64) + EPOCH
    return Numbers(ordinals if known is None else np.where(known, ordinals, 0), 1, known)


def _codes(array: pa.Array, fact: Fact) -> Codes:
    words, codes = _coded(array, fact)
    unknown = codes < 0
    return Codes(codes, words, ~unknown if unknown.any() else None)


def _coded(array: pa.Array, fact: Fact) -> tuple[tuple[str, ...], Any]:
    """The words, each once, and for each place the number of its word or -1."""
    if not is_text(array.type):
        raise _unfit(fact, array.type)
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    listed = array.dictionary.to_pylist()
    codes = indices(array, -1)
    words = tuple(dict.fromkeys(word for word in listed if word is not None))
    if list(words) != listed:  # a dictionary may hold a word twice, or null
        places = {word: number for number, word in enumerate(words)}
        renumbered = np.array([*(places.get(word, -1) for word in listed), -1], np.int32)
        codes = renumbered[codes]
    return words, codes


def indices(array: pa.DictionaryArray, unknown: int) -> Any:
    """For each place the number of its word, `unknown` where there is none.

    Taken from the buffers: Arrow's own way would import pandas wherever that is installed.
    """
    numbers = array.indices
    if not len(numbers):
        return np.zeros(0, np.int32)
    kind = np.dtype(numbers.type.to_pandas_dtype())
    codes = np.frombuffer(numbers.buffers()[1], kind)[numbers.offset :][: len(numbers)]
    known = _known(numbers)
    codes = codes.astype(np.int32, copy=False)
    return codes if known is None else np.where(known, codes, np.int32(unknown))


def _sets(array: pa.Array, fact: Fact) -> Sets:
    offsets, values, known = _listed(array, fact)
    words, codes = _coded(values, fact)
    if len(codes) and codes.min() < 0:
        raise _null_inside(fact)
    used, places = np.unique(codes, return_inverse=True)
    members = np.zeros((len(used), len(array)), np.bool_)
    members[places, np.repeat(np.arange(len(array)), np.diff(offsets))] = True
    said = tuple(words[code] for code in used)
    return Sets(said, dict(zip(said, members, strict=True)), known)


def _records(array: pa.Array, fact: Fact) -> Records:
    offsets, values, known = _listed(array, fact)
    if not pa.types.is_struct(values.type):
        raise _unfit(fact, array.type)
    if values.null_count:
        raise _null_inside(fact)
    names = [field.name for field in values.type]
    fields = {
        name: column(part, fact.fields[name])
        for name, part in zip(names, values.flatten(), strict=True)
        if name in fact.fields
    }
    return Records(offsets, fields, known)


def _listed(array: pa.Array, fact: Fact) -> tuple[Integers, pa.Array, Bools | None]:
    """Where each row's items begin, counted from the first; the items; where known."""
    kind = array.type
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        raise _unfit(fact, kind)
    known = _known(array)
    if not len(array):
        return np.zeros(1, np.int64), array.values.slice(0, 0), known
    width = np.int32 if pa.types.is_list(kind) else np.int64
    bounds = np.frombuffer(array.buffers()[1], width)[array.offset : array.offset + len(array) + 1]
    lengths = np.diff(bounds)
    if known is not None and lengths[~known].any():  # what a null hides is no item
        lengths = np.where(known, lengths, 0)
        offsets = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        return offsets, array.flatten(), known
    first, last = int(bounds[0]), int(bounds[-1])
    return (bounds - first).astype(np.int64), array.values.slice(first, last - first), known


def _unfit(fact: Fact, kind: pa.DataType) -> PopulationRefused:
    zh = f"列 {fact.id}（{fact.label.zh}）的类型 {kind} 不能当作 {fact.type}"
    en = f"Column {fact.id} ({fact.label.en}): {kind} cannot be read as {fact.type}"
    return PopulationRefused(Problem("bad-type", fact.id, zh, en))


def _too_large(fact: Fact) -> PopulationRefused:
    zh = f"列 {fact.id}（{fact.label.zh}）里有数太大，放不进 64 位"
    en = f"Column {fact.id} ({fact.label.en}) has a number too large for 64 bits"
    return PopulationRefused(Problem("too-large", fact.id, zh, en))


def _null_inside(fact: Fact) -> PopulationRefused:
    zh = f"列 {fact.id}（{fact.label.zh}）的列表里有空项；不知道就整项留空，没有就写空列表"
    en = f"Column {fact.id} ({fact.label.en}) has an empty item in a list; leave the list out"
    return PopulationRefused(Problem("null-item", fact.id, zh, en))


_MAKERS: dict[str, Callable[[pa.Array, Fact], Column]] = {
    "bool": _flags,
    "integer": _integer,
    "money": _money,
    "decimal": _decimal,
    "date": _date,
    "text": _codes,
    "one_of": _codes,
    "many_of": _sets,
    "records": _records,
}
