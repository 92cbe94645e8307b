"""A new version of the catalogue tried on a whole population: who would move.

report(400_000)       the run, beside reading the same columns of the same file and nothing else
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.parquet as pq
from populations import population
from twenty import AS_OF
from workload import five, line, title

from yanzhen.policy import Source, load_pack, packs_on_disk, read_pack, sources_on_disk
from yanzhen.population.format import ID
from yanzhen.population.placed import PERSON, Sides, catalogue_moves

if TYPE_CHECKING:
    from yanzhen.policy import Pack
    from yanzhen.population.chunks import Population
    from yanzhen.population.placed import Moves

CITY = "xiangtan"
BAR_S = 10
LOOSER = (
    ("h.award == 'provincial_patent_award' and h.grade == 'second' and h.rank <= 3",
     "h.award == 'provincial_patent_award' and h.rank <= 10"),
    ("v.zero2ipo_rank <= 50", "v.zero2ipo_rank <= 100"),
)  # fmt: skip
"""What the draft says in place of what the catalogue in force says."""


def report(size: int) -> None:
    """The whole of it."""
    everybody, before, after = population(size), load_pack(CITY), draft()
    title(f"A new catalogue tried on {everybody.sizes[PERSON]:,} people")
    found: list[Moves] = []
    taken = five(lambda: found.append(catalogue_moves(before, after, everybody, AS_OF)))
    said = f"{found[-1].moved:,} would move"
    line("both catalogues over everybody, and who would move", taken, BAR_S, said)
    one = five(lambda: catalogue_moves(before, after, everybody, AS_OF, workers=1))
    line("  in one process", one, BAR_S)
    floor = five(lambda: read(everybody, Sides(before, after)))
    ratio = (
        f"ours / floor: {taken.wall / floor.wall:.2f}; in one process {one.wall / floor.wall:.2f}"
    )
    line("  floor: the same columns read into Arrow", floor, note=ratio)


def draft() -> Pack:
    """The city's pack with a catalogue that is looser in two places."""
    files = {one.name: one.text for one in sources_on_disk(packs_on_disk(), CITY)}
    name = f"{CITY}/tiers.yaml"
    for old, new in LOOSER:
        assert old in files[name], old
        files[name] = files[name].replace(old, new)
    made = read_pack(tuple(Source(each, text) for each, text in files.items()))
    assert made.pack is not None, made.findings
    return made.pack


def read(everybody: Population, sides: Sides) -> None:
    """The columns that both catalogues look at, and nothing done with them."""
    names = [one for one in everybody.names[PERSON] if one in {*sides.facts, ID}]
    pq.read_table(everybody.files[PERSON], columns=names)
