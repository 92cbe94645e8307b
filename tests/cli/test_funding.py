"""`funding`: a city's funds, places, shares and clawback as a table and as JSON."""

import json

import pytest
from tests.cli.test_cli import Run, run

from yanzhen.cli import money

__all__ = ["run"]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money.OUT, "width", 400)  # read once, when the module is imported


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ["没有写什么", "市人才发展专项资金", "每年至少1亿元", "100个编制"]),
        ("en", ["what is left open", "Talent development fund", "at least CNY 100,000,000"]),
    ],
)
def test_the_table_says_every_entry(run: Run, language: str, words: list[str]) -> None:
    said = run("funding", "hengyang", "--lang", language)

    assert (said.code, said.err) == (0, "")
    assert [one for one in words if one not in said.out] == []


def test_as_json(run: Run) -> None:
    said = run("funding", "quzhou", "--json", "--lang", "en")
    entries = {one["id"]: one for one in json.loads(said.out) if one["id"]}

    assert said.code == 0
    assert entries["home-sold"]["within_years"] == 10
    assert (entries["post-pool"]["size"], entries["post-pool"]["borrowed"]) == (None, True)


def test_an_unknown_city_is_said_in_a_sentence(run: Run) -> None:
    said = run("funding", "quzho")
    assert said.code == 1
    assert "quzhou" in said.err
