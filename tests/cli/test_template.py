"""`yanzhen population template` and `check`: what they say, and their exit codes."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from yanzhen.cli import main, template
from yanzhen.cli.template import Rate, watched
from yanzhen.population.intake import silent


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["yanzhen", "population", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(int(ended.value.code or 0), said.out, said.err)

    return call


def test_an_empty_workbook_and_a_look_at_it(run: Run) -> None:
    made = run("template", "--city", "xiangtan")
    checked = run("check", "population-xiangtan.xlsx", "--city", "xiangtan", "--out", "out")

    assert (made.code, checked.code) == (0, 0)
    assert "population-xiangtan.xlsx" in made.out
    assert "person.honours" in checked.out
    assert Path("out/person.parquet").exists()


def test_a_workbook_that_exists_is_not_written_over(run: Run) -> None:
    Path("a.xlsx").write_text("filled in")

    said = run("template", "--city", "xiangtan", "--out", "a.xlsx")

    assert (said.code, Path("a.xlsx").read_text()) == (1, "filled in")
    assert "不覆盖" in said.err


def test_another_ending_is_refused(run: Run) -> None:
    assert "须以 .xlsx 结尾" in run("template", "--city", "xiangtan", "--out", "a.doc").err


def test_rejected_rows_are_told_and_the_code_is_one(run: Run) -> None:
    Path("person.csv").write_text("编号,学历学位\na,docter\n", encoding="utf-8")
    Path("mapping.yaml").write_text("sheets: {person: {columns: {学历学位: degree}}}", "utf-8")

    arguments = ("check", "person.csv", "--city", "xiangtan", "--out", "out")
    said = run(*arguments, "--mapping", "mapping.yaml", "--lang", "en")

    assert said.code == 1
    assert "rejected.xlsx" in said.out


def test_what_cannot_be_read_is_said_in_both_languages(run: Run) -> None:
    said = run("check", "nowhere", "--city", "xiangtan", "--out", "out")

    assert said.code == 1
    assert "没有文件或文件夹 nowhere / There is no file or folder nowhere" in said.err


@pytest.mark.parametrize("command", ["template", "check"])
def test_an_interrupt_is_one_sentence(
    command: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(template, "write_template", stop)
    monkeypatch.setattr(template.taking, "intake", stop)
    arguments = {"template": (), "check": ("x", "--out", "out")}[command]

    said = run(command, *arguments, "--city", "xiangtan")

    assert (said.code, said.out) == (130, "")
    assert said.err == "已中断，没有留下任何文件 / interrupted; nothing was left\n"


def test_a_bar_with_rate_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    with watched("zh") as progress:
        assert progress is silent
    monkeypatch.setenv("FORCE_COLOR", "1")
    with watched("zh") as progress:
        progress("person", 10, 100)
        progress("person", 100, 100)
        assert progress is not silent
    assert Rate("en").unit == "rows/s"
