"""Runs the OpenFisca port in its own environment: people in on stdin, answers and times out.

Only OpenFisca's own work is timed: making the simulation, setting the inputs (already in its
own arrays) and calculating all forty variables. Reducing records to flags is not timed.

    python openfisca_worker.py < request.json > answer.json
"""

import json
import sys
import time
from importlib.metadata import version
from typing import Any

import numpy as np
from openfisca_port import build_system
from openfisca_port.engine import EnumArray, SimulationBuilder
from openfisca_port.inputs import CHOICES, FLAGS, NUMBERS, OTHER, RECORD_FLAGS, WHOLE_NUMBERS
from openfisca_port.rules import RULES

PERIOD = "2026"
SYSTEM = build_system()


def record_flags(person: dict[str, Any]) -> dict[str, bool]:
    """What the rules ask of records, worked out before OpenFisca sees the person."""
    awards = {one["award"] for one in person["honours"]}
    plan = [one for one in person["selections"] if one["programme"] == "ten_thousand_talents"]
    leads = [one["category"] in ("outstanding", "sci_tech_innovation_leading") for one in plan]
    programmes = {one["programme"] for one in person["selections"]}
    projects = {one["project"] for one in person["projects"]}
    youth_top = any(one["category"] == "youth_top" for one in plan)
    return {
        "is_academician": bool(awards & {"cas_academician", "cae_academician"}),
        "is_ten_thousand_leader": True in leads,
        "is_ten_thousand_other": False in leads,
        "is_entrepreneur": "xiangtan_excellent_entrepreneur" in awards,
        "is_young_talent": youth_top or "youth_thousand_talents" in programmes
        or "nsfc_excellent_young_scholars" in projects,
        "has_grand_skill_award": bool(awards & {"china_skills_award", "national_technical_expert"}),
    }  # fmt: skip


def arrays(people: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """The people as OpenFisca's own input arrays."""
    flagged = [{**person, **record_flags(person)} for person in people]
    made: dict[str, np.ndarray] = {}
    for name in (*FLAGS, *RECORD_FLAGS):
        made[name] = np.array([person[name] for person in flagged], dtype=bool)
    for name in WHOLE_NUMBERS:
        made[name] = np.array([person[name] for person in flagged], dtype=np.int32)
    for name in NUMBERS:
        made[name] = np.array([person[name] for person in flagged], dtype=np.float32)
    for name, choices in CHOICES.items():
        places = {option.name: number for number, option in enumerate(choices)}
        coded = [places.get(person[name], places[OTHER]) for person in flagged]
        made[name] = EnumArray(np.array(coded, dtype=np.uint8), choices)
    return made


def run(inputs: dict[str, np.ndarray], count: int) -> dict[str, np.ndarray]:
    """One simulation of `count` people, every rule and every sum calculated."""
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, count=count)
    for name, values in inputs.items():
        simulation.set_input(name, PERIOD, values)
    return {
        name: simulation.calculate(name, PERIOD)
        for rule in RULES for name in (rule, f"{rule}_fen")
    }  # fmt: skip


def answers(people: list[dict[str, Any]]) -> list[dict[str, int | None]]:
    """For each person and rule the sum in fen, or None where the rule is not met."""
    found = run(arrays(people), len(people))
    return [
        {
            rule.replace("_", "-"): int(found[f"{rule}_fen"][row]) if found[rule][row] else None
            for rule in RULES
        }
        for row in range(len(people))
    ]


def timed(inputs: dict[str, np.ndarray], count: int) -> float:
    begin = time.perf_counter()
    run(inputs, count)
    return (time.perf_counter() - begin) * 1000


def tiled(inputs: dict[str, np.ndarray], count: int, people: int) -> dict[str, np.ndarray]:
    """The same people over and over until there are `count`."""
    rows = np.arange(count) % people
    return {name: values[rows] for name, values in inputs.items()}


def main() -> None:
    request = json.load(sys.stdin)
    people = request["people"]
    each = [arrays([person]) for person in people]
    run(each[0], 1)
    whole = arrays(people)
    many = {
        str(count): [timed(tiled(whole, count, len(people)), count) for _ in range(5)]
        for count in request["crowds"]
    }
    answer = {
        "version": version("openfisca-core"),
        "answers": answers(people),
        "single_ms": [timed(inputs, 1) for inputs in each],
        "crowd_ms": many,
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
