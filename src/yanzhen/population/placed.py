"""Where two versions of a catalogue place a population: who would move, between which tiers.

What somebody was recognised as is left out on both sides: it would hide what the catalogue says.

    moves = catalogue_moves(published, draft, population, date(2026, 12, 1))
    moves.count("D", "C")       ->  how many would go from D to C
    moves.movers[0]             ->  Mover("p-17", "D", "C", "D3", "C2")
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from yanzhen.policy.columnar.masks import both, full, some
from yanzhen.policy.columnar.program import program_for
from yanzhen.population.arrays import array_of
from yanzhen.population.asked import asked
from yanzhen.population.chunks import Chunk, chunk_of
from yanzhen.population.format import ID
from yanzhen.population.frames import columns
from yanzhen.population.spread import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from yanzhen.policy.columnar.frames import TierSet
    from yanzhen.policy.pack import Pack, Tiers
    from yanzhen.population.chunks import Population

PERSON = "person"
NONE = "none"
OPEN = "open"
"""Not known yet: no item is met for certain, and some are undecided."""


class Mover(NamedTuple):
    """Somebody whom the other version places differently, and the items that carry both."""

    id: str
    before: str
    after: str
    before_item: str
    after_item: str


@dataclass(frozen=True, slots=True)
class Moves:
    """How many go from which tier to which (`names` by `names`), and who they are."""

    names: tuple[str, ...]
    matrix: Any
    movers: tuple[Mover, ...] = ()

    def __add__(self, other: Moves) -> Moves:
        return Moves(self.names, self.matrix + other.matrix, self.movers + other.movers)

    def count(self, before: str, after: str) -> int:
        return int(self.matrix[self.names.index(before), self.names.index(after)])

    @property
    def people(self) -> int:
        return int(self.matrix.sum())

    @property
    def moved(self) -> int:
        return self.people - int(np.trace(self.matrix))


@dataclass(frozen=True)
class Sides:
    """The catalogue in force and the other one, and what both of them look at."""

    before: Pack
    after: Pack
    names: tuple[str, ...] = field(init=False)
    facts: frozenset[str] = field(init=False)
    fields: Mapping[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        both_sides = (self.before, self.after)
        tiers = [one.id for pack in both_sides if pack.tiers for one in pack.tiers.classes]
        wanted = [asked(pack, PERSON, ()) for pack in both_sides]
        hidden = {pack.tiers.recognised_by for pack in both_sides if pack.tiers}
        records = {name for one in wanted for name in one.fields}
        set_ = partial(object.__setattr__, self)
        set_("names", (*dict.fromkeys(tiers), NONE, OPEN))
        set_("facts", frozenset(f for one in wanted for f in one.facts) - hidden)
        set_("fields", {
            name: frozenset(f for one in wanted for f in one.fields.get(name, ()))
            for name in records
        })  # fmt: skip


def catalogue_moves(
    before: Pack, after: Pack, population: Population, as_of: date,
    progress: Callable[[int], None] = lambda rows: None, workers: int | None = None,
) -> Moves:  # fmt: skip
    """Everybody of a population by both versions; each row group is read once."""
    sides = Sides(before, after)
    work = partial(_moves_of_group, sides, population, as_of)
    found = no_moves(sides)
    for piece in spread(work, population.groups(PERSON), workers):
        found = found + piece
        progress(piece.people)
    return found


def no_moves(sides: Sides) -> Moves:
    """Nobody yet."""
    many = len(sides.names)
    return Moves(sides.names, np.zeros((many, many), np.int64))


def moves_of(sides: Sides, chunk: Chunk, as_of: date) -> Moves:
    """One chunk by both versions."""
    taken_in: dict[str, Any] = {}
    (first, first_item), (last, last_item) = (
        _placed(pack, sides.names, chunk, as_of, taken_in) for pack in (sides.before, sides.after)
    )
    many = len(sides.names)
    matrix = np.bincount(first * many + last, minlength=many * many).reshape(many, many)
    rows = np.flatnonzero(first != last)
    movers = tuple(
        Mover(
            str(chunk.ids[int(row)]), sides.names[first[row]], sides.names[last[row]],
            _item(sides.before, int(first_item[row])), _item(sides.after, int(last_item[row])),
        )
        for row in rows
    )  # fmt: skip
    return Moves(sides.names, matrix, movers)


def chunk_of_people(sides: Sides, people: Sequence[tuple[str, Mapping[str, Any]]]) -> Chunk:
    """People as a registry knows them: each with her id and her admitted facts."""
    facts = sides.after.vocabulary.facts_of(PERSON)
    wanted = [name for name in sorted(sides.facts) if name in facts]
    arrays = [array_of(facts[name], [one.get(name) for _, one in people]) for name in wanted]
    table = pa.Table.from_arrays(arrays, wanted)
    ids = pa.array([one for one, _ in people], pa.string())
    return Chunk(PERSON, len(people), columns(table, facts), ids=ids)


def _moves_of_group(sides: Sides, population: Population, as_of: date, group: int) -> Moves:
    found = no_moves(sides)
    vocabulary = sides.before.vocabulary
    for batch in population.batches(PERSON, [*sides.facts, ID], (), group, sides.fields):
        found = found + moves_of(sides, chunk_of(PERSON, batch, vocabulary), as_of)
    return found


def _placed(
    pack: Pack, names: Sequence[str], chunk: Chunk, as_of: date, taken_in: dict[str, Any]
) -> tuple[Any, Any]:
    """Each row's tier as its place among the names, and the number of the item that carries it."""
    found = program_for(pack).evaluate(
        PERSON, chunk.columns, len(chunk), as_of, only=(), taken_in=taken_in, reasons=False
    )
    assert pack.tiers is not None
    return _read(found.tier, pack.tiers, names, len(chunk))


def _read(found: TierSet, tiers: Tiers, names: Sequence[str], size: int) -> tuple[Any, Any]:
    """The highest tier that is certain; open where some are possible and none is met."""
    code, carried = np.full(size, names.index(NONE), np.int64), np.full(size, -1, np.int64)
    number = 0
    for tier in tiers.classes:
        possible = found.possible[tier.id]
        if some(possible):
            code[full(possible, size) & (carried < 0)] = names.index(OPEN)
        for item in tier.items:
            truth = found.items.get(item.id)
            met = both(possible, truth.yes) if truth is not None else False
            if some(met):
                rows = full(met, size) & (carried < 0)
                code[rows], carried[rows] = names.index(tier.id), number
            number += 1
    return code, carried


def _item(pack: Pack, number: int) -> str:
    """The id of the catalogue's n-th item; nothing where none carries."""
    items = [item.id for tier in pack.tiers.classes for item in tier.items] if pack.tiers else []
    return items[number] if number >= 0 else ""
