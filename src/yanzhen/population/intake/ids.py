"""Repeated and missing ids among millions, in eight bytes each.

Ids are hashed as the file is read; only those whose hash occurs twice are compared as text.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from yanzhen.population.format import ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    Batches = Callable[[list[str]], Iterable[pa.RecordBatch]]

LONGEST = 200
PRIME = np.uint64(1_099_511_628_211)
START = np.uint64(14_695_981_039_346_656_037)


def repeated(batches: Batches, total: int, told: Callable[[int], None]) -> dict[str, int]:
    """The ids that occur more than once, and how often; `told` hears how many were read."""
    done = 0
    hashes = np.empty(total, np.uint64)
    for batch in batches([ID]):
        hashes[done : done + len(batch)] = hashed(batch.column(0))
        done += len(batch)
        told(done)
    hashes.sort()
    twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
    if not len(twice):
        return {}
    counted: Counter[str] = Counter()
    for batch in batches([ID]):
        array = batch.column(0)
        suspects = np.flatnonzero(np.isin(hashed(array), twice))
        counted.update(one for one in array.take(pa.array(suspects)).to_pylist() if one)
    return {one: count for one, count in counted.items() if count > 1}


def hashed(array: pa.Array) -> NDArray[np.uint64]:
    """FNV-1a of each text's bytes; what lies beyond LONGEST bytes does not count."""
    if pa.types.is_dictionary(array.type):
        array = array.cast(array.type.value_type)
    array = array.cast(pa.large_string()).fill_null("")
    if not len(array):
        return np.zeros(0, np.uint64)
    _, bounds, text = array.buffers()
    bounds = np.frombuffer(bounds, np.int64)[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(text if text is not None and text.size else b"\0", np.uint8)
    lengths = np.minimum(np.diff(bounds), LONGEST)
    found = np.full(len(array), START)
    for place in range(int(lengths.max())):
        left = lengths > place
        here = data[np.where(left, bounds[:-1] + place, 0)].astype(np.uint64)
        found = np.where(left, (found ^ here) * PRIME, found)
    return found
