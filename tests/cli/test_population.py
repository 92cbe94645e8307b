"""`yanzhen population synthesise`: what it writes and says, and one sentence for each bad wish."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.test_cli import Run, run

__all__ = ["run"]
SYNTHESISE = ("population", "synthesise", "--city", "xiangtan,changsha")


def test_writes_a_population_and_says_that_it_is_invented(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"

    said = run(*SYNTHESISE, "--size", "60", "--seed", "7", "--out", str(out))

    assert (said.code, said.err) == (0, "")
    assert "全部虚构" in said.out
    readme = (out / "README.md").read_text(encoding="utf-8")
    for words in ("虚构数据", "none is real", "xiangtan,changsha", "| 种子 seed | 7 |", "degree"):
        assert words in readme


def test_speaks_english_and_names_a_folder_itself(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    said = run(*SYNTHESISE, "--size", "5", "--seed", "2", "--lang", "en")

    assert said.out == "population-xiangtan-changsha-5-2: 5 people, all invented\n"
    assert (tmp_path / "population-xiangtan-changsha-5-2" / "person.parquet").is_file()


BAD = [
    (("--size", "0"), "--size"),
    (("--size", "-5"), "--size"),
    (("--size", "1000000000000000"), "--size"),
    (("--size", "ten"), "--size"),
    (("--size", "1.5"), "--size"),
    (("--size", "5", "--seed", "x"), "--seed"),
    (("--size", "5", "--seed", "-1"), "--seed"),
    (("--size", "5", "--seed", "9" * 40), "--seed"),
    (("--size", "5", "--missing", "1.5"), "--missing"),
    (("--size", "5", "--missing", "-0.1"), "--missing"),
    (("--size", "5", "--missing", "much"), "--missing"),
    (("--size", "5", "--as-of", "1200-01-01"), "--as-of"),
    (("--size", "5", "--city", "xiangtn"), "xiangtan"),
    (("--size", "5", "--city", ","), "城市"),
]


@pytest.mark.parametrize(("arguments", "named"), BAD)
def test_a_bad_wish_is_one_sentence(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    said = run(*SYNTHESISE, *arguments, "--out", str(tmp_path / "out"))

    assert (said.code, said.out) == (1, "")
    assert len(said.err.splitlines()) == 1
    assert named in said.err
    assert " / " in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")

    said = run(*SYNTHESISE, "--size", "5", "--out", str(tmp_path / "file" / "out"))

    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    assert "写不了" in said.err


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    # A run in the background hands on that interrupts are ignored: a terminal's are not.
    heeds = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heeds}; from yanzhen.cli import main; main()"
    arguments = (*SYNTHESISE, "--size", "5000000", "--out", str(tmp_path / "out"))
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stderr=subprocess.PIPE, text=True
    ) as running:
        waited = time.monotonic() + 60
        while not list(tmp_path.glob(".out*/person.parquet")) and time.monotonic() < waited:
            time.sleep(0.05)
        assert list(tmp_path.glob(".out*"))
        os.kill(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)

    assert running.returncode == 130
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
