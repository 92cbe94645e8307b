"""Which machine works a population out: this one's cores, or Spark's.

Both run `run.work` on the same chunks and hand over the same pieces in the same order.

    engine_run(job, population, "local")             the cores of this machine
    engine_run(job, population, "local[2]")          Spark inside this machine
    engine_run(job, population, "spark://host:7077") a cluster
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from yanzhen.policy.errors import Problem
from yanzhen.population.errors import EngineRefused
from yanzhen.population.run import run
from yanzhen.population.tally_bytes import in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from yanzhen.population.chunks import Population
    from yanzhen.population.run import Job, Piece, Result

LOCAL = "local"
OLDEST_JAVA = 17
_MASTER = re.compile(r"local\[(\d+|\*)\]|spark://\S+|k8s://\S+|yarn")
_JAVA_VERSION = re.compile(r'version "(\d+)')


def engine_run(
    job: Job, population: Population, engine: str = LOCAL,
    progress: Callable[[int], None] = lambda rows: None,
    keep: Callable[[Piece], None] = lambda piece: None,
) -> Result:  # fmt: skip
    """The population through the job's rules on the engine; groups are in order of their names."""
    if engine == LOCAL:
        result = run(job, population, progress, keep)
    else:
        problem = spark_problem(engine)
        if problem is not None:
            raise EngineRefused(problem)
        spark = import_module("yanzhen.population.spark")
        with spark.session(engine) as session:
            result = spark.run_on_spark(job, population, session, progress, keep)
    ordered = {
        city: {kind: in_order(tally) for kind, tally in kinds.items()}
        for city, kinds in result.tallies.items()
    }
    return replace(result, tallies=ordered)


def spark_problem(engine: str) -> Problem | None:
    """What keeps this machine from asking Spark, if anything does."""
    if not _MASTER.fullmatch(engine):
        zh = f"没有名为 {engine} 的引擎；可用 local、local[2]、spark://主机:端口、yarn 或 k8s://…"
        en = f"No engine {engine}: there are local, local[2], spark://host:port, yarn and k8s://..."
        return Problem("unknown-engine", None, zh, en)
    if find_spec("pyspark") is None:
        zh = "没有安装 PySpark：请运行 pip install 'yanzhen[spark]'"
        en = "PySpark is not installed: run pip install 'yanzhen[spark]'"
        return Problem("no-pyspark", None, zh, en)
    return java_problem()


def java_problem() -> Problem | None:
    """Whether the Java that Spark will start is there and new enough."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else "java"
    if shutil.which(java) is None:
        zh = f"找不到 Java（{java}）：请安装 {OLDEST_JAVA} 或更新的版本，如 openjdk-17-jre-headless"
        en = f"No Java ({java}): install {OLDEST_JAVA} or newer, such as openjdk-17-jre-headless"
        return Problem("no-java", None, zh, en)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = _JAVA_VERSION.search(said)
    if found is None or int(found[1]) < OLDEST_JAVA:
        told = said.strip().splitlines()[0] if said.strip() else java
        zh = f"Java 太旧（{told}）：Spark 需要 Java {OLDEST_JAVA} 或更新"
        en = f"Java is too old ({told}): Spark needs Java {OLDEST_JAVA} or newer"
        return Problem("old-java", None, zh, en)
    return None
