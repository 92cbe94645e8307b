"""The guide for a new city, walked end to end: skeleton, words, figures, rules, cases, answers."""

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yanzhen.cli import main
from yanzhen.policy import Pack, read_pack, sources_on_disk

EXAMPLE = Path(__file__).parents[2] / "docs/guide/example"
TEXT = EXAMPLE / "yunxi.txt"
DONE = EXAMPLE / "packs"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["yanzhen", *map(str, arguments)])
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        return code, capsys.readouterr().out

    return call


def checked(run: Run, packs: Path) -> tuple[Counter[str], dict[str, Any]]:
    """The findings by code, and what the pack holds."""
    code, out = run("packs", "check", "yunxi", "--packs", packs, "--text", TEXT, "--json")
    (report,) = json.loads(out)
    assert code == bool(report["findings"])
    return Counter(one["code"] for one in report["findings"]), report["coverage"]


def test_the_guide_end_to_end(run: Run, tmp_path: Path) -> None:
    assert run("packs", "new", "yunxi", "--text", TEXT, "--out", tmp_path)[0] == 0
    codes, held = checked(run, tmp_path)
    assert codes == {"unaccounted-figure": 38, "unwritten": 36}
    assert (held["clauses_unwritten"], held["figures_unaccounted"]) == (34, 38)

    take(tmp_path, "documents.yaml")
    codes, held = checked(run, tmp_path)
    assert codes == {"unaccounted-figure": 38, "unwritten": 1}
    assert {one["clause"] for one in held["work_left"]} >= {"3.一", "附件1.B.1"}

    take(tmp_path, "pack.yaml", "programmes.yaml", "plan.yaml", "tiers.yaml")
    take(tmp_path, "benefits/benefits.yaml")
    codes, _ = checked(run, tmp_path)
    assert codes["unsupported-sum"] > 5  # sums without a figure are refused
    assert "unwritten" not in codes

    take(tmp_path, "figures.yaml", "cases/cases.yaml", "services.yaml", "funding.yaml")
    codes, held = checked(run, tmp_path)
    assert (codes, held["work_left"]) == ({}, [])


def take(packs: Path, *names: str) -> None:
    """The author's work on some files, as the finished example has it."""
    for name in names:
        shutil.copy(DONE / "yunxi" / name, packs / "yunxi" / name)


def test_the_finished_pack_answers(run: Run, tmp_path: Path) -> None:
    facts = {"host_kind": "enterprise", "skill_level": "technician"}
    subject = {"subject": "person", "facts": {**facts, "skill_level_newly_obtained": True}}
    file = tmp_path / "person.json"
    file.write_text(json.dumps(subject), encoding="utf-8")
    arguments = ("--packs", DONE, "--as-of", "2027-06-01")
    code, out = run("assess", "--city", "yunxi", *arguments, "--json", file)
    outcomes = {one["rule"]: one for one in json.loads(out)["outcomes"]}
    assert (code, outcomes["art-6-skills"]["status"]) == (0, "eligible")
    assert run("policies", "yunxi", "--packs", DONE)[0] == 0
    assert run("services", "yunxi", "--packs", DONE)[0] == 0
    assert run("services", "yunxi", "team-grant", "--packs", DONE)[0] == 0
    code, out = run("funding", "yunxi", "--packs", DONE)
    assert (code, "1.5亿元" in out) == (0, True)
    assert run("packs", "figures", "yunxi", "--packs", DONE)[0] == 0


def test_the_example_grew_from_the_skeleton(run: Run, tmp_path: Path) -> None:
    run("packs", "new", "yunxi", "--text", TEXT, "--out", tmp_path)
    new, done = pack_in(tmp_path), pack_in(DONE)
    assert [(one.clause, one.token) for one in new.figures] == [
        (one.clause, one.token) for one in done.figures
    ]
    assert {one.id: one.starts for one in new.documents["yunxi"].clauses.values()} == {
        one.id: one.starts for one in done.documents["yunxi"].clauses.values()
    }


def pack_in(folder: Path) -> Pack:
    pack = read_pack(sources_on_disk(folder, "yunxi", cases=True)).pack
    assert pack is not None
    return pack


STYLES = ["第一章", "第一条", "一、", "（一）", "1.", "（1）", "①", "附件", "A类"]
FIGURES = [
    "３年",
    "亿元",
    "万元",
    "10—50万元",
    "20％",
    "每人每年",
    "最高不超过",
    "以上",
    "不少于",
    "前３名",
]


@pytest.mark.parametrize("style", STYLES)
def test_the_text_uses_every_style_of_heading(style: str) -> None:
    assert re.search(f"^{re.escape(style)}", TEXT.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("style", FIGURES)
def test_the_text_uses_every_style_of_figure(style: str) -> None:
    assert style in TEXT.read_text(encoding="utf-8")
