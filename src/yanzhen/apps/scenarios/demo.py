"""The invented people on whom a scenario runs: a population for each city, made once.

    demo_population(folder, pack, size=100_000)   ->  DemoPeople(population, as_of)

Nobody in it is real. It is drawn by one fixed seed, so that two scenarios of the same version of
a pack are about the same people. Only the worker makes it, never a request.
"""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label
from yanzhen.population.chunks import Population, opened
from yanzhen.population.synthesise import KINDS, Wish, planned, write
from yanzhen.population.synthesise.reading import table

SEED = 20_260_101
PEOPLE = 100_000


@dataclass(frozen=True)
class DemoPeople:
    """A demo population, and the day as of which its people are drawn."""

    population: Population
    as_of: date


def demo_people(
    folder: Path, pack: Pack, size: int = PEOPLE, advance: Callable[[int], None] = lambda rows: None
) -> DemoPeople:
    """The demo population of a pack, made when it is not there yet; an earlier version's goes."""
    plan = planned([pack], Wish(size, SEED))
    place = folder / f"{pack.city}-{size}-{_short(pack.content_hash)}"
    if not place.is_dir():
        write(plan, place, advance)
        for earlier in set(folder.glob(f"{pack.city}-{size}-*")) - {place}:
            shutil.rmtree(earlier, ignore_errors=True)
    files = {kind: place / f"{kind}.parquet" for kind in KINDS}
    population = opened({kind: path for kind, path in files.items() if path.exists()})
    return DemoPeople(population, plan.plan.as_of)


def group_names(pack: Pack, dimension: str) -> dict[str, Label]:
    """The groups of a dimension in both languages, by the name that the rows carry."""
    if dimension == "county":
        counties = table("places").get(pack.city, {}).get("counties", ())
        labels = [Label(one["zh"], one["en"]) for one in counties]
    else:
        options = table("common")["options"].get(dimension, {})
        labels = [Label(one["zh"], one["en"]) for one in options.values()]
    return {label.zh: label for label in labels}


def _short(content_hash: str) -> str:
    return hashlib.sha256(content_hash.encode()).hexdigest()[:12]
