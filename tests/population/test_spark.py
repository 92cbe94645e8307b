"""Spark gives the pieces and the sums of this machine's cores, byte for byte."""

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.population.invented import CITIES, READ, population, rows

from yanzhen.policy.errors import PolicyError
from yanzhen.population import owners
from yanzhen.population.chunks import Population, opened
from yanzhen.population.engines import engine_run, spark_problem
from yanzhen.population.errors import EngineRefused, PopulationRefused
from yanzhen.population.run import Job, Piece, Result
from yanzhen.population.tally_bytes import result_text

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/guide/spark.md"
EXAMPLE = re.compile(r"^```python spark\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SMALL = {  # a few hundred rows want no tuning
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.files.maxPartitionBytes": "60000",
    "spark.sql.files.openCostInBytes": "1",
    "spark.sql.shuffle.partitions": "2",
}
SIZES = {"person": 3_000, "employer": 400, "intermediary": 60}
# The big test asks for no ineligible outcomes: they would be nine in ten of its bytes.
JOB = Job(
    tuple(READ(city) for city in CITIES), date(2026, 1, 1), by=("county", "`a.b"),
    missing=True, outcomes=True,
)  # fmt: skip
JOB_OF_PEOPLE = replace(JOB, by=())


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session for all tests; `engine_run` uses whichever is open."""
    problem = spark_problem("local[2]")
    if problem is not None:
        pytest.skip(problem.en)
    spark = pytest.importorskip("yanzhen.population.spark")
    with pytest.MonkeyPatch.context() as patch:
        asked = spark.settings("local[2]") | SMALL
        patch.setattr(spark, "settings", lambda master: asked)
        with spark.session("local[2]") as session:
            yield session


@dataclass(frozen=True)
class Answer:
    """A result with its pieces as written down: the bytes of every table."""

    result: Result
    pieces: list[Any]


def answer(job: Job, found: Population, engine: str) -> Answer:
    pieces: list[Any] = []
    told: list[int] = []

    def keep(piece: Piece) -> None:
        tables = [written(one) for one in (*piece.outcomes.values(), *piece.missing.values())]
        pieces.append((piece.kind, piece.rows, list(piece.outcomes), tables))

    result = engine_run(job, found, engine, told.append, keep)
    assert told == [piece[1] for piece in pieces]
    return Answer(result, pieces)


def written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    return bytes(sink.getvalue())


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Population:
    """All kinds in small row groups; employers and intermediaries share a few owners."""
    folder = tmp_path_factory.mktemp("people") / "a [b] {c} 人*"
    folder.mkdir()
    source = population()
    files = {}
    for kind, size in source.plan.sizes.items():
        table = rows(source, kind, 0, min(size, SIZES.get(kind, 40)))
        table = table.append_column("by.`a.b", pa.nulls(len(table)))
        if kind in ("employer", "intermediary"):
            place = table.schema.get_field_index("organisation_code")
            table = table.set_column(place, "organisation_code", shared(len(table)))
        files[kind] = folder / f"{kind}.parquet"
        pq.write_table(table, files[kind], row_group_size=700 if kind == "person" else 90)
    return opened(files)


def shared(many: int) -> pa.Array:
    """Owners in no order, of one to many subjects; some subjects name none."""
    drawn = np.random.default_rng(5).geometric(1 / 8, many)
    return pa.array([None if one == 3 else f"owner {one}" for one in drawn.tolist()])


def test_all_cities_and_kinds_to_the_byte(
    spark: Any, invented: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "ROWS", 50)

    here, there = answer(JOB, invented, "local"), answer(JOB, invented, "local[2]")

    assert result_text(here.result) == result_text(there.result)
    assert [piece[:3] for piece in here.pieces] == [piece[:3] for piece in there.pieces]
    assert here.pieces == there.pieces
    chunks = {kind: sum(piece[0] == kind for piece in here.pieces) for kind in invented.sizes}
    assert (chunks["person"], chunks["intermediary"]) == (5, 3)
    assert chunks["employer"] > 4
    assert there.result.invented
    assert sum(len(table) for piece in there.pieces for table in piece[3]) > 100


def test_caps_hold_across_tasks(spark: Any, tmp_path: Path) -> None:
    table = rows(population(), "intermediary", 0, SIZES["intermediary"])
    many = 8 * len(table)
    table = pa.concat_tables([table] * 8).set_column(0, "id", pa.array(map(str, range(many))))
    place = table.schema.get_field_index("organisation_code")
    job = replace(JOB, packs=(READ("xiangtan"),), by=(), missing=False, outcomes=False)

    def paid(owner: pa.Array, engine: str) -> int:
        path = tmp_path / "intermediary.parquet"
        path.unlink(missing_ok=True)
        pq.write_table(table.set_column(place, "organisation_code", owner), path, row_group_size=90)
        found = engine_run(job, opened({"intermediary": path}), engine)
        tally = found.tallies["xiangtan"]["intermediary"]
        assert tally.subjects == many
        return tally.rules["art-14-intermediary-award"].measure("sure")

    one, each = pa.array(["one"] * many), pa.array(map(str, range(many)))
    assert paid(one, "local[2]") == paid(one, "local") < paid(each, "local")


def test_odd_columns(spark: Any, tmp_path: Path) -> None:
    sums = [Decimal("9999999999.99"), None, Decimal("0.01"), Decimal("123456.78")]
    table = pa.table(
        {
            "id": ["a", "b", "c", "d"],
            "annual_taxable_salary": pa.array(sums, pa.decimal128(18, 2)),
            "hired_on": pa.array([date(1, 1, 1), date(1582, 10, 9), None, date(2024, 2, 29)]),
            "degree": pa.array(["doctor", None, "master", "doctor"]).dictionary_encode(),
            "project_manager_years": pa.array([30, None, 40, 50], pa.uint32()),
            "home_price_paid": pa.array([1, 2, 3, None], pa.int8()),
            "introduced_on": pa.nulls(4),
            "skill_level": pa.nulls(4),
            "by.county": pa.nulls(4),
        }
    )
    pq.write_table(table, tmp_path / "person.parquet", row_group_size=3)
    empty = rows(population(), "intermediary", 0, 0)
    pq.write_table(empty, tmp_path / "intermediary.parquet")
    employers = rows(population(), "employer", 0, 9).drop_columns("organisation_code")
    pq.write_table(employers, tmp_path / "employer.parquet", row_group_size=4)
    found = opened({path.stem: path for path in tmp_path.glob("*.parquet")})
    job = replace(JOB, by=("county",), ineligible=True)

    here, there = answer(job, found, "local"), answer(job, found, "local[2]")

    assert result_text(here.result) == result_text(there.result)
    assert here.pieces == there.pieces


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("hired_on", pa.array(["yesterday"])),
        ("project_manager_years", pa.array([3], pa.uint64())),
    ],
)
def test_what_a_task_refuses_is_a_sentence_here(
    spark: Any, name: str, array: pa.Array, tmp_path: Path
) -> None:
    pq.write_table(pa.table({"id": ["a"], name: array}), tmp_path / "person.parquet")

    with pytest.raises(PopulationRefused, match=name):
        engine_run(JOB_OF_PEOPLE, opened({"person": tmp_path / "person.parquet"}), "local[2]")


def test_another_program_on_a_machine_is_refused(
    spark: Any, invented: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yanzhen.population.tasks.code_hash", lambda: "another")

    with pytest.raises(EngineRefused, match="不是同一程序"):
        engine_run(JOB, invented, "local[2]")


def test_a_file_that_changes_meanwhile(spark: Any, tmp_path: Path) -> None:
    person = tmp_path / "person.parquet"
    pq.write_table(pa.table({"id": ["a", "b"], "postdoc_months": [1, 2]}), person)
    found = opened({"person": person})
    pq.write_table(pa.table({"id": ["a"], "postdoc_months": [1]}), person)

    with pytest.raises(EngineRefused, match="改动"):
        engine_run(JOB_OF_PEOPLE, found, "local[2]")


def test_the_example_of_the_guide(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert blocks

    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), {"__name__": "example"})


# -- without a session


def problem_of(engine: str) -> str:
    with pytest.raises(PolicyError) as refused:
        engine_run(JOB, Population({}, {}, {}, {}, False, None, {}), engine)
    return refused.value.problems[0].code


def test_an_engine_that_nobody_knows() -> None:
    assert problem_of("sprak://host:7077") == "unknown-engine"
    assert problem_of("local[two]") == "unknown-engine"


def test_no_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yanzhen.population.engines.find_spec", lambda name: None)

    assert problem_of("local[2]") == "no-pyspark"


def test_no_java_or_an_old_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert problem_of("local[2]") == "no-java"

    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"1.8.0_392\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    assert problem_of("local[2]") == "old-java"


def test_a_master_that_does_not_answer() -> None:
    spark = pytest.importorskip("yanzhen.population.spark")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        with pytest.raises(EngineRefused) as refused:
            spark.check_reachable(f"spark://127.0.0.1:{port}")

    assert refused.value.problems[0].code == "no-master"


def test_a_result_as_text_is_whole_numbers_and_words(invented: Population) -> None:
    job = replace(JOB_OF_PEOPLE, outcomes=False)
    text = result_text(engine_run(job, opened({"person": invented.files["person"]})))

    assert '"xiangtan"' in text
    assert json.loads(text, parse_float=lambda number: pytest.fail(number))
