"""`services`: the items of a city as a table, one of them whole, both as JSON."""

import pytest
from tests.cli.test_cli import Run, run

from yanzhen.cli import items
from yanzhen.policy import load_pack

__all__ = ["run"]
PACK = load_pack("xiangtan")


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items.OUT, "width", 300)  # read once, when the module is imported


@pytest.mark.parametrize(
    ("language", "heads", "title"),
    [
        ("zh", "办理单位", "高层次人才租房补贴"),
        ("en", "units", "Rent subsidy for high-level"),
    ],
)
def test_the_table_lists_every_item(run: Run, language: str, heads: str, title: str) -> None:
    said = run("services", "xiangtan", "--lang", language)

    assert (said.code, said.err) == (0, "")
    assert heads in said.out
    assert title in said.out
    assert all(name in said.out for name in PACK.services)


def test_the_table_names_what_is_no_item_and_why(run: Run) -> None:
    out = run("services", "xiangtan").out
    assert "art-17-ip-equity" in out
    assert PACK.no_items[0].why.zh in out


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["依据", "第19条", "期限不少于3年", "C 上传材料", "XIANGTAN-RENT-SUBSIDY"]),
        ("en", ["Basis", "Article 19", "C Uploaded", "for the city to set"]),
    ],
)  # fmt: skip
def test_one_item_is_shown_whole(run: Run, language: str, words: list[str]) -> None:
    said = run("services", "xiangtan", "rent-subsidy", "--lang", language)

    assert said.code == 0
    assert [word for word in words if word not in said.out] == []


def test_an_item_of_several_rules_tells_their_conditions_apart(run: Run) -> None:
    out = run("services", "xiangtan", "spouse-placement").out
    assert "配偶对口安排：" in out
    assert "配偶优先推荐就业：" in out


def test_a_unit_that_the_document_does_not_name_is_marked_once(run: Run) -> None:
    out = run("services", "xiangtan", "rent-subsidy").out
    assert "市人力资源社会保障局（文件未就本事项点名）" in out
    assert "住房保障部门（文件未点名）\n" in out


def test_the_json_has_the_elements(run: Run) -> None:
    (one,) = run("services", "xiangtan", "rent-subsidy", "--json").data
    assert one["lifecycle"]["id"] == "benefit"
    assert one["days"] == {"statutory": None, "promised": None}
    everything = run("services", "changsha", "--json", "--lang", "en").data
    assert [item["id"] for item in everything] == list(load_pack("changsha").services)


def test_an_unknown_item_gets_a_suggestion(run: Run) -> None:
    said = run("services", "xiangtan", "rent-subsidi")
    assert said.code == 1
    assert "rent-subsidy" in said.err
