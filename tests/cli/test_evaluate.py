"""`yanzhen population evaluate`: what it writes and says, and one sentence for each bad wish."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.test_cli import Run, run

__all__ = ["run"]
EVALUATE = ("population", "evaluate")


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    arguments = ("population", "synthesise", "--city", "xiangtan,hengyang", "--size", "60")
    program = "from yanzhen.cli import main; main()"
    command = [sys.executable, "-c", program, *arguments, "--out", str(folder / "people")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "people"


def test_writes_every_file_and_says_that_it_is_invented(
    run: Run, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    said = run(*EVALUATE, str(people), "--city", "xiangtan,hengyang", "--missing")

    assert (said.code, said.err) == (0, "")
    for words in ("虚构数据", "湘潭市", "衡阳市", "确定：", "report.html"):
        assert words in said.out
    assert sorted(path.name for path in (tmp_path / "evaluation-xiangtan-hengyang").iterdir()) == [
        "missing-hengyang.parquet", "missing-xiangtan.parquet", "outcomes-hengyang.parquet",
        "outcomes-xiangtan.parquet", "report.html", "summary.json", "summary.xlsx",
    ]  # fmt: skip


def test_rejected_rows_are_said_in_english_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "person.csv").write_text("工号,contract_years\na,5\nb,many\n", encoding="utf-8")
    names = tmp_path / "names.yaml"
    names.write_text("sheets: {person: {columns: {工号: id}}}", encoding="utf-8")
    arguments = ("--city", "xiangtan", "--map", str(names), "--out", str(tmp_path / "out"))

    said = run(*EVALUATE, str(tmp_path / "person.csv"), *arguments, "--lang", "en")

    assert (said.code, said.err) == (0, "")
    assert "1 rows rejected" in said.out
    assert (tmp_path / "out" / "rejected.xlsx").is_file()


BAD = [
    (("--by", "countie"), "是否想写 county"),
    (("--engine", "abacus"), "没有名为 abacus 的引擎"),
    (("--city", "xiangtn"), "xiangtan"),
    (("--map", "nowhere.yaml"), "nowhere.yaml"),
]


@pytest.mark.parametrize(("arguments", "named"), BAD)
def test_a_bad_wish_is_one_sentence(
    run: Run, people: Path, tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    out = tmp_path / "out"

    said = run(*EVALUATE, str(people), "--city", "xiangtan", "--out", str(out), *arguments)

    assert (said.code, said.out, len(said.err.splitlines())) == (1, "", 1)
    assert named in said.err
    assert not out.exists()


def test_the_input_is_not_written_into(run: Run, people: Path) -> None:
    before = sorted(path.name for path in people.iterdir())

    said = run(*EVALUATE, str(people), "--city", "xiangtan", "--out", str(people))

    assert (said.code, sorted(path.name for path in people.iterdir())) == (1, before)
    assert "另选一个" in said.err


def test_an_interrupt_leaves_nothing(people: Path, tmp_path: Path) -> None:
    # A run in the background hands on that interrupts are ignored: a terminal's are not.
    heeds = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heeds}; from yanzhen.cli import main; main()"
    out = tmp_path / "out"
    command = [sys.executable, "-c", program, *EVALUATE, str(people), "--city", "xiangtan"]
    with subprocess.Popen(
        [*command, "--out", str(out)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        waited = time.monotonic() + 60
        while not list(out.glob(".outcomes-*")) and time.monotonic() < waited:
            time.sleep(0.01)
        assert list(out.glob(".outcomes-*"))
        os.kill(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)

    assert (running.returncode, len(err.splitlines())) == (130, 1)
    assert list(tmp_path.iterdir()) == []
