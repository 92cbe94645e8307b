"""An office's files in: what is written in many ways is understood in one."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.population.office import (
    Tables,
    as_csv,
    as_parquet,
    as_workbook,
    rejected,
    rows,
    take,
    taken,
)

from yanzhen.population.errors import PopulationRefused

Write = Callable[[Tables, Path], Path]
DAY = date(2026, 1, 31)
WAYS = [as_csv, as_workbook, as_parquet]


@pytest.mark.parametrize("write", WAYS)
def test_every_type_from_every_kind_of_file(write: Write, tmp_path: Path) -> None:
    tables = {
        "person": [
            ["编号", "在岗", "Jobs", "pay", "比例", "入职日期", "座右铭", "学历", "语言", "by.县"],
            ["a", "是", 5, "20万元", "30%", date(2026, 1, 31), "勤", "博士", "中文；法文", "岳塘"],
            ["b", None, None, None, None, None, None, None, None, None],
        ],
        "person.honours": [["id", "奖项", "排名"], ["a", "star", 1], ["a", "Moon Award", None]],
    }

    found = taken(write(tables, tmp_path / "in"), tmp_path)

    assert found.rejects is None
    assert rows(found) == [
        {
            "id": "a", "by.县": "岳塘", "works": True, "jobs": 5, "pay": 200_000,
            "ratio": Decimal("0.3"), "hired_on": date(2026, 1, 31), "motto": "勤",
            "degree": "doctor", "tongues": ["chinese", "french"],
            "honours": [{"award": "star", "rank": 1}, {"award": "moon"}],
        },
        {"id": "b"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("works", "TRUE", True), ("works", "0", False), ("works", "否", False),
        ("jobs", "１２", 12), ("jobs", "1,200", 1200), ("jobs", "5.0", 5),
        ("pay", "￥1,234.5", Decimal("1234.5")), ("pay", "1.5亿元", 150_000_000),
        ("pay", "２０万", 200_000),
        ("ratio", "0.125", Decimal("0.125")), ("ratio", "１２.５％", Decimal("0.125")),
        ("ratio", "0.333333333333333", Decimal("0.333333333333333")),
        ("hired_on", "2026年1月31日", DAY), ("hired_on", "2026/1/31", DAY),
        ("hired_on", "2026-01-31 00:00:00", DAY), ("hired_on", "20260131", DAY),
        ("degree", " doctor ", "doctor"), ("degree", "MASTER", "master"),
        ("tongues", "French, Chinese", ["chinese", "french"]), ("tongues", "无", []),
        ("motto", "=1+1", "=1+1"),
    ],
)  # fmt: skip
def test_how_a_cell_may_be_written(column: str, cell: str, value: Any, tmp_path: Path) -> None:
    found = take({"person": [["id", column], ["a", cell]]}, tmp_path)

    [row] = rows(found)
    assert row[column] == value
    assert found.remarks == ()


def test_excel_day_numbers_are_understood_and_reported(tmp_path: Path) -> None:
    found = take({"person": [["id", "hired_on", "jobs"], ["a", "46053", "46053"]]}, tmp_path)

    assert rows(found) == [{"id": "a", "hired_on": date(2026, 1, 31), "jobs": 46053}]
    assert [remark.code for remark in found.remarks] == ["serial-dates"]


def test_no_records_known_none_and_nothing_said_differ(tmp_path: Path) -> None:
    tables = {
        "person": [["id", "荣誉"], ["a", "无"], ["b", ""], ["c", "0"], ["d", "1"], ["e", "有"]],
        "person.荣誉": [["id", "award"], ["d", "star"], ["e", "moon"]],
    }

    assert [row.get("honours") for row in rows(take(tables, tmp_path))] == [
        [], None, [], [{"award": "star"}], [{"award": "moon"}],
    ]  # fmt: skip


def test_what_contradicts_itself_is_rejected(tmp_path: Path) -> None:
    tables = {
        "person": [["id", "honours"], ["a", "无"], ["b", "2"], ["c", "有"], ["d", "也许"]],
        "person.honours": [["id", "award"], ["a", "star"], ["b", "star"]],
    }

    found = take(tables, tmp_path)

    assert rows(found) == []
    assert [line[1] for line in rejected(found)["person"]] == ["a", "b", "c", "d"]


MAPPING = """
sheets:
  花名册:
    kind: person
    columns:
      工号: id
      区县: by.county
      年薪: {fact: 年薪, unit: 万元}
      占比: {fact: ratio, unit: '%'}
      文化程度: {fact: degree, values: {博研: doctor, 硕研: master}}
      编制: {fact: works, values: {在编: true, 不在编: false}}
    ignore: [姓名]
  统计: ignore
