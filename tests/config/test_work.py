"""The worker beside the server: there, there again after its end, gone with the server."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from yanzhen.config import work

LISTED = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1], str(os.getpid())).touch(); "


def until(found: Callable[[], bool]) -> None:
    """Wait until it is so, ten seconds at most."""
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_gone(pid: str) -> bool:
    return not Path("/proc", pid).exists()


def test_a_worker_is_there_inside_the_block_and_gone_after_it(tmp_path: Path) -> None:
    with work.worker((sys.executable, "-c", LISTED + "time.sleep(60)", str(tmp_path))):
        until(lambda: len(list(tmp_path.iterdir())) == 1)
        pid = next(tmp_path.iterdir()).name
        assert not is_gone(pid)

    assert is_gone(pid)


def test_a_worker_that_ends_is_started_again_and_this_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(work, "BREATH", 0.05)

    with work.worker((sys.executable, "-c", LISTED + "sys.exit(3)", str(tmp_path))):
        until(lambda: len(list(tmp_path.iterdir())) >= 2)

    assert "后台进程意外结束（3）" in capfd.readouterr().err


def test_a_worker_that_does_not_leave_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "PATIENCE", 0.3)
    deaf = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); "

    with work.worker((sys.executable, "-c", deaf + LISTED + "time.sleep(60)", str(tmp_path))):
        until(lambda: len(list(tmp_path.iterdir())) == 1)
        pid = next(tmp_path.iterdir()).name

    until(lambda: is_gone(pid))


def test_the_workers_alone_leave_when_asked_and_take_their_own_with_them(tmp_path: Path) -> None:
    program = (
        "import sys; from yanzhen.config import work\n"
        f"one = (sys.executable, '-c', {LISTED + 'time.sleep(60)'!r}, {str(tmp_path)!r})\n"
        "work.SCENARIOS = work.TASKS = one\n"
        "work.work()"
    )
    process = subprocess.Popen([sys.executable, "-c", program])
    until(lambda: len(list(tmp_path.iterdir())) == 2)
    pids = [file.name for file in tmp_path.iterdir()]

    process.terminate()

    assert process.wait(30) == 0
    assert all(is_gone(pid) for pid in pids)
