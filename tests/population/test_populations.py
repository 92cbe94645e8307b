"""Files already in the population format: checked as they stream, used where they lie."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.population.office import PACK, rejected, rows, taken

from yanzhen.policy import load_pack
from yanzhen.population.errors import PopulationRefused
from yanzhen.population.format import METADATA, arrow_type
from yanzhen.population.intake import intake
from yanzhen.population.intake.ids import hashed, repeated
from yanzhen.population.synthesise import Wish, planned, write

FACTS = PACK.vocabulary.facts_of("person")


def population(folder: Path, data: dict[str, Any], *, said: Any = None, **types: Any) -> Path:
    """`person.parquet` of these columns, in the format's types unless said otherwise."""
    known = {name: arrow_type(FACTS[name]) for name in data if name in FACTS} | types
    table = pa.table({name: pa.array(column, known.get(name)) for name, column in data.items()})
    if said is not None:
        table = table.replace_schema_metadata({METADATA: json.dumps(said)})
    folder.mkdir(exist_ok=True)
    pq.write_table(table, folder / "person.parquet", row_group_size=3)
    return folder


GOOD = {
    "id": ["a", "b", "c", "d"],
    "by.county": ["x", None, "y", "x"],
    "works": [True, None, False, True],
    "pay": [Decimal("1.50"), None, Decimal(0), Decimal(7)],
    "honours": [[{"award": "star"}, {"rank": 2}], [], None, [{}]],
    "tongues": [["chinese"], [], None, ["french", "chinese"]],
}


def test_a_sound_population_is_used_where_it_lies(tmp_path: Path) -> None:
    source = population(tmp_path / "in", GOOD, said={"kind": "person", "invented": True, "seed": 7})

    found = taken(source, tmp_path)

    assert found.files == {"person": source / "person.parquet"}
    assert (found.rejects, found.invented, found.seed) == (None, True, 7)
    assert (found.counts["person"].rows, found.refused) == (4, 0)
    assert list((tmp_path / "out").iterdir()) == []


def test_bad_rows_are_left_out_of_a_copy(tmp_path: Path) -> None:
    bad = GOOD | {
        "jobs": [5, -1, 10**12 + 1, None],
        "degree": ["doctor", None, "docter", "master"],
        "hired_on": [date(2026, 1, 1), None, None, None],
    }
    source = population(tmp_path / "in", bad, said={"kind": "person", "invented": True})

    found = taken(source, tmp_path)

    assert found.files == {"person": tmp_path / "out" / "person.parquet"}
    assert [row["id"] for row in rows(found)] == ["a", "d"]
    assert json.loads(pq.read_schema(found.files["person"]).metadata[METADATA])["invented"] is True
    assert [(line[0], line[1], line[2]) for line in rejected(found)["person"]] == [
        (2, "b", "jobs"), (3, "c", "jobs"), (3, "c", "degree"),
    ]  # fmt: skip


def test_trouble_inside_a_record_names_the_field(tmp_path: Path) -> None:
    listed = [[{"award": "star"}], [{"award": "star"}, {"rank": 0}], None, []]
    source = population(tmp_path / "in", {"id": list("abcd"), "honours": listed})

    found = taken(source, tmp_path)

    assert [line[2] for line in rejected(found)["person"]] == ["honours[1].rank"]


def test_ids_repeated_missing_or_too_long(tmp_path: Path) -> None:
    source = population(tmp_path / "in", {"id": ["a", "b", "a", None, " ", "x" * 201, "c"]})

    found = taken(source, tmp_path)

    assert [row["id"] for row in rows(found)] == ["b", "c"]
    assert [line[0] for line in rejected(found)["person"]] == [1, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("data", "types", "zh"),
    [
        ({"id": ["a"], "honours": [[{"award": "star"}]], "jbos": [1]}, {}, "没有名为 jbos"),
        ({"honours": [[]]}, {}, "没有编号列"),
        ({"id": ["a"], "honours": [[{"awrd": "star"}]]},
         {"honours": pa.list_(pa.struct([("awrd", pa.string())]))}, "字段 awrd 不认识"),
        ({"id": ["a"], "honours": [[]], "works": [1]}, {"works": pa.int8()}, "不能当作 bool"),
        ({"id": [1], "honours": [[]]}, {}, "列 id 须是文字"),
        ({"id": ["a"], "honours": [[]], "pay": [1.5]}, {"pay": pa.float64()}, "不能当作 money"),
    ],
)  # fmt: skip
def test_columns_that_are_not_of_the_format(data: Any, types: Any, zh: str, tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match=zh):
        taken(population(tmp_path / "in", data, **types), tmp_path)


