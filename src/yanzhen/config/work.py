"""The workers beside the server, each a process of its own: scenarios, and all other tasks.

    with workers():
        server.run()

`yanzhen serve` starts one of each and starts it again when it ends. They work after the pages
(`nice`), so that those stay quick. Scenarios hold a core for seconds, so they have a process to
themselves and no mail waits for them. A city with more to run starts more of them, on any machine
that reaches the database: `yanzhen work`.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import CommandError, call_command

from yanzhen.config.errors import CannotStart
from yanzhen.config.fitness import refuse_wrong_settings

SCENARIOS = (sys.executable, "-m", "yanzhen.config.work", "run_scenarios")
TASKS = (sys.executable, "-m", "yanzhen.config.work", "run_jobs")
BEHIND_THE_PAGES = 10
PATIENCE = 15.0
"""Seconds that a worker has to put down what it is at."""
BREATH = 2.0
"""Seconds before a worker that ended is started again."""


def main(command: str) -> None:
    """Work until asked to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
    os.nice(BEHIND_THE_PAGES)
    django.setup()
    try:
        refuse_wrong_settings()
        call_command(command)
    except (CannotStart, CommandError) as reason:
        sys.exit(str(reason))


def work() -> None:
    """`yanzhen work`: the workers alone, until asked to stop; the server is elsewhere."""
    stop = threading.Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: stop.set())
    with workers():
        stop.wait()


@contextmanager
def workers() -> Iterator[None]:
    """One of each kind is there inside this block."""
    with worker(SCENARIOS), worker(TASKS):
        yield


@contextmanager
def worker(command: tuple[str, ...]) -> Iterator[None]:
    """A worker is there inside this block."""
    minder = _Minder(command)
    minder.start()
    try:
        yield
    finally:
        minder.end()


class _Minder(threading.Thread):
    """Starts the worker, waits for its end, starts it again; never two at a time."""

    def __init__(self, command: tuple[str, ...]) -> None:
        super().__init__(daemon=True)
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.leaving = threading.Event()
        self.changing = threading.Lock()

    def run(self) -> None:
        while self._starts_one():
            code = self.process.wait() if self.process else 0
            if not self.leaving.is_set():
                said = f"后台进程意外结束（{code}），重新启动 / the worker ended, starting again"
                print(said, file=sys.stderr, flush=True)
            self.leaving.wait(BREATH)

    def _starts_one(self) -> bool:
        with self.changing:
            if self.leaving.is_set():
                return False
            self.process = subprocess.Popen(self.command)
            return True

    def end(self) -> None:
        with self.changing:
            self.leaving.set()
            process = self.process
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        self.join(PATIENCE)


if __name__ == "__main__":
    main(sys.argv[1])
