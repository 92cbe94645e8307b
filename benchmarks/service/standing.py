"""A service that stands for as long as it is measured: PostgreSQL, the web process, its workers.

    with standing() as place, serving(place) as port:
        ...

The database is the embedded one as it is shipped: it writes each commit to the disk.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from yanzhen.config.embedded import throwaway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yanzhen.config.embedded import Cluster

PATIENCE = 180
"""Seconds for a start."""
YANZHEN = "from yanzhen.cli import main; main()"
WITHOUT_LIMIT = "100000000"


@contextmanager
def standing() -> Iterator[Cluster]:
    """An empty database and a data folder, which this process and its children are told of."""
    with throwaway(()) as cluster, tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATABASE_URL": cluster.url,
            "YANZHEN_OWNER_URL": cluster.owner_url,
            "YANZHEN_DATA": folder,
            "YANZHEN_DEMO_PEOPLE": "100",
            "YANZHEN_API_PER_MINUTE": WITHOUT_LIMIT,
            "YANZHEN_DEMO": "0",
            "YANZHEN_SECRET_KEY": "ab" * 32,
            "YANZHEN_KEYS": f"a:{'A' * 22}==",
            "YANZHEN_INDEX_KEY": f"{'A' * 43}=",
            "DJANGO_SETTINGS_MODULE": "yanzhen.config.settings",
        }
        yield cluster


@contextmanager
def serving() -> Iterator[int]:
    """`yanzhen serve` as a process of its own; gives its port."""
    port = _free_port()
    log = Path(os.environ["YANZHEN_DATA"], "served.txt")
    command = [sys.executable, "-c", YANZHEN, "serve", "--port", str(port)]
    with log.open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        try:
            _wait_for(port, server, log)
            yield port
        finally:
            server.terminate()
            server.wait(60)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise SystemExit(f"The service did not start:\n{log.read_text()[-2000:]}")
