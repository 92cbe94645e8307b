"""A population through the OpenFisca port, in OpenFisca-Core's environment or PolicyEngine-core's.

Parquet in, totals out: reading, reducing records to flags, the simulation and the sums are timed
together, and the simulation again by itself.

    python crowd_worker.py < request.json > answer.json
    {"people": "person.parquet", "answers": "answers.parquet" or null, "times": 5}
"""

import json
import sys
import time
from enum import Enum
from importlib.metadata import version
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from openfisca_port import build_system
from openfisca_port.elsewhere import CHOICES_ELSEWHERE, FLAGS_ELSEWHERE, RULES_ELSEWHERE
from openfisca_port.engine import PACKAGE, EnumArray, SimulationBuilder
from openfisca_port.inputs import CHOICES, FLAGS, NUMBERS, OTHER, WHOLE_NUMBERS
from openfisca_port.rules import RULES

PERIOD = "2026"
SYSTEM = build_system(elsewhere=True)
NAMES = (*RULES, *RULES_ELSEWHERE)
FEN = 100
Found = dict[str, tuple[np.ndarray, np.ndarray]]
"""Who meets a rule, and the fen of it, by rule."""


def inputs(table: pa.Table) -> dict[str, np.ndarray]:
    """The columns as the simulation's own arrays; what is missing takes the default."""
    made = record_flags(table)
    for name in (*FLAGS, *FLAGS_ELSEWHERE):
        made[name] = filled(table, name, False).astype(bool)
    for name in WHOLE_NUMBERS:
        scale = FEN if pa.types.is_decimal(table.schema.field(name).type) else 1
        made[name] = np.rint(filled(table, name, 0) * scale).astype(np.int32)
    for name in NUMBERS:
        made[name] = filled(table, name, 0).astype(np.float32)
    for name, choices in (CHOICES | CHOICES_ELSEWHERE).items():
        made[name] = coded(table.column(name), choices)
    return made


def filled(table: pa.Table, name: str, default: Any) -> np.ndarray:
    column = table.column(name)
    if pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    return pc.fill_null(column, default).to_numpy()


def coded(column: pa.ChunkedArray, choices: type[Enum]) -> EnumArray:
    """An enumeration's codes, translated through the dictionary and not person by person."""
    column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    places = {option.name: number for number, option in enumerate(choices)}
    table = [places.get(word, places[OTHER]) for word in column.dictionary.to_pylist()]
    table = np.array([*table, places[OTHER]], dtype=np.uint8)
    codes = pc.fill_null(column.indices, len(table) - 1).to_numpy(zero_copy_only=False)
    return EnumArray(table[codes], choices)


class Records:
    """A column of records, and who has one that fits."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.lists = column.combine_chunks()
        self.rows = self.lists.flatten()
        self.owners = pc.list_parent_indices(self.lists).to_numpy()

    def fits(self, field: str, *options: str) -> np.ndarray:
        found = pc.is_in(pc.struct_field(self.rows, field), pa.array(options))
        return found.to_numpy(zero_copy_only=False)

    def who(self, fits: np.ndarray) -> np.ndarray:
        found = np.zeros(len(self.lists), dtype=bool)
        found[self.owners[fits]] = True
        return found


def record_flags(table: pa.Table) -> dict[str, np.ndarray]:
    """What the rules ask of records, because there are none below a person."""
    honours, selections, projects, certificates = (
        Records(table.column(name))
        for name in ("honours", "selections", "projects", "certificates")
    )
    plan = selections.fits("programme", "ten_thousand_talents")
    leads = selections.fits("category", "outstanding", "sci_tech_innovation_leading")
    youth = plan & selections.fits("category", "youth_top")
    scholars = selections.fits("programme", "qianjiang_scholars")
    professors = scholars & selections.fits("category", "distinguished_professor")
    awards = {
        "is_academician": ("cas_academician", "cae_academician"),
        "is_entrepreneur": ("xiangtan_excellent_entrepreneur",),
        "has_grand_skill_award": ("china_skills_award", "national_technical_expert"),
    }
    made = {name: honours.who(honours.fits("award", *words)) for name, words in awards.items()}
    made["is_ten_thousand_leader"] = selections.who(plan & leads)
    made["is_ten_thousand_other"] = selections.who(plan & ~leads)
    made["is_young_talent"] = selections.who(
        youth | selections.fits("programme", "youth_thousand_talents")
    ) | projects.who(projects.fits("project", "nsfc_excellent_young_scholars"))
    made["has_high_honour"] = (
        honours.who(honours.fits("award", "zhejiang_special_expert"))
        | selections.who(professors)
        | projects.who(projects.fits("project", "nsfc_distinguished_young_scholars"))
    )
    made["is_social_worker"] = certificates.who(certificates.fits("certificate", "social_worker"))
    return made


def simulate(given: dict[str, np.ndarray], count: int) -> Found:
    """One simulation, every rule and every sum calculated."""
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, count=count)
    for name, values in given.items():
        simulation.set_input(name, PERIOD, values)
    return {
        name: (simulation.calculate(name, PERIOD), simulation.calculate(f"{name}_fen", PERIOD))
        for name in NAMES
    }


def totals(found: Found) -> dict[str, tuple[int, int]]:
    """How many are met, and the fen, by rule."""
    return {
        name: (int(met.sum()), int(fen.sum(dtype=np.int64))) for name, (met, fen) in found.items()
    }


def once(path: str) -> tuple[float, float, float, dict[str, tuple[int, int]], Found]:
    """Seconds in all, of the simulation, of the processors; the totals, the answers."""
    begin, spent = time.perf_counter(), time.process_time()
    table = pq.read_table(path)
    given = inputs(table)
    ready = time.perf_counter()
    found = simulate(given, len(table))
    done = time.perf_counter()
    summed = totals(found)
    busy = time.process_time() - spent
    return time.perf_counter() - begin, done - ready, busy, summed, found


def main() -> None:
    request = json.load(sys.stdin)
    runs = [once(request["people"])[:4] for _ in range(request["times"])]
    if request["answers"]:
        found = once(request["people"])[4]
        columns = {name: np.where(met, fen, -1) for name, (met, fen) in found.items()}
        pq.write_table(pa.table(columns), request["answers"])
    answer = {
        "version": version(PACKAGE),
        "seconds": [run[0] for run in runs],
        "inner_seconds": [run[1] for run in runs],
        "cpu_seconds": [run[2] for run in runs],
        "totals": runs[0][3] if runs else {},
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
