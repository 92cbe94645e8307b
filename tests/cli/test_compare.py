"""`compare`, and streams that are shared among the cores."""

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import Run, run, write

from yanzhen.cli import streaming

__all__ = ["run"]
NEWCOMER = {
    "subject": "person",
    "id": "甲",
    "facts": {"introduction": "new", "degree": "doctor", "recognised_tier": "A"},
    "cities": {"xiangtan": {"recognised_tier": "B"}},
}
DATED = ("--as-of", "2026-01-01")


@pytest.mark.parametrize(("language", "none"), [("zh", "文件没有金额"), ("en", "names no sum")])
def test_cities_stand_side_by_side(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, none: str
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    said = run("compare", write(tmp_path, NEWCOMER), *DATED, "--lang", language)

    assert (said.code, said.err) == (0, "")
    assert none in said.out
    assert ("同名不同义" if language == "zh" else "Same name") in said.out


def test_the_json_names_what_was_not_used(run: Run, tmp_path: Path) -> None:
    data = run("compare", "--json", *DATED, write(tmp_path, NEWCOMER)).data

    assert data["id"] == "甲"
    assert [one["fact"] for one in data["held_back"]] == ["recognised_tier"]
    cities = {one["city"]: one for one in data["cities"]}
    assert cities["changsha"]["totals"] is None
    assert cities["changsha"]["derived"] == ["recognised_in_city"]
    assert cities["xiangtan"]["assessment"]["tier"]["value"] == "B"


def test_the_order_in_which_cities_are_named_changes_nothing(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, NEWCOMER)
    named = [
        run("compare", "--json", *DATED, "--cities", cities, file).out
        for cities in ("quzhou,xiangtan", "xiangtan，quzhou,xiangtan")
    ]

    assert named[0] == named[1]


@pytest.mark.parametrize(
    ("cities", "stdin", "hint"),
    [
        ("xiangtn", b"subject: person", "xiangtan"),
        (",", b"subject: person", "--cities"),
        ("xiangtan", b"- subject: person", "compare"),
        ("xiangtan", b"{subject: person, cities: {qzhou: {}}}", "quzhou"),
        ("xiangtan", b"{subject: person, facts: {degre: doctor}}", "degree"),
    ],
)
def test_what_cannot_be_compared_is_said(run: Run, cities: str, stdin: bytes, hint: str) -> None:
    said = run("compare", "--cities", cities, "-", stdin=stdin)

    assert (said.code, said.out) == (1, "")
    assert hint in said.err


def test_helpers_give_the_same_answers_in_the_same_order(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"subject": "person", "id": n, "facts": {}}) for n in range(120)]
    lines[60] = "not json"
    file = write(tmp_path, "\n".join(lines).encode(), "many.jsonl")
    arguments = ("assess", "--city", "xiangtan", "--jsonl", *DATED, file)
    alone = run(*arguments)

    monkeypatch.setattr(streaming, "_cores", lambda file: 2)
    together = run(*arguments)

    assert alone.code == together.code == 1
    assert together.out == alone.out
    assert together.lines[60]["line"] == 61
