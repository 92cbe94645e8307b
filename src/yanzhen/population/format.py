"""The population format: one Parquet file per kind of subject, a column per fact.

The column `id` names the subject and is never empty; columns `by.<name>` are dimensions, used for
grouping only. Null is unknown, an empty list is known to have none.

    arrow_type(vocabulary.facts["annual_pay"])  ->  decimal128(18, 2)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from yanzhen.policy.vocabulary import Fact

ID = "id"
DIMENSION = "by."
METADATA = b"yanzhen"
ROWS = 65_536
"""The most rows of a row group, and of a batch."""
DIGITS = 18
"""The most digits of a sum or ratio: what 64 bits hold, whatever the digits are."""
DECIMALS = 4
"""The decimals of a ratio, unless the data has more."""
WORDS = pa.dictionary(pa.int32(), pa.string())


def arrow_type(fact: Fact, decimals: int = DECIMALS) -> pa.DataType:
    """The type in which a fact is written; `decimals` are those of a ratio."""
    match fact.type:
        case "records":
            fields = [(field.id, arrow_type(field, decimals)) for field in fact.fields.values()]
            return pa.list_(pa.struct(fields))
        case "decimal":
            return pa.decimal128(DIGITS, decimals)
        case other:
            return _TYPES[other]


_TYPES: dict[str, pa.DataType] = {
    "bool": pa.bool_(),
    "integer": pa.int64(),
    "money": pa.decimal128(DIGITS, 2),
    "date": pa.date32(),
    "one_of": WORDS,
    "text": WORDS,
    "many_of": pa.list_(pa.string()),
}
