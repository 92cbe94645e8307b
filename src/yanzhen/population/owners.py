"""Subjects of one owner brought together: caps that reach across them need all in one chunk.

for chunk in by_owner(chunks): ...     # no owner is cut in two
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from yanzhen.policy.columnar.columns import Codes, Flags, Numbers, Records, Sets
from yanzhen.population.chunks import Chunk
from yanzhen.population.format import ROWS
from yanzhen.population.tally import Groups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from yanzhen.policy.columnar.columns import Column
    from yanzhen.policy.pack import Pack

OWNER = "organisation_code"
"""The fact that tells whose a subject is: an agency's applications share its caps."""


def reaches_across(pack: Pack, kind: str) -> bool:
    """Whether a rule about this kind has a cap that an owner's subjects share."""
    return any(rule.caps and rule.for_each for rule in pack.rules_of(kind))


def by_owner(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """All rows in the order of their owners' first appearance, cut between owners.

    Whoever names no owner comes last, in chunks of their own.
    """
    if not chunks:
        return
    whole = joined(chunks)
    owner = whole.columns.get(OWNER)
    if not isinstance(owner, Codes):
        yield whole
        return
    known = owner.is_known()
    order, ends = _order(np.where(known, owner.codes, -1))
    start = 0
    for end in ends:
        yield rows_of(whole, order[start:end])
        start = end


def _order(codes: Any) -> tuple[Any, list[int]]:
    """The rows owner by owner, and where the chunks end."""
    first = np.full(int(codes.max(initial=-1)) + 2, len(codes), dtype=np.int64)
    np.minimum.at(first, codes, np.arange(len(codes)))
    place = np.where(codes < 0, len(codes), first[codes])
    order = np.argsort(place, kind="stable")
    turns = np.flatnonzero(np.diff(place[order])) + 1
    return order, cuts([*turns.tolist(), len(codes)], int((codes >= 0).sum()))


def cuts(turns: Sequence[int], named: int) -> list[int]:
    """Where the chunks end, of rows laid owner by owner.

    `turns` are the places where one owner's rows end, the last of them the end of all; `named`
    is where the rows of those begin who name no owner.
    """
    ends, last = [], 0
    for turn in turns:
        if turn - last >= ROWS or turn in (named, turns[-1]):
            ends.append(turn)
            last = turn
    return ends


# -- columns joined and picked


def joined(chunks: Sequence[Chunk]) -> Chunk:
    """The chunks as one."""
    if len(chunks) == 1:
        return chunks[0]
    names = dict.fromkeys(name for chunk in chunks for name in chunk.columns)
    dimensions = dict.fromkeys(name for chunk in chunks for name in chunk.groups)
    sizes = [len(chunk) for chunk in chunks]
    return Chunk(
        chunks[0].kind,
        sum(sizes),
        {name: _join([chunk.columns[name] for chunk in chunks], sizes) for name in names},
        {name: _join_groups([chunk.groups[name] for chunk in chunks]) for name in dimensions},
        None if chunks[0].ids is None else pa.concat_arrays([chunk.ids for chunk in chunks]),
    )


def rows_of(chunk: Chunk, rows: Any) -> Chunk:
    """These rows of a chunk, in this order."""
    return Chunk(
        chunk.kind,
        len(rows),
        {name: picked(column, rows) for name, column in chunk.columns.items()},
        {name: Groups(one.codes[rows], one.names) for name, one in chunk.groups.items()},
        None if chunk.ids is None else chunk.ids.take(pa.array(rows)),
    )


def _join_groups(parts: Sequence[Groups]) -> Groups:
    names = tuple(dict.fromkeys(name for part in parts for name in part.names))
    places = {name: place for place, name in enumerate(names)}
    codes = [np.array([places[name] for name in part.names])[part.codes] for part in parts]
    return Groups(np.concatenate(codes), names)


def _join(parts: Sequence[Column], sizes: Sequence[int]) -> Column:
    return _JOINERS[type(parts[0])](parts, _known(parts, sizes), sizes)


def _known(parts: Sequence[Any], sizes: Sequence[int]) -> Any:
    if all(part.known is None for part in parts):
        return None
    return np.concatenate([
        np.ones(size, dtype=bool) if part.known is None else part.known
        for part, size in zip(parts, sizes, strict=True)
    ])  # fmt: skip


def _flags(parts: Sequence[Any], known: Any, sizes: Sequence[int]) -> Column:
    return Flags(np.concatenate([part.values for part in parts]), known)


def _numbers(parts: Sequence[Any], known: Any, sizes: Sequence[int]) -> Column:
    scale = max(part.scale for part in parts)  # scales are powers of ten
    values = [part.values * (scale // part.scale) for part in parts]
    return Numbers(np.concatenate(values), scale, known)


def _codes(parts: Sequence[Any], known: Any, sizes: Sequence[int]) -> Column:
    words = tuple(dict.fromkeys(word for part in parts for word in part.words))
    places = {word: place for place, word in enumerate(words)}
    codes = [
        np.array([*(places[word] for word in part.words), -1], dtype=np.int32)[part.codes]
        for part in parts
    ]
    return Codes(np.concatenate(codes), words, known)


def _sets(parts: Sequence[Any], known: Any, sizes: Sequence[int]) -> Column:
    words = tuple(dict.fromkeys(word for part in parts for word in part.words))
    members = {
        word: np.concatenate([
            part.members.get(word, np.zeros(size, dtype=bool))
                for part, size in zip(parts, sizes, strict=True)
        ])
        for word in words
    }  # fmt: skip
    return Sets(words, members, known)


def _records(parts: Sequence[Any], known: Any, sizes: Sequence[int]) -> Column:
    counts = [int(part.offsets[-1]) for part in parts]
    starts = np.cumsum([0, *counts[:-1]])
    offsets = [part.offsets[1:] + start for part, start in zip(parts, starts, strict=True)]
    names = dict.fromkeys(name for part in parts for name in part.fields)
    fields = {name: _join([part.fields[name] for part in parts], counts) for name in names}
    return Records(np.concatenate([[0], *offsets]).astype(np.int64), fields, known)


_JOINERS: dict[type, Callable[[Sequence[Any], Any, Sequence[int]], Column]] = {
    Flags: _flags, Numbers: _numbers, Codes: _codes, Sets: _sets, Records: _records,
}  # fmt: skip


def picked(column: Column, rows: Any) -> Column:
    """These rows of a column, in this order."""
    known = None if column.known is None else column.known[rows]
    if isinstance(column, Flags):
        return Flags(column.values[rows], known)
    if isinstance(column, Numbers):
        return Numbers(column.values[rows], column.scale, known)
    if isinstance(column, Codes):
        return Codes(column.codes[rows], column.words, known)
    if isinstance(column, Sets):
        members = {word: mask[rows] for word, mask in column.members.items()}
        return Sets(column.words, members, known)
    counts = np.diff(column.offsets)[rows]
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    places = np.repeat(column.offsets[:-1][rows] - offsets[:-1], counts) + np.arange(offsets[-1])
    fields = {name: picked(one, places) for name, one in column.fields.items()}
    return Records(offsets, fields, known)