"""


@pytest.mark.parametrize("write", WAYS)
def test_the_offices_own_names(write: Write, tmp_path: Path) -> None:
    tables = {
        "花名册": [
            ["工号", "姓名", "区县", "年薪", "占比", "文化程度", "编制", "local"],
            ["001", "某", "湘潭县", "12.5", "5", "博研", "在编", "否"],
            ["002", "某", "岳塘", "3元", "50%", "本科", "不在编", None],
        ],
        "统计": [["合计", "人"], ["2", ""]],
    }

    found = taken(write(tables, tmp_path / "in"), tmp_path, MAPPING)

    assert rows(found) == [
        {"id": "001", "by.county": "湘潭县", "pay": 125_000, "ratio": Decimal("0.05"),
         "degree": "doctor", "works": True, "local": False},
        {"id": "002", "by.county": "岳塘", "pay": 3, "ratio": Decimal("0.5"),
         "degree": "bachelor", "works": False},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("sheets: {person: {colums: {}}}", "colums"),
        ("sheets: {person: {columns: {a: {fact: pay, unit: 美元}}}}", "没有单位 美元"),
        ("sheets: {person: {columns: {a: {unit: 元}}}}", "要写事实的名称"),
        ("sheets: [1]", "sheets"),
        ("sheets: {person: {columns: {p: {fact: jobs, unit: 万元}}}}", "万元 不能用于 jobs"),
        ("sheets: {person: {columns: {p: {fact: degree, values: {x: docter}}}}}", "docter 不是"),
        ("sheets: {person: {columns: {p: nobody}}}", "没有名为“nobody”"),
        ("{", "读不了对照文件"),
    ],
)
def test_a_mapping_that_is_wrong(mapping: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PopulationRefused, match=said):
        take({"person": [["id", "p"], ["a", "1"]]}, tmp_path, mapping=mapping)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    source = as_csv({"个人": [["编号", "学历"], ["甲", "博士"]]}, tmp_path / "in", encoding)

    assert rows(taken(source, tmp_path)) == [{"id": "甲", "degree": "doctor"}]


def test_columns_apart_by_tabs_or_semicolons(tmp_path: Path) -> None:
    file = tmp_path / "person.csv"
    file.write_text("id;pay\na;1,200\n")

    assert rows(taken(file, tmp_path)) == [{"id": "a", "pay": 1200}]


def test_several_kinds_and_the_counts(tmp_path: Path) -> None:
    tables = {
        "person": [["id", "jobs"], ["a", "1"], ["b", "many"]],
        "employer": [["id", "jobs"], ["e", "30"]],
        "employer.hires": [["id", "tier"], ["e", "A类"]],
    }

    found = take(tables, tmp_path)

    counted = {name: (one.rows, one.taken, one.refused) for name, one in found.counts.items()}
    assert counted == {"person": (2, 1, 1), "employer": (1, 1, 0), "employer.hires": (1, 1, 0)}
    assert rows(found, "employer") == [{"id": "e", "jobs": 30, "hires": [{"tier": "A"}]}]


def test_progress_is_told(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int | None]] = []

    take({"person": [["id"], ["a"], ["b"]]}, tmp_path, progress=lambda *told: heard.append(told))

    assert heard == [("person id", 2, 2), ("person", 2, 2)]
