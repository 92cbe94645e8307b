"""Two installations that know nothing of each other: a database and a port of its own each.

    with both() as (xiangtan, changsha):
        changsha.run("result = 1 + 1")       ->  2, said by a process of that installation

`run` hands lines to a Python that stays up beside the service, so that no step pays for its start.
"""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from yanzhen.config.embedded import THROWAWAY, Cluster, cluster_in, running

WEB = """
import socket, sys
import yanzhen.config.wsgi
from yanzhen.config.web import answer
answer(socket.create_server(("127.0.0.1", int(sys.argv[1]))))
"""
WORK = "from yanzhen.config.work import main; main('run_jobs')"
BESIDE = """
import json, sys, traceback
import django; django.setup()
said, names = sys.stdout, {}
sys.stdout = sys.stderr
for line in sys.stdin:
    try:
        exec(json.loads(line), names)
        told = {"result": names.pop("result", None)}
    except Exception:
        told = {"fault": traceback.format_exc()}
    print(json.dumps(told), file=said, flush=True)
"""
SET_UP = """
import sys
from django.core.management import call_command
from yanzhen.config.serve import bring_up_to_date
from yanzhen.apps.organisations.service import load_organisations
from yanzhen.apps.accounts.service import SYSTEM, acting
bring_up_to_date()
call_command("load_organisations", verbosity=0)
from pathlib import Path
import yanzhen.apps.policies.service as policies
policies.publish_packs_from_disk()
"""
PATIENCE = 120


@dataclass
class Installation:
    """One of them: its processes, its port."""

    city: str
    folder: Path
    environment: dict[str, str]
    port: int
    processes: dict[str, subprocess.Popen[str]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, program: str) -> Any:
        """What `result` is after these lines."""
        beside = self.processes["beside"]
        assert beside.stdin is not None
        assert beside.stdout is not None
        beside.stdin.write(json.dumps(program) + "\n")
        beside.stdin.flush()
        told = json.loads(beside.stdout.readline() or '{"fault": "it ended"}')
        assert "fault" not in told, told["fault"]
        return told["result"]

    def post(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """The status and the JSON that a message is answered with."""
        asked = urllib.request.Request(
            f"{self.url}{path}", body, {"Content-Type": "application/json"}, method="POST"
        )
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as refused:
            return refused.code, json.loads(refused.read())

    def start(self, name: str, *command: str) -> None:
        pipe = subprocess.PIPE if name == "beside" else None
        with (self.folder / f"{name}.txt").open("a") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", *command], env=self.environment, text=True,
                stdin=pipe, stdout=pipe or log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            assert self.processes["web"].poll() is None, (self.folder / "web.txt").read_text()
            try:
                with urllib.request.urlopen(f"{self.url}/health/live", timeout=10):
                    return
            except OSError:
                assert time.monotonic() < end, "it does not answer"
                time.sleep(0.1)


@contextmanager
def both(*cities: str) -> Iterator[list[Installation]]:
    """An installation for each city; the empty database is made once and copied on the disk."""
    with ExitStack() as stack:
        homes = [Path(stack.enter_context(TemporaryDirectory(prefix="yz-"))) for _ in cities]
        for home in homes:
            home.chmod(0o711)
        clusters = [replace(cluster_in(home), options=THROWAWAY) for home in homes]
        first, *others = clusters
        with running(first):
            _set_up(_placed(cities[0], homes[0], first))
        for one in others:
            subprocess.run(["cp", "-a", str(first.home), str(one.home)], check=True)
        made = []
        for city, home, cluster in zip(cities, homes, clusters, strict=True):
            stack.enter_context(running(cluster))
            made.append(_placed(city, home, cluster))
            stack.callback(_end, made[-1])
            _started(made[-1])
        for one in made:
            one.wait()
        yield made


def _placed(city: str, home: Path, cluster: Cluster) -> Installation:
    folder, port = home / "files", _free_port()
    folder.mkdir(exist_ok=True)
    told = {
        "DATABASE_URL": cluster.url, "YANZHEN_OWNER_URL": cluster.owner_url,
        "YANZHEN_DATA": str(folder), "YANZHEN_DEMO": "0", "YANZHEN_WEB": "1",
        "YANZHEN_SITE": f"http://127.0.0.1:{port}", "YANZHEN_API_PER_MINUTE": "1000000",
        "YANZHEN_WEBHOOKS_PRIVATE": "1", "YANZHEN_SECRET_KEY": secrets.token_hex(32),
        "YANZHEN_KEYS": f"a:{'A' * 22}==", "YANZHEN_INDEX_KEY": f"{'A' * 43}=",
        "DJANGO_SETTINGS_MODULE": "yanzhen.config.settings",
    }  # fmt: skip
    return Installation(city, folder, os.environ | told, port, {})


def _set_up(made: Installation) -> None:
    made.start("beside", BESIDE)
    try:
        made.run(SET_UP)
    finally:
        _end(made)


def _started(made: Installation) -> None:
    made.start("web", WEB, str(made.port))
    made.start("worker", WORK)
    made.start("beside", BESIDE)


def _end(made: Installation) -> None:
    for process in made.processes.values():
        os.killpg(process.pid, 9)
        process.wait(PATIENCE)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
