"""A population opened: its kinds of subjects, its dimensions, and its rows in chunks.

A chunk is a row group of the file as columns, with the groups that its rows belong to.

    population = opened(Path("population"))
    for batch in population.batches("person", ["degree", "hired_on"], by=["county"]):
        chunk = chunk_of(batch, vocabulary)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from yanzhen.policy.errors import Problem, nearest
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import DIMENSION, ID, batches, origin
from yanzhen.population.frames import columns, indices
from yanzhen.population.tally import Groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.vocabulary import Vocabulary

NO_GROUP = "-"
"""The group of those who name none."""
MOST_GROUPS = 500
"""A dimension of more groups than this is a name, not a grouping."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some subjects of one kind: what is known of them, their groups, their ids where asked for."""

    kind: str
    size: int
    columns: Mapping[str, Column]
    groups: Mapping[str, Groups] = field(default_factory=dict)
    ids: Any = None

    def __len__(self) -> int:
        return self.size


@dataclass(frozen=True, slots=True)
class Population:
    """The files of a population by kind of subject, and how many rows each has."""

    files: Mapping[str, Path]
    sizes: Mapping[str, int]
    names: Mapping[str, tuple[str, ...]]
    leaves: Mapping[str, tuple[str, ...]]
    invented: bool
    seed: int | None
    metadata: Mapping[str, pq.FileMetaData]

    def size(self) -> int:
        return sum(self.sizes.values())

    def dimensions(self) -> tuple[str, ...]:
        """Every dimension that any kind has."""
        found = [
            name.removeprefix(DIMENSION)
            for names in self.names.values() for name in names if name.startswith(DIMENSION)
        ]  # fmt: skip
        return tuple(dict.fromkeys(found))

    def groups(self, kind: str) -> range:
        """The numbers of the file's row groups."""
        return range(self.metadata[kind].num_row_groups)

    def batches(
        self, kind: str, facts: Collection[str], by: Collection[str] = (), group: int | None = None,
        fields: Mapping[str, Collection[str]] | None = None,
    ) -> Iterator[pa.RecordBatch]:  # fmt: skip
        """The rows of a kind, or of one row group, with only these columns and dimensions.

        `fields` names for some kinds of records the fields that are needed.
        """
        wanted = {*facts, *(DIMENSION + name for name in by)}
        names = [
            leaf
            for name in self.names[kind] if name in wanted
            for leaf in self._leaves(kind, name, (fields or {}).get(name))
        ]  # fmt: skip
        with pq.ParquetFile(self.files[kind], metadata=self.metadata[kind]) as file:
            yield from batches(file, names, None if group is None else [group])

    def knows(self, kind: str, facts: Collection[str], group: int | None) -> bool:
        """Whether the file says of a row group that everybody in it has a value of these facts."""
        if group is None or not {*facts} <= {*self.leaves[kind]}:
            return False
        columns = self.metadata[kind].row_group(group)
        said = [columns.column(self.leaves[kind].index(one)).statistics for one in facts]
        return all(one is not None and one.null_count == 0 for one in said)

    def _leaves(self, kind: str, name: str, fields: Collection[str] | None) -> list[str]:
        """A column as the file names it: of records the needed fields, one at the least."""
        if fields is None:
            return [name]
        own = [leaf for leaf in self.leaves[kind] if leaf.startswith(f"{name}.")]
        return [leaf for leaf in own if leaf.rpartition(".")[2] in fields] or own[:1] or [name]


def opened(files: Mapping[str, Path]) -> Population:
    """A population from its files by kind; what they say of themselves is read, not their rows."""
    sizes, names, leaves, metadata, said = {}, {}, {}, {}, []
    for kind, path in files.items():
        with pq.ParquetFile(path) as file:
            metadata[kind] = file.metadata
            sizes[kind] = file.metadata.num_rows
            names[kind] = tuple(file.schema_arrow.names)
            leaves[kind] = tuple(file.schema.column(at).path for at in range(len(file.schema)))
            said.append(origin(file.schema_arrow, kind))
    seeds = {one.seed for one in said}
    return Population(
        dict(files), sizes, names, leaves, any(one.invented for one in said),
        seeds.pop() if len(seeds) == 1 else None, metadata,
    )  # fmt: skip


def check_dimensions(population: Population, by: Collection[str]) -> None:
    """Refuse a dimension that no kind of subject has."""
    known = population.dimensions()
    problems = []
    for name in by:
        if name not in known:
            listed = "、".join(known) or "无"
            zh = f"人口数据里没有 {DIMENSION}{name} 这一列；可分组的有：{listed}"
            en = f"The population has no column {DIMENSION}{name}; there are: {', '.join(known)}"
            problems.append(Problem("unknown-dimension", None, zh, en, nearest(name, known)))
    if problems:
        raise PopulationRefused(*problems)


def chunk_of(kind: str, batch: pa.RecordBatch, vocabulary: Vocabulary) -> Chunk:
    """A batch as columns; ids are kept as text, dimensions as groups."""
    groups = {
        name.removeprefix(DIMENSION): _groups(name, batch.column(number))
        for number, name in enumerate(batch.schema.names)
        if name.startswith(DIMENSION)
    }
    found = columns(batch, vocabulary.facts_of(kind))
    return Chunk(kind, batch.num_rows, found, groups, _ids(batch))


def _ids(batch: pa.RecordBatch) -> pa.Array | None:
    place = batch.schema.get_field_index(ID)
    if place < 0:
        return None
    ids = batch.column(place)
    return ids.dictionary_decode() if pa.types.is_dictionary(ids.type) else ids.cast(pa.string())


def _groups(name: str, array: pa.Array) -> Groups:
    if pa.types.is_null(array.type):
        array = array.cast(pa.string())
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    names = tuple(str(one) for one in coded.dictionary.to_pylist())
    if len(names) > MOST_GROUPS:
        zh = f"{name} 有 {len(names)} 种取值，超过 {MOST_GROUPS}：它是名称，不能用来分组"
        en = f"{name} has {len(names)} values, more than {MOST_GROUPS}: it names, it does not group"
        raise PopulationRefused(Problem("too-many-groups", name, zh, en))
    return Groups(indices(coded, len(names)).astype(np.int64), (*names, NO_GROUP))
