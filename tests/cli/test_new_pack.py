"""`packs new`, `--packs`, and what `packs check` says of programmes and of work left."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yanzhen.cli import main
from yanzhen.cli.coverage import BUILT, PARTS, by_part
from yanzhen.policy import load_pack, packs_on_disk, read_data

Run = Callable[..., tuple[int, str, str]]
TEXT = "1.给予20万元奖励\n2.连续３年"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["yanzhen", *map(str, arguments)])
        code: Any = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "lake.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_pack_is_written_and_shows_its_work(
    run: Run, tmp_path: Path, text: Path, language: str
) -> None:
    packs = tmp_path / "packs"
    code, out, _ = run("packs", "new", "lake", "--text", text, "--out", packs, "--lang", language)
    assert (code, "packs check lake" in out) == (0, True)
    arguments = ("packs", "check", "lake", "--packs", packs, "--text", text)
    code, out, _ = run(*arguments, "--lang", language)
    assert code == 1
    assert ("进度：条款 0/2" if language == "zh" else "Progress: 0/2 clauses") in out
    (report,) = json.loads(run(*arguments, "--json")[1])
    assert report["coverage"]["work_left"][0] == {
        "clause": "1", "figures": 1, "unaccounted": ["20万元"],
        "unwritten": ["heading", "summary"],
    }  # fmt: skip


def test_a_pack_is_never_overwritten(run: Run, tmp_path: Path, text: Path) -> None:
    arguments = ("packs", "new", "lake", "--text", text, "--out", tmp_path / "packs")
    assert run(*arguments)[0] == 0
    plan = tmp_path / "packs/lake/plan.yaml"
    plan.write_text("mine", encoding="utf-8")
    code, out, err = run(*arguments)
    assert (code, out, plan.read_text(encoding="utf-8")) == (1, "", "mine")
    assert "lake" in err


@pytest.mark.parametrize("city", ["../lake", "Lake", "vocabulary", "schema", "1", ""])
def test_a_city_id_is_a_plain_name(run: Run, tmp_path: Path, text: Path, city: str) -> None:
    code, _, err = run("packs", "new", city, "--text", text, "--out", tmp_path / "packs")
    assert (code, bool(err), (tmp_path / "packs").exists()) == (1, True, False)


def test_what_cannot_be_read_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes("人才".encode("gb18030"))
    for file in (bad, tmp_path / "none.txt"):
        code, _, err = run("packs", "new", "lake", "--text", file, "--out", tmp_path / "packs")
        assert (code, str(file) in err, "Traceback" in err) == (1, True, False)
    for command in (("packs", "check"), ("policies", "x"), ("packs", "figures", "x")):
        code, _, err = run(*command, "--packs", tmp_path / "none")
        assert (code, "none" in err) == (1, True)


def test_a_folder_with_a_vocabulary_of_its_own_uses_it(
    run: Run, tmp_path: Path, text: Path
) -> None:
    packs = tmp_path / "packs"
    run("packs", "new", "lake", "--text", text, "--out", packs)
    (packs / "vocabulary").mkdir()
    (packs / "vocabulary/subjects.yaml").write_text("subjects: [", encoding="utf-8")
    _, out, _ = run("packs", "check", "--packs", packs)
    assert "vocabulary/subjects.yaml" in out


def test_programmes_are_listed_by_the_part_that_carries_them(run: Run) -> None:
    pack = load_pack("xiangtan")
    (report,) = json.loads(run("packs", "check", "xiangtan", "--json")[1])
    held = report["coverage"]
    assert sum(held["programmes_by_part"].values()) == len(pack.programmes)
    assert not BUILT & set(held["programmes_waiting"])
    assert held["programmes_waiting"]["card"] == by_part(pack)["card"]
    out = run("packs", "check", "xiangtan", "--lang", "en")[1]
    assert "waits for a part not yet built" in out


def test_every_part_that_a_pack_may_name_has_a_label() -> None:
    text = (packs_on_disk() / "schema/format.schema.json").read_text(encoding="utf-8")
    programme = read_data(text)["$defs"]["programme"]["properties"]
    assert set(programme["carried_by"]["enum"]) == set(PARTS)
    assert set(PARTS) > BUILT


def test_the_facts_can_be_had_as_a_page(run: Run) -> None:
    code, out, _ = run("facts", "--markdown")
    assert (code, out.startswith("# The facts")) == (0, True)
