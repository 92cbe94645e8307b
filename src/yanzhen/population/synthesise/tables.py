"""One kind of subject of an invented population, as Arrow tables of a row group each.

for rows in tables(population, "person"):
    writer.write_table(rows)
"""

import json
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from yanzhen import __version__
from yanzhen.population.synthesise.chance import Numbers
from yanzhen.population.synthesise.columns import TEXT, column, labels, named, names, type_of
from yanzhen.population.synthesise.draws import Draws, Values
from yanzhen.population.synthesise.plan import WITH_EMPLOYER, Population

ROW_GROUP = 65_536


def schema(population: Population, kind: str) -> pa.Schema:
    """The columns of a kind, and in the metadata that all of it is invented."""
    fields = [pa.field("id", pa.string(), nullable=False)]
    fields += [pa.field(f"by.{name}", TEXT) for name in population.dimensions[kind]]
    if kind in WITH_EMPLOYER:
        fields.append(pa.field("by.employer", TEXT))
    fields += [pa.field(fact.id, type_of(fact)) for fact in population.facts[kind]]
    return pa.schema(fields, {"yanzhen": json.dumps(metadata(population, kind))})


def metadata(population: Population, kind: str) -> dict[str, object]:
    """What the file says about itself; everything needed to draw it again."""
    missing = population.missing
    return {
        "kind": kind,
        "cities": list(population.cities),
        "invented": True,
        "seed": population.plan.seed,
        "size": population.plan.sizes["person"],
        "as_of": population.plan.as_of.isoformat(),
        "missing": "documented" if missing is None else str(missing / 100),
        "version": __version__,
    }


def tables(population: Population, kind: str) -> Iterator[pa.Table]:
    """All rows of a kind, a row group at a time."""
    size, form = population.plan.sizes[kind], schema(population, kind)
    for first in range(0, size, ROW_GROUP):
        rows = np.arange(first, min(first + ROW_GROUP, size), dtype=np.int64)
        yield table(population, kind, rows, form)


def table(population: Population, kind: str, rows: Numbers, form: pa.Schema) -> pa.Table:
    """These rows of a kind, whichever they are."""
    draws = Draws(population.plan, kind, rows)
    distributions = population.plan.distributions[kind]
    columns = [names(f"{kind}-", rows + 1)]
    columns += [
        labels(distributions[name].fact, draws.given(name)) for name in population.dimensions[kind]
    ]
    if kind in WITH_EMPLOYER:
        columns.append(_employers(draws))
    columns += [
        column(distributions[fact.id], draws.given(fact.id)) for fact in population.facts[kind]
    ]
    return pa.Table.from_arrays(columns, schema=form)


def _employers(draws: Draws) -> pa.Array:
    """The employers' ids; none where the place is not an employer's."""
    known = draws.employed
    return named("employer-", Values(draws.employer.rows + 1, known))
