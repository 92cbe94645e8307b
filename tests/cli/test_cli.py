"""The command line: every command in both languages, its exit codes, and never a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from yanzhen.cli import assessing, checking, main, reading
from yanzhen.policy import load_pack

ROOT = Path(__file__).parents[2]


class Said(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Said]


READ = cache(load_pack)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for module in (assessing, checking, reading):
        monkeypatch.setattr(module, "load_pack", READ)

    def call(*arguments: str, stdin: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "argv", ["yanzhen", *arguments])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
        try:
            main()
            code: Any = 0
        except SystemExit as ended:
            code = ended.code or 0
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(code, said.out, said.err)

    return call


PERSON = {"subject": "person", "facts": {}}
GOOD = [
    ["packs", "check"],
    ["packs", "check", "xiangtan"],
    ["packs", "check", "xiangtan", "--json"],
    ["packs", "figures", "xiangtan"],
    ["packs", "figures", "xiangtan", "--json"],
    ["facts"],
    ["facts", "--json"],
    ["facts", "--subject", "team"],
    ["services", "xiangtan"],
    ["services", "xiangtan", "--json"],
    ["services", "xiangtan", "rent-subsidy"],
    ["policies", "xiangtan"],
    ["policies", "xiangtan", "--json"],
    ["policies", "xiangtan", "art-2-full-time-award"],
    ["policies", "xiangtan", "art-2-full-time-award", "--json"],
]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("arguments", GOOD, ids=" ".join)
def test_every_command_answers(run: Run, arguments: list[str], language: str) -> None:
    said = run(*arguments, "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip()
    if "--json" in arguments:
        assert said.data


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_rule_is_printed_in_one_language(run: Run, language: str) -> None:
    said = run("policies", "xiangtan", "art-2-full-time-award", "--lang", language)
    chinese = sum(said.out.count(char) for char in "人才奖励条件")
    assert (chinese > 0) == (language == "zh")
    assert ("Conditions" in said.out) == (language == "en")


def test_the_language_can_come_from_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YANZHEN_LANG", "en")
    assert "Conditions" in run("policies", "xiangtan", "art-2-full-time-award").out


def test_check_says_what_a_pack_holds(run: Run) -> None:
    (report,) = run("packs", "check", "xiangtan", "--json").data
    assert set(report) == {"city", "pack", "findings", "coverage"}
    assert (report["city"], report["findings"]) == ("xiangtan", [])
    assert report["coverage"]["figures_unaccounted"] == 0
    assert report["coverage"]["rules"] > 50


def test_figures_say_what_accounts_for_them(run: Run) -> None:
    rows = run("packs", "figures", "xiangtan", "--json").data
    keys = {"document", "clause", "token", "value", "unit", "kind", "by", "note"}
    assert all(set(row) == keys and (row["by"] or row["note"]) for row in rows)


def test_a_figures_note_is_said_in_the_language_asked_for(run: Run) -> None:
    zh, en = (
        run("packs", "figures", "xiangtan", "--json", "--lang", lang).data for lang in ("zh", "en")
    )
    noted = [(one["note"], other["note"]) for one, other in zip(zh, en, strict=True)]
    assert ("贷款额度，不是补贴", "The limit of a loan, not a grant") in noted
    assert all(bool(one) == bool(other) for one, other in noted)
    assert all(one != other for one, other in noted if one)


def test_check_fails_on_a_text_that_says_more(run: Run, tmp_path: Path) -> None:
    (tmp_path / "004_x.txt").write_text("一、指导思想 另奖777万元", encoding="utf-8")
    said = run("packs", "check", "xiangtan", "--text", str(tmp_path))
    assert said.code == 1
    assert "777万元" in said.out


def write(folder: Path, data: Any, name: str = "subject.json") -> str:
    path = folder / name
    content = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_assess_prints_and_gives_json(run: Run, tmp_path: Path, language: str) -> None:
    file = write(tmp_path, {**PERSON, "id": "甲"})
    plain = run("assess", "--city", "xiangtan", "--as-of", "2026-01-01", "--lang", language, file)
    assert (plain.code, plain.err) == (0, "")
    assert plain.out
    data = run("assess", "--city", "xiangtan", "--as-of", "2026-01-01", "--json", file).data
    assert (data["id"], data["city"], data["as_of"]) == ("甲", "xiangtan", "2026-01-01")
    assert len(data["pack"]) == 64


def test_assess_reads_yaml_and_standard_input(run: Run, tmp_path: Path) -> None:
    yaml = b"subject: person\nfacts: {}\nas_of: 2026-02-01\n"
    for file, stdin in ((write(tmp_path, yaml, "a.yaml"), b""), ("-", yaml)):
        said = run("assess", "--city", "xiangtan", "--json", file, stdin=stdin)
        assert said.data["as_of"] == "2026-02-01"


def test_the_subjects_own_date_goes_before_the_option(run: Run) -> None:
    raw = json.dumps({**PERSON, "as_of": "2025-05-05"}).encode()
    arguments = ("assess", "--city", "xiangtan", "--json", "--as-of", "2026-01-01", "-")
    assert run(*arguments, stdin=raw).data["as_of"] == "2025-05-05"


LINES = [
    b'{"id": 1, "subject": "person", "facts": {}}',
    b"not json",
    b'{"id": 3, "subject": "persn", "facts": {}}',
    b'{"id": 4, "subject": "person", "facts": {"pay": ' + b"9" * 5000 + b"}}",
    b"",
    b'{"id": 6, "subject": "person", "facts": {}, "as_of": "2026-02-30"}',
    b'{"id": 7, "subject": "person", "facts": {"newly_introducd": NaN}}',
    b"[" * 100_000,
    b"[1, 2]",
    b"\xff\xfe",
    b'{"id": "\\ud800", "subject": "person", "facts": {}}',
    b'{"id": 12, "subject": "person", "subject": "team", "facts": {}}',
    b'{"id": {"a": [1]}, "subject": "employer", "facts": {}}',
]


@pytest.mark.parametrize("way", ["file", "stdin"])
def test_a_bad_line_is_an_error_on_its_own_line_and_the_rest_goes_on(
    run: Run, tmp_path: Path, way: str
) -> None:
    stream = b"\n".join(LINES)
    file = write(tmp_path, stream, "a.jsonl") if way == "file" else "-"
    arguments = ("assess", "--city", "xiangtan", "--jsonl", "--as-of", "2026-01-01", file)
    said = run(*arguments, stdin=stream if way == "stdin" else b"")
    answers = said.lines
    assert said.code == 1
    assert len(answers) == len([line for line in LINES if line])
    refused = {one["line"]: one for one in answers if "error" in one}
    assert set(refused) >= {2, 3, 4, 6, 7, 8, 9, 10}
    assert [refused[line].get("id") for line in (3, 6, 7)] == [3, 6, 7]
    assert refused[3]["error"][0]["suggestion"] == "person"
    assert answers[0]["id"] == 1
    assert answers[-1]["id"] == {"a": [1]}
    assert "outcomes" in answers[-1]


def test_a_good_stream_ends_well(run: Run) -> None:
    stream = b"\n".join([LINES[0]] * 3) + b"\n"
    said = run("assess", "--city", "xiangtan", "--jsonl", "-", stdin=stream)
    assert said.code == 0
    assert [one["id"] for one in said.lines] == [1, 1, 1]


def test_an_id_is_written_back_whatever_it_is(run: Run) -> None:
    lines = [b'{"id": 1.5, "subject": "person"}', b'{"id": {"a": [2.25]}, "subject": "persn"}']
    said = run("assess", "--city", "xiangtan", "--jsonl", "-", stdin=b"\n".join(lines))
    assert [one["id"] for one in said.lines] == [1.5, {"a": [2.25]}]


def test_errors_are_said_in_the_language_chosen(run: Run) -> None:
    line = b'{"subject": "persn"}'
    said = run("assess", "--city", "xiangtan", "--jsonl", "--lang", "en", "-", stdin=line)
    (answer,) = said.lines
    assert answer["error"][0]["message"].startswith("subject must be one of")


WRONG = [
    (["policies", "xiangtn"], b"", 1, "xiangtan"),
    (["policies", "xiangtan", "art-2-full-time-awrd"], b"", 1, "art-2-full-time-award"),
    (["packs", "check", "xiangtn"], b"", 1, "xiangtan"),
    (["packs", "figures", "xiangtn"], b"", 1, "xiangtan"),
    (["packs", "check", "--text", "/no/such/folder"], b"", 1, "/no/such/folder"),
    (["facts", "--subject", "persn"], b"", 1, "person"),
    (["assess", "--city", "xiangtn", "-"], b"", 1, "xiangtan"),
    (["assess", "--city", "xiangtan", "/no/such/file"], b"", 1, "/no/such/file"),
    (["assess", "--city", "xiangtan", "--jsonl", "/no/such/file"], b"", 1, "/no/such/file"),
    (["assess", "--city", "xiangtan", "/"], b"", 1, "/"),
    (["assess", "--city", "xiangtan", "--as-of", "2026-02-30", "-"], b"{}", 2, "2026-02-30"),
    (["assess", "--city", "xiangtan", "--as-of", "tomorrow", "-"], b"{}", 2, "tomorrow"),
    (["assess", "--city", "xiangtan", "-"], b"", 1, "subject"),
    (["assess", "--city", "xiangtan", "-"], b"\xff\xfe", 1, "-"),
    (["assess", "--city", "xiangtan", "-"], b"a: [", 1, "YAML"),
    (["assess", "--city", "xiangtan", "-"], b"a: &a [*a]", 1, "YAML"),
    (["assess", "--city", "xiangtan", "-"], b"subject: person\nsubject: team\n", 1, "subject"),
    (["assess", "--city", "xiangtan", "-"], b"subject: persn", 1, "person"),
    (["assess", "--city", "xiangtan", "-"], b"subject: person\nas_of: soon", 1, "as_of"),
    (["assess", "-"], b"", 2, "--city"),
    (["assess", "--city", "xiangtan", "--lang", "de", "-"], b"", 2, "de"),
    (["nonsense"], b"", 2, "nonsense"),
]


@pytest.mark.parametrize(("arguments", "stdin", "code", "hint"), WRONG)
def test_what_cannot_be_answered_is_said_in_a_sentence(
    run: Run, arguments: list[str], stdin: bytes, code: int, hint: str
) -> None:
    said = run(*arguments, stdin=stdin)
    assert (said.code, said.out) == (code, "")
    assert hint in said.err


def test_a_text_that_is_not_utf8_is_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "004_x.txt").write_bytes("莲城人才".encode("gb18030"))
    said = run("packs", "check", "xiangtan", "--text", str(tmp_path))
    assert said.code == 1
    assert "004_x.txt" in said.out + said.err


def test_without_arguments_the_help_is_shown(run: Run) -> None:
    said = run()
    assert "assess" in said.out + said.err


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    program = "from yanzhen.cli import main; main()"
    stream = b"\n".join([LINES[0]] * 40)
    arguments = [sys.executable, "-c", program, "assess", "--city", "xiangtan", "--jsonl", "-"]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as process:
        assert process.stdin and process.stdout and process.stderr  # noqa: PT018
        process.stdout.close()
        process.stdin.write(stream)
        process.stdin.close()
        assert b"Traceback" not in process.stderr.read()
