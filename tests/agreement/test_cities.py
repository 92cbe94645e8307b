"""Both readings say the same of every worked case of every city, and of an invented population.

The population goes the long way: written as Parquet, read as Arrow batches, made into columns.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.agreement.agreeing import compiled, differences

from yanzhen.policy import Engine, Pack, Subject, admit, packs_on_disk, read_pack, sources_on_disk
from yanzhen.policy.columnar import when
from yanzhen.policy.columnar.program import Program
from yanzhen.population.chunks import chunk_of, opened
from yanzhen.population.rows import subjects_of
from yanzhen.population.synthesise import Wish, planned, write

CITIES = ("hengyang", "quzhou", "changsha", "xiangtan")
DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[Engine, Program]]:
    found = {}
    for city in CITIES:
        pack = read_pack(sources_on_disk(packs_on_disk(), city, cases=True)).pack
        assert pack is not None
        found[city] = compiled(pack)
    return found


@pytest.mark.parametrize("city", CITIES)
def test_of_the_worked_cases(made: dict[str, tuple[Engine, Program]], city: str) -> None:
    engine, program = made[city]
    by_kind: dict[tuple[str, date], list[Subject]] = {}
    for case in engine.pack.cases:
        raw = {"subject": case.subject, "facts": case.facts}
        by_kind.setdefault((case.subject, case.as_of), []).append(
            admit(raw, engine.pack.vocabulary)
        )
    assert sum(map(len, by_kind.values())) >= 80
    for (_, as_of), subjects in by_kind.items():
        assert differences(engine, program, subjects, as_of) == []


@pytest.mark.parametrize("many", [0, 10**9], ids=["rows picked out", "all rows at once"])
def test_of_invented_people(
    made: dict[str, tuple[Engine, Program]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
) -> None:
    monkeypatch.setattr(when, "MANY", many)
    hold_to_it(made, tmp_path, 250)


@pytest.mark.slow
def test_of_ten_thousand_invented_people(
    made: dict[str, tuple[Engine, Program]], tmp_path: Path
) -> None:
    hold_to_it(made, tmp_path, 10_000)


def hold_to_it(made: dict[str, tuple[Engine, Program]], folder: Path, size: int) -> None:
    """Every subject of every kind, in every city."""
    packs = [engine.pack for engine, _ in made.values()]
    write(planned(packs, Wish(size=size, seed=20260101, missing=Fraction(20))), folder / "people")
    files = {path.stem: path for path in (folder / "people").glob("*.parquet")}
    assert len(files) == 6
    population = opened(files)
    for kind in files:
        vocabulary = packs[0].vocabulary
        batches = population.batches(kind, vocabulary.facts_of(kind))
        rows = subjects_of(folder / "people", kind)
        for batch in batches:
            subjects = list(_admitted(rows, batch.num_rows, packs[0]))
            columns = chunk_of(kind, batch, vocabulary).columns
            for engine, program in made.values():
                assert differences(engine, program, subjects, DAY, columns) == []


def _admitted(rows: Iterator[tuple[str, Any]], many: int, pack: Pack) -> Iterator[Subject]:
    for _, (_, raw) in zip(range(many), rows, strict=False):
        yield admit(raw, pack.vocabulary)
