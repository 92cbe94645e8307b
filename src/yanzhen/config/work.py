"""The worker beside the server: a process of its own that runs the scenarios.

    with worker():
        server.run()

`yanzhen serve` starts one and starts it again when it ends. It works after the pages (`nice`), so
that they stay quick. A city with more to run starts more of them, on any machine that reaches the
database: `python -m yanzhen.config.work`.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command

COMMAND = (sys.executable, "-m", "yanzhen.config.work")
BEHIND_THE_PAGES = 10
PATIENCE = 15.0
"""Seconds that a worker has to put down what it is at."""
BREATH = 2.0
"""Seconds before a worker that ended is started again."""


def main() -> None:
    """Work until asked to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
    os.nice(BEHIND_THE_PAGES)
    django.setup()
    call_command("run_scenarios")


@contextmanager
def worker(command: tuple[str, ...] = COMMAND) -> Iterator[None]:
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
                said = (
                    f"后台计算进程意外结束（{code}），重新启动 / the worker ended, starting again"
                )
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
    main()
