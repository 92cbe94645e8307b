"""An environment of its own for each peer, under `.benchmarks/`, made on first use.

Peers are asked by subprocess only: a request goes in as JSON, an answer comes out. Nothing of
them is imported here, and nothing of the product there (OpenFisca is AGPL).

    ask("openfisca", {"people": [...], "crowds": [1000]})   ->  {"version": ..., "answers": ...}
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
HOMES = ROOT / ".benchmarks"
PACKAGES = {
    "zen": ("zen-engine==2.1.3",),
    "openfisca": ("openfisca-core==46.0.1", "pyarrow==26.0.1"),
    "policyengine": ("policyengine-core==3.33.12", "pyarrow==26.0.1"),
    "duckdb": ("duckdb==2.0.1",),
}
PATIENCE_S = 600


class NotAvailable(Exception):
    """The peer cannot be installed or does not run; the message says why, in a line."""


def ask(peer: str, request: dict[str, Any], worker: str | None = None) -> dict[str, Any]:
    """What the peer's worker answers; NotAvailable when there is no peer to ask."""
    command = [str(_python(peer)), str(HERE / f"{worker or peer}_worker.py")]
    answer: dict[str, Any] = json.loads(_output(command, json.dumps(request)))
    return answer


def _python(peer: str) -> Path:
    home, packages = HOMES / peer, PACKAGES[peer]
    python, ready = home / "bin" / "python", home / f"{'_'.join(packages)}.ready"
    if not ready.exists():
        where = home.relative_to(ROOT)
        print(f"  (making an environment for {packages[0]} in {where})", flush=True)
        HOMES.mkdir(exist_ok=True)
        (HOMES / ".gitignore").write_text("*\n")
        shutil.rmtree(home, ignore_errors=True)
        for command in _installing(home, python, packages):
            _output(command)
        ready.touch()
    return python


def _installing(home: Path, python: Path, packages: tuple[str, ...]) -> list[list[str]]:
    uv = shutil.which("uv", path=f"{ROOT / '.tools/uv/bin'}{os.pathsep}{os.environ['PATH']}")
    if uv:
        return [
            [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, str(home)],
            [uv, "pip", "install", "--quiet", "--python", str(python), *packages],
        ]
    return [
        [sys.executable, "-m", "venv", str(home)],
        [str(python), "-m", "pip", "install", "--quiet", *packages],
    ]


def _output(command: list[str], given: str = "") -> str:
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotAvailable(str(error)) from error
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no message"]
        raise NotAvailable(f"{Path(command[0]).name}: {said[-1]}")
    return done.stdout
