"""What one waits for before the first answer: importing the core, reading and checking a pack.

rows("xiangtan")  ->  [Row("import yanzhen.policy", ...), ...]
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from measure import Row, median, median_ms, timed_ms

from yanzhen.policy import Engine, packs_on_disk, read_pack, sources_on_disk
from yanzhen.policy.check import check_pack

if TYPE_CHECKING:
    from yanzhen.policy import Pack

STARTS = 15
IMPORT_BAR_MS = 150
LOAD_BAR_MS = 300


def rows(city: str, pack: Pack) -> list[Row]:
    """Import, loading and checking, and making the engine."""
    read = median_ms(lambda: read_pack(sources_on_disk(packs_on_disk(), city)), times=15)
    check = median_ms(lambda: check_pack(pack), times=15)
    return [
        Row("import yanzhen.policy", import_ms("yanzhen.policy"), IMPORT_BAR_MS),
        Row("import yaml, jsonschema_rs (in the above)", import_ms("yaml, jsonschema_rs")),
        Row(f"read the {city} pack", read),
        Row(f"check the {city} pack", check),
        Row("read and check", read + check, LOAD_BAR_MS),
        Row("compile the engine", median_ms(lambda: Engine(pack), times=15)),
    ]


def import_ms(modules: str) -> float:
    """How much longer an interpreter that imports the modules runs than one that does not.

    Byte code is kept, as in any installation; the first start, which writes it, is not counted.
    """
    _start(f"import {modules}")
    pairs = [(_start(f"import {modules}"), _start("pass")) for _ in range(STARTS)]
    return median([full for full, _ in pairs]) - median([bare for _, bare in pairs])


def _start(code: str) -> float:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return timed_ms(lambda: subprocess.run([sys.executable, "-c", code], check=True, env=kept))
