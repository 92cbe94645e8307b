"""From admitted values to Arrow arrays in the population format: the way back from `frames`.

array_of(annual_pay, [20000000, None])  ->  decimal128(18, 2): 200000.00, null
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from yanzhen.population.format import DECIMALS, DIGITS, arrow_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yanzhen.policy.vocabulary import Fact


def array_of(fact: Fact, values: Sequence[Any], decimals: int = DECIMALS) -> pa.Array:
    """Values as `admit_value` gives them, None where unknown; `decimals` are those of a ratio."""
    match fact.type:
        case "money":
            return _fixed(values, 2)
        case "decimal":
            scale = 10**decimals
            return _fixed([None if one is None else int(one * scale) for one in values], decimals)
        case "many_of":
            listed = [None if one is None else sorted(one) for one in values]
            return pa.array(listed, arrow_type(fact))
        case "one_of" | "text":
            return pa.array(values, pa.string()).dictionary_encode().cast(arrow_type(fact))
        case "records":
            return _records(fact, values, decimals)
        case _:
            return pa.array(values, arrow_type(fact))


def _fixed(values: Sequence[int | None], decimals: int) -> pa.Array:
    """Whole numbers as decimals with the point moved in."""
    known = [one is not None for one in values]
    words = np.zeros((len(values), 2), np.int64)
    words[:, 0] = [one or 0 for one in values]
    words[:, 1] = words[:, 0] >> 63
    kind = pa.decimal128(DIGITS, decimals)
    validity = None if all(known) else pa.array(known, pa.bool_()).buffers()[1]
    return pa.Array.from_buffers(kind, len(values), [validity, pa.py_buffer(words)])


def _records(fact: Fact, values: Sequence[Any], decimals: int) -> pa.Array:
    records = [record for listed in values if listed for record in listed]
    fields = [
        array_of(field, [record.get(name) for record in records], decimals)
        for name, field in fact.fields.items()
    ]
    struct = pa.StructArray.from_arrays(fields, list(fact.fields))
    offsets = pa.array(accumulate((len(one or ()) for one in values), initial=0), pa.int32())
    gaps = [one is None for one in values]
    return pa.ListArray.from_arrays(offsets, struct, mask=pa.array(gaps) if any(gaps) else None)


def digits_after_point(number: Any) -> int:
    """How many decimals an exact ratio has, none where it is unknown; DIGITS + 1 where endless."""
    if number is None:
        return 0
    for decimals in range(DIGITS + 1):
        if (number * 10**decimals).denominator == 1:
            return decimals
    return DIGITS + 1
