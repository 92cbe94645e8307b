"""A service in processes that can be killed one by one: those that answer, the worker.

with standing() as place:
    place.kill("web")       kill -9 of all that answer, and the next ones are started at once
    place.kill("fork")      of one of them, which the service itself has to replace
"""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from yanzhen.config.embedded import throwaway

WEB = """
import socket, sys
import yanzhen.config.wsgi
from yanzhen.config.web import answer
answer(socket.create_server(("127.0.0.1", int(sys.argv[1]))))
"""
WORK = "import sys; from yanzhen.config.work import main; main('run_jobs')"
PATIENCE = 120


@dataclass
class Standing:
    """The processes by name, what they are told, and the port of the web process."""

    folder: Path
    environment: dict[str, str]
    port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def python(self, program: str, *words: str) -> str:
        """What a program prints that runs beside the service."""
        told = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program, *words],
            env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        return told.stdout

    def start(self, name: str) -> None:
        command = {"web": (WEB, str(self.port)), "worker": (WORK,)}[name]
        with (self.folder / f"{name}.txt").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", *command],
                env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """Without a warning; the next one is started at once, as whoever minds it would."""
        if name == "fork":
            forks = self._forks()
            if forks:  # none while the last one is being replaced
                os.kill(random.choice(forks), signal.SIGKILL)
            return
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait(PATIENCE)
        self.start(name)

    def _forks(self) -> list[int]:
        web = self.processes["web"].pid
        return [int(one) for one in Path(f"/proc/{web}/task/{web}/children").read_text().split()]

    def wait_for_web(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.processes["web"].poll() is None, self.said("web")
            assert time.monotonic() < end, "the web process does not answer"
            time.sleep(0.1)

    def said(self, name: str) -> str:
        return (self.folder / f"{name}.txt").read_text()[-3000:]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live", timeout=10):
                return True
        except OSError:
            return False


@contextmanager
def standing() -> Iterator[Standing]:
    """A server that writes each commit to the disk, and nothing started beside it yet."""
    with throwaway(options=()) as cluster, tempfile.TemporaryDirectory() as folder:
        told = {
            "DATABASE_URL": cluster.url,
            "YANZHEN_OWNER_URL": cluster.owner_url,
            "YANZHEN_DATA": folder,
            "YANZHEN_WORKER_SILENCE": "10",
            "YANZHEN_API_PER_MINUTE": "1000000",
            "YANZHEN_DEMO": "0",
            "YANZHEN_SECRET_KEY": "ab" * 32,
            "YANZHEN_KEYS": f"a:{'A' * 22}==",
            "YANZHEN_INDEX_KEY": f"{'A' * 43}=",
            "DJANGO_SETTINGS_MODULE": "yanzhen.config.settings",
        }
        place = Standing(Path(folder), os.environ | told, _free_port())
        try:
            yield place
        finally:
            for process in place.processes.values():
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
