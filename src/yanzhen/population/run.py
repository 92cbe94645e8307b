"""A population through the rules of one or several cities, chunk by chunk.

What a chunk comes to is worked out by `work`, a function of the chunk alone: two cores, or the
machines of a cluster, run the same and add up.

    result = run(Job((load_pack("xiangtan"),), date(2026, 1, 1)), population)
    result.tallies["xiangtan"]["person"].rules["art-19-rent"].measure("sure")
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from yanzhen.policy.columnar.program import program_for
from yanzhen.population.asked import Asked, asked
from yanzhen.population.chunks import Chunk, Population, check_dimensions, chunk_of
from yanzhen.population.format import ID
from yanzhen.population.outcomes import missing_table, outcome_table
from yanzhen.population.owners import OWNER, by_owner, reaches_across
from yanzhen.population.spread import spread
from yanzhen.population.tally import Tally, tallied

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from yanzhen.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Job:
    """What to work out: by which packs, as of which day, broken down by which dimensions.

    `missing` asks for the facts that open outcomes miss; `outcomes` for the long table, with
    `ineligible` ones too, and (`missing_rows`) that of the facts they miss; `only` limits a city
    to some of its rules.
    """

    packs: tuple[Pack, ...]
    as_of: date
    by: tuple[str, ...] = ()
    flows: bool = True
    missing: bool = False
    outcomes: bool = False
    ineligible: bool = False
    missing_rows: bool = True
    only: Mapping[str, Collection[str]] = field(default_factory=dict)

    def kinds(self) -> tuple[str, ...]:
        """The kinds of subjects that any rule speaks of."""
        rules = [rule for pack in self.packs for rule in pack.rules.values()]
        return tuple(dict.fromkeys(rule.subject for rule in rules))

    def asks(self, kind: str, recognised: bool = False) -> frozenset[str]:
        """Every fact that an answer about this kind can depend on.

        Where everybody's tier is `recognised`, the catalogue is not asked.
        """
        found = {OWNER} if self.owned(kind) else set[str]()
        for pack in self.packs:
            found |= self._asked(pack, kind, recognised).facts
        return frozenset(found & pack_facts(self.packs, kind))

    def fields(self, kind: str, recognised: bool = False) -> dict[str, frozenset[str]]:
        """The fields of records that an answer can depend on."""
        found: dict[str, frozenset[str]] = {}
        for pack in self.packs:
            for records, fields in self._asked(pack, kind, recognised).fields.items():
                found[records] = found.get(records, frozenset()) | fields
        return found

    def _asked(self, pack: Pack, kind: str, recognised: bool) -> Asked:
        only = self.only.get(pack.city)
        return asked(pack, kind, only, only is None or bool(self.by), not recognised)

    def recognitions(self) -> set[str]:
        """The facts that tell of a recorded tier."""
        return {pack.tiers.recognised_by for pack in self.packs if pack.tiers}

    def owned(self, kind: str) -> bool:
        return any(reaches_across(pack, kind) for pack in self.packs)


def pack_facts(packs: Sequence[Pack], kind: str) -> set[str]:
    return {name for pack in packs for name in pack.vocabulary.facts_of(kind)}


class Part(NamedTuple):
    """A row group of a kind's file, or (None) the whole file."""

    kind: str
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk comes to, by city."""

    kind: str
    rows: int
    tallies: Mapping[str, Tally]
    outcomes: Mapping[str, pa.Table] = field(default_factory=dict)
    missing: Mapping[str, pa.Table] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The tallies by city and kind of subject, and whether the people were invented."""

    job: Job
    tallies: Mapping[str, Mapping[str, Tally]]
    sizes: Mapping[str, int]
    invented: bool = False


def work(job: Job, chunk: Chunk) -> Piece:
    """One chunk through every city's rules."""
    tallies, outcomes, missing = {}, {}, {}
    owner = OWNER if OWNER in chunk.columns else None
    taken_in: dict[str, Any] = {}
    for pack in job.packs:
        evaluated = program_for(pack).evaluate(
            chunk.kind, chunk.columns, len(chunk), job.as_of, job.missing,
            job.only.get(pack.city), owner if reaches_across(pack, chunk.kind) else None,
            taken_in, tier=bool(chunk.groups), reasons=job.outcomes and job.ineligible,
        )  # fmt: skip
        tallies[pack.city] = tallied(pack, evaluated, chunk.columns, chunk.groups, job.flows)
        if job.outcomes:
            outcomes[pack.city] = outcome_table(chunk, evaluated, job.ineligible)
            if job.missing and job.missing_rows:
                missing[pack.city] = missing_table(chunk, evaluated)
    return Piece(chunk.kind, len(chunk), tallies, outcomes, missing)


def run(
    job: Job, population: Population,
    progress: Callable[[int], None] = lambda rows: None,
    keep: Callable[[Piece], None] = lambda piece: None,
    workers: int | None = None,
) -> Result:  # fmt: skip
    """All chunks, on as many cores as there are; `keep` sees each piece in order."""
    check_dimensions(population, job.by)
    for kind in job.kinds():  # before processes part: each would do it again
        job.asks(kind)
        for pack in job.packs:
            program_for(pack).warm(kind, job.as_of, job.missing)
    if job.outcomes:
        pa.array([])  # imports pandas, if it is installed
    found = spread(partial(pieces_of, job, population), tasks(job, population), workers)
    return summed(job, population, chain.from_iterable(found), progress, keep)


def summed(
    job: Job, population: Population, pieces: Iterable[Piece],
    progress: Callable[[int], None], keep: Callable[[Piece], None],
) -> Result:  # fmt: skip
    """The pieces of a population added up as they come."""
    tallies: dict[str, dict[str, Tally]] = {pack.city: {} for pack in job.packs}
    for piece in pieces:
        for city, tally in piece.tallies.items():
            known = tallies[city].get(piece.kind)
            tallies[city][piece.kind] = tally if known is None else known + tally
        keep(piece)
        progress(piece.rows)
    sizes = {kind: population.sizes[kind] for kind in job.kinds() if kind in population.sizes}
    return Result(job, tallies, sizes, population.invented)


def tasks(job: Job, population: Population) -> Iterator[Part]:
    """The parts of the population: row groups, or whole kinds where owners' subjects belong."""
    for kind in job.kinds():
        if kind in population.files:
            whole = job.owned(kind)
            yield from (
                [Part(kind)] if whole else map(partial(Part, kind), population.groups(kind))
            )


def pieces_of(job: Job, population: Population, part: Part) -> list[Piece]:
    """A part of the population read and worked on."""
    return [work(job, chunk) for chunk in chunks(job, population, part)]


def chunks(job: Job, population: Population, part: Part) -> Iterator[Chunk]:
    """A part of the population as chunks, no owner's subjects apart."""
    recognised = population.knows(part.kind, job.recognitions(), part.group)
    wanted = [*job.asks(part.kind, recognised), *([ID] if job.outcomes else [])]
    fields = job.fields(part.kind, recognised)
    batches = population.batches(part.kind, wanted, job.by, part.group, fields)
    found = (chunk_of(part.kind, one, job.packs[0].vocabulary) for one in batches)
    yield from by_owner(list(found)) if part.group is None else found
