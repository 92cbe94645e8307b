"""A population before and after a reform, in one pass: each row group is read once, and only what
the reform touches is worked out a second time.

reform = compare_reform(job, base_packs, reform_packs, population)
reform.cities["xiangtan"]["person"].cost("after", "sure")    ->  fen
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from yanzhen.policy.changing import narrowed, touched
from yanzhen.policy.columnar.program import program_for
from yanzhen.policy.touching import tiers_touched
from yanzhen.population.chunks import check_dimensions
from yanzhen.population.flow import no_flow
from yanzhen.population.moved import Moved, Sides, moved_between
from yanzhen.population.owners import OWNER, reaches_across
from yanzhen.population.run import Part, chunks, tasks
from yanzhen.population.spread import spread
from yanzhen.population.tally import TIER, Tally, tallied, tier_groups

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from yanzhen.policy.columnar.program import Evaluated
    from yanzhen.policy.pack import Pack
    from yanzhen.population.chunks import Chunk, Population
    from yanzhen.population.flow import Flow
    from yanzhen.population.run import Job
    from yanzhen.population.tally import RuleTally


@dataclass(frozen=True, slots=True)
class Pair:
    """A city's pack and its reform, what the reform touches, and the part of it to be run."""

    base: Pack
    reform: Pack
    touched: frozenset[str]
    part: Pack
    tiers_move: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One city and one kind of subject: all rules before, the touched ones after, and who moves."""

    before: Tally
    after: Mapping[str, RuleTally]
    moved: Moved
    touched: frozenset[str]

    def __add__(self, other: Compared) -> Compared:
        names = dict.fromkeys((*self.after, *other.after))
        after = {
            name: self.after[name] + other.after[name]
            if name in self.after and name in other.after
            else (self.after.get(name) or other.after[name])
            for name in names
        }
        return Compared(self.before + other.before, after, self.moved + other.moved, self.touched)

    def rules(self, side: str) -> dict[str, RuleTally]:
        """Every rule's tally `before` or `after`."""
        if side == "before":
            return dict(self.before.rules)
        same = {n: one for n, one in self.before.rules.items() if n not in self.touched}
        return {**same, **self.after}

    def cost(self, side: str, measure: str) -> int:
        return sum(one.measure(measure) for one in self.rules(side).values())

    def flow(self, side: str) -> Flow:
        """The money by month over all rules."""
        found = no_flow()
        for one in self.rules(side).values():
            found = found + one.flow if one.flow else found
        return found


@dataclass(frozen=True, slots=True)
class Reform:
    """What a reform would do, by city and kind of subject."""

    job: Job
    pairs: Mapping[str, Pair]
    cities: Mapping[str, Mapping[str, Compared]]
    sizes: Mapping[str, int]
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk comes to, by city."""

    kind: str
    rows: int
    found: Mapping[str, Compared] = field(default_factory=dict)


def compare_reform(
    job: Job, base: Sequence[Pack], reform: Sequence[Pack], population: Population,
    by: Sequence[str] = (), progress: Callable[[int], None] = lambda rows: None,
    workers: int | None = None,
) -> Reform:  # fmt: skip
    """Base and reform over all chunks; packs are matched by city, `job` says the day."""
    check_dimensions(population, by)
    pairs = {pack.city: pair_of(pack, _of(pack.city, reform)) for pack in base}
    job = replace(job, packs=(*base, *reform), by=tuple(by), outcomes=False, missing=False, only={})
    for kind in job.kinds():  # before processes part: each would do it again
        job.asks(kind)
        for pair in pairs.values():
            program_for(pair.base).warm(kind, job.as_of)
            program_for(pair.part).warm(kind, job.as_of)
    found: dict[str, dict[str, Compared]] = {city: {} for city in pairs}
    work = partial(pieces_of, job, pairs, population)
    for pieces in spread(work, tasks(job, population), workers):
        for piece in pieces:
            for city, one in piece.found.items():
                known = found[city].get(piece.kind)
                found[city][piece.kind] = one if known is None else known + one
            progress(piece.rows)
    sizes = {kind: population.sizes[kind] for kind in job.kinds() if kind in population.sizes}
    return Reform(replace(job, packs=tuple(base)), pairs, found, sizes, population.invented)


def _of(city: str, packs: Sequence[Pack]) -> Pack:
    return next(pack for pack in packs if pack.city == city)


def pair_of(base: Pack, reform: Pack) -> Pair:
    """A pack beside its reform; only the touched rules, and what they ask about, run twice."""
    names, move = touched(base, reform), tiers_touched(base, reform)
    return Pair(base, reform, names, narrowed(reform, names, move), move)


def pieces_of(
    job: Job, pairs: Mapping[str, Pair], population: Population, part: Part
) -> list[Piece]:
    """A part of the population read once and worked on."""
    return [work(job, pairs, chunk) for chunk in chunks(job, population, part)]


def work(job: Job, pairs: Mapping[str, Pair], chunk: Chunk) -> Piece:
    """One chunk through every city's rules, before and after."""
    taken_in: dict[str, Any] = {}
    found = {city: compared(job, pair, chunk, taken_in) for city, pair in pairs.items()}
    return Piece(chunk.kind, len(chunk), found)


def compared(job: Job, pair: Pair, chunk: Chunk, taken_in: dict[str, Any]) -> Compared:
    """One chunk before and after; groups are those before, tiers among them."""
    names = _names(pair, chunk.kind)
    before = _evaluated(pair.base, None, job, chunk, taken_in)
    after = _evaluated(pair.part, names, job, chunk, taken_in)
    groups = dict(chunk.groups)
    if pair.base.tiers is not None and chunk.kind == "person":
        groups[TIER] = tier_groups(before)
    tally = tallied(pair.base, before, chunk.columns, chunk.groups, job.flows)
    other = tallied(
        pair.base, replace(after, tier=before.tier), chunk.columns, chunk.groups, job.flows
    )
    sides = Sides(before, after, names, pair.tiers_move)
    return Compared(tally, other.rules, moved_between(sides, groups), pair.touched)


def _names(pair: Pair, kind: str) -> tuple[str, ...]:
    """The touched rules about this kind of subject, before or after."""
    return tuple(
        name
        for name in dict.fromkeys((*pair.base.rules, *pair.reform.rules))
        if name in pair.touched
        and any(
            pack.rules[name].subject == kind
            for pack in (pair.base, pair.reform) if name in pack.rules
        )
    )  # fmt: skip


def _evaluated(
    pack: Pack, only: Sequence[str] | None, job: Job, chunk: Chunk, taken_in: dict[str, Any]
) -> Evaluated:
    owner = OWNER if OWNER in chunk.columns and reaches_across(pack, chunk.kind) else None
    return program_for(pack).evaluate(
        chunk.kind,
        chunk.columns,
        len(chunk),
        job.as_of,
        False,
        only,
        owner,
        taken_in,
        reasons=False,
    )
