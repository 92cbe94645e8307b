"""The population format: one Parquet file per kind of subject, a column per fact.

The column `id` names the subject and is never empty; columns `by.<name>` are dimensions, used for
grouping only. Null is unknown, an empty list is known to have none.

    arrow_type(vocabulary.facts["annual_pay"])  ->  decimal128(18, 2)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow.parquet as pq

    from yanzhen.policy.vocabulary import Fact

ID = "id"
DIMENSION = "by."
METADATA = b"yanzhen"
ROWS = 131_072
"""The most rows of a row group, and of a batch."""
DIGITS = 18
"""The most digits of a sum or ratio: what 64 bits hold, whatever the digits are."""
DECIMALS = 4
"""The decimals of a ratio, unless the data has more."""
MOST_DECIMALS = 15
"""What a spreadsheet can tell apart."""
WRITTEN: dict[str, Any] = {
    "compression": "zstd",
    "compression_level": 1,
    "store_decimal_as_integer": True,
}
"""How a file of the format is written: sums as integers are read three times as fast."""
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


def accepts(fact: Fact, kind: pa.DataType) -> bool:
    """Whether a column of this type can be read as the fact; a column of nulls always can."""
    if pa.types.is_null(kind):
        return True
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        item = kind.value_type
        if fact.type == "many_of":
            return is_text(item)
        return fact.type == "records" and pa.types.is_struct(item) and not odd_fields(fact, item)
    match fact.type:
        case "bool":
            return bool(pa.types.is_boolean(kind))
        case "date":
            return bool(pa.types.is_date32(kind))
        case "one_of" | "text":
            return is_text(kind)
        case "integer" | "money" | "decimal":
            return bool(pa.types.is_integer(kind)) or _exact(fact, kind)
    return False


def _exact(fact: Fact, kind: pa.DataType) -> bool:
    most = {"integer": -1, "money": 2, "decimal": DIGITS}[fact.type]
    return bool(pa.types.is_decimal128(kind)) and 0 <= kind.scale <= most


def is_text(kind: pa.DataType) -> bool:
    """Text, plain or with a dictionary."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def odd_fields(fact: Fact, struct: pa.DataType) -> list[str]:
    """The fields of a record that the fact does not have, or not in this type."""
    return [
        one.name
        for one in struct
        if one.name not in fact.fields or not accepts(fact.fields[one.name], one.type)
    ]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file of the format says of itself."""

    kind: str
    cities: tuple[str, ...] = ()
    invented: bool = False
    seed: int | None = None

    def metadata(self) -> dict[bytes, bytes]:
        said = {"kind": self.kind, "cities": list(self.cities), "invented": self.invented}
        if self.seed is not None:
            said["seed"] = self.seed
        return {METADATA: json.dumps(said).encode()}


def origin(schema: pa.Schema, kind: str) -> Origin:
    """What a file says of itself; of what it does not say, only the kind is supposed."""
    try:
        said = json.loads((schema.metadata or {}).get(METADATA, b"{}"))
    except ValueError:
        said = {}
    if not isinstance(said, dict):
        said = {}
    seed = said.get("seed")
    return Origin(
        str(said.get("kind", kind)),
        tuple(map(str, said.get("cities") or ())),
        said.get("invented") is True,
        seed if isinstance(seed, int) else None,
    )


def batches(
    file: pq.ParquetFile, columns: list[str] | None = None, groups: Iterable[int] | None = None
) -> Iterator[pa.RecordBatch]:
    """A file, or these row groups of it, in batches of at most ROWS rows.

    Group by group: a batch across two groups would hold two dictionaries in one record field,
    which Arrow cannot read.
    """
    for group in range(file.num_row_groups) if groups is None else groups:
        yield from file.iter_batches(
            ROWS, row_groups=[group], columns=columns, use_threads=pa.cpu_count() > 1
        )
