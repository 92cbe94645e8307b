"""Small invented populations that several tests look at."""

from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from yanzhen.policy import load_pack
from yanzhen.population.synthesise import Population, Wish, planned
from yanzhen.population.synthesise.tables import schema, table

CITIES = ("xiangtan", "hengyang", "quzhou", "changsha")
READ = cache(load_pack)


@cache
def population(cities: tuple[str, ...] = CITIES, **wish: Any) -> Population:
    return planned([READ(city) for city in cities], Wish(**{"size": 40_000, "seed": 3, **wish}))


def rows(found: Population, kind: str, first: int, last: int) -> pa.Table:
    return table(found, kind, np.arange(first, last), schema(found, kind))


@cache
def people() -> pa.Table:
    """All people of the population above, nothing lost by chance."""
    whole = population(missing=Fraction(0))
    return rows(whole, "person", 0, whole.plan.sizes["person"])
