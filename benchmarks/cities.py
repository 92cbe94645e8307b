"""All packs at once: loading and checking them, one person in each city, a file of many people.

rows()  ->  [Row("load and check all packs", ...), ...]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from measure import Row, median, median_ms, timed_ms
from people import typical
from twenty import AS_OF

from yanzhen.policy import (
    cities_on_disk,
    compare,
    load_pack,
    packs_on_disk,
    read_pack,
    sources_on_disk,
)
from yanzhen.policy.check import check_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from people import Facts

    from yanzhen.policy import Pack

LOAD_BAR_MS = 1_000
COMPARE_BAR_MS = 5
STREAM_BAR_MS = 15_000
PEOPLE = 10_000
PROGRAM = "from yanzhen.cli import main; main()"


def rows() -> Iterator[Row]:
    """Loading, comparing, and a stream."""
    cities = cities_on_disk(packs_on_disk())
    packs = [load_pack(city) for city in cities]
    people = typical(next(pack for pack in packs if pack.city == "xiangtan"))
    note = ", ".join(f"{pack.city} {len(pack.rules)}" for pack in packs)
    load = median(_first_load_ms() for _ in range(7))
    yield Row("load and check all packs, a fresh process", load, LOAD_BAR_MS, f"rules: {note}")
    again = median_ms(partial(load_all, cities), times=7)
    yield Row("  again, with the vocabulary at hand", again)
    for name, facts in people.items():
        yield Row(f"compare: {name}", median_ms(partial(_compare, packs, facts)), COMPARE_BAR_MS)
    yield Row(
        f"assess --jsonl, {PEOPLE:,} people (the typical four in turn)", _stream(people),
        STREAM_BAR_MS, f"{len(os.sched_getaffinity(0))} cores",
    )  # fmt: skip


def _first_load_ms() -> float:
    """In a process that has read nothing yet, its start and its imports left out."""
    program = (
        "from measure import timed_ms; from cities import load_all; "
        "from yanzhen.policy import cities_on_disk, packs_on_disk; "
        "cities = cities_on_disk(packs_on_disk()); print(timed_ms(lambda: load_all(cities)))"
    )
    here = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", program], cwd=here, check=True, text=True,
                          stdout=subprocess.PIPE)  # fmt: skip
    return float(done.stdout)


def load_all(cities: tuple[str, ...]) -> None:
    for city in cities:
        pack = read_pack(sources_on_disk(packs_on_disk(), city)).pack
        assert pack is not None
        assert not check_pack(pack)


def _compare(packs: list[Pack], facts: Facts) -> None:
    own = {"xiangtan": {"recognised_tier": facts.get("recognised_tier")}}
    compare(packs, {"subject": "person", "facts": facts, "cities": own}, AS_OF)


def _stream(people: dict[str, Facts]) -> float:
    """The whole command, from its start to its last line."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder, "people.jsonl"), Path(folder, "answers.jsonl")
        lines = (
            json.dumps({"subject": "person", "facts": facts}, ensure_ascii=False)
            for facts in islice(cycle(people.values()), PEOPLE)
        )
        file.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, "-c", PROGRAM, "assess", "--city", "xiangtan", "--jsonl",
                   "--as-of", AS_OF.isoformat(), str(file)]  # fmt: skip
        with out.open("wb") as answers:
            return timed_ms(lambda: subprocess.run(command, check=True, stdout=answers))