def test_a_column_that_exists_twice(tmp_path: Path) -> None:
    table = pa.Table.from_arrays(
        [pa.array(["a"]), pa.array([1]), pa.array([2])], ["id", "jobs", "jobs"]
    )
    pq.write_table(table, tmp_path / "person.parquet")

    with pytest.raises(PopulationRefused, match="jobs 有 2 个"):
        taken(tmp_path / "person.parquet", tmp_path)


def test_a_day_that_no_calendar_has(tmp_path: Path) -> None:
    days = pa.array([0, 2_932_897, -719_163], pa.int32()).cast(pa.date32())
    table = pa.table({"id": ["a", "b", "c"], "hired_on": days})
    pq.write_table(table, tmp_path / "person.parquet")

    found = taken(tmp_path / "person.parquet", tmp_path)

    assert [row["id"] for row in rows(found)] == ["a"]
    assert ["没有这一天" in line[4] for line in rejected(found)["person"]] == [True, True]


def test_more_digits_than_64_bits_hold(tmp_path: Path) -> None:
    kind = pa.decimal128(38, 17)
    data = {"id": ["a", "b"], "ratio": [Decimal(1), Decimal(1000)]}

    found = taken(population(tmp_path / "in", data, ratio=kind), tmp_path)

    assert [row["id"] for row in rows(found)] == ["a"]
    assert "超过 18 位" in rejected(found)["person"][0][4]


def test_text_that_is_no_text(tmp_path: Path) -> None:
    offsets, letters = np.array([0, 1, 2], np.int32), b"a\xff"
    text = pa.Array.from_buffers(
        pa.string(), 2, [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
    )
    pq.write_table(pa.table({"id": ["a", "b"], "motto": text}), tmp_path / "person.parquet")

    with pytest.raises(PopulationRefused, match="读不了"):
        taken(tmp_path / "person.parquet", tmp_path)


def test_batches_are_small_whatever_the_groups_are(tmp_path: Path) -> None:
    many = 150_000
    data = pa.table({"id": [str(n) for n in range(many)], "works": [True] * many})
    pq.write_table(data, tmp_path / "person.parquet", row_group_size=many)
    heard: list[int] = []

    taken(tmp_path / "person.parquet", tmp_path, progress=lambda s, done, total: heard.append(done))

    assert heard == [131_072, 150_000] * 2


def test_hashes_tell_ids_apart_and_repeats_are_exact() -> None:
    ids = pa.array(["a", "b", "ab", "ba", "", None, "甲", "x" * 200 + "1", "x" * 200 + "2", "a"])
    batches = [pa.record_batch({"id": ids.slice(0, 4)}), pa.record_batch({"id": ids.slice(4)})]

    assert len(set(hashed(ids).tolist())) == 7  # "" and null, the two long ones, the two a
    assert repeated(lambda columns: batches, len(ids), lambda done: None) == {"a": 2}
    assert hashed(ids.dictionary_encode()).tolist() == hashed(ids).tolist()


def test_an_invented_population_is_sound_and_stays_invented(tmp_path: Path) -> None:
    pack = load_pack("xiangtan")
    write(planned([pack], Wish(size=300, seed=7)), tmp_path / "in")

    found = intake(tmp_path / "in", [pack], tmp_path / "out")

    assert found.invented
    assert found.seed == 7
    assert found.refused == 0
    assert found.counts["person"].taken == 300
