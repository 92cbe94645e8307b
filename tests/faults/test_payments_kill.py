"""kill -9 at any moment of runs, exports and receipts: each instalment is paid exactly once.

`make soak` kills 1,000 times; `SOAK_MONEY_KILLS=15` fewer, `SOAK_SEED` at the same intervals. The
one that is killed is forked from a process that has imported everything, so that a kill is cheap.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from tests.faults.payer import EACH, PEOPLE
from tests.faults.standing import Standing, standing

KILLS = int(os.environ.get("SOAK_MONEY_KILLS", "1000"))
SEED = int(os.environ.get("SOAK_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
DAYS = (2 * KILLS // 10 + 2) * 10
ROOT = Path(__file__).parents[2]
PREPARE = "from yanzhen.config.serve import prepare; prepare()"


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_each_instalment_is_paid_once_whenever_the_payer_is_killed() -> None:
    print(f"SOAK_SEED={SEED}")
    chance = random.Random(SEED)
    with standing() as place:
        place.python(PREPARE)
        told(place, "setup", str(DAYS))
        with forking(place) as (ask, answers):
            begin = time.monotonic()
            for _ in range(KILLS):
                _kill(ask, answers, chance)
            seconds = time.monotonic() - begin
        before = found(place)
        told(place, "finish", str(DAYS))
        after = found(place)
    print(f"{KILLS} kills in {seconds:.0f} s; until then {before['runs']}, {before['payments']}")
    _hold(before, after)


def _kill(ask: IO[str], answers: IO[str], chance: random.Random) -> None:
    """Start one that pays, let it be for a moment, and kill it."""
    ask.write("pay\n")
    ask.flush()
    child = int(answers.readline())
    time.sleep(chance.uniform(0.01, 0.9))
    os.kill(child, signal.SIGKILL)
    ended = int(answers.readline())
    # Nothing but the kill ended it: a fault of its own would be one of the service.
    assert os.WIFSIGNALED(ended), "the payer failed, or had paid everything: see what it said"


def _hold(before: dict[str, Any], after: dict[str, Any]) -> None:
    many = PEOPLE * DAYS
    assert before["payments"].get("paid", 0) > KILLS, "hardly anything was paid between the kills"
    assert after["paid_otherwise_than_once"] == 0
    assert after["instalments"] == {"paid": many}
    payments, moved = after["payments"], after["moved"]
    assert payments["paid"] == many
    assert {"failed", "returned", "cancelled"} <= set(payments)
    assert payments["failed"] == payments["returned"] == many // 10
    assert moved["spend"] == many + payments["returned"]
    assert moved["give_back"] == payments["returned"]
    assert after["spent"] == after["sum"] == many * EACH
    assert after["left"] == [0, 0]
    assert set(after["runs"]) == {"settled", "cancelled"}
    assert (after["not_retried"], after["unsettled"], after["wrong_sums"]) == (0, 0, 0)
    assert (before["differs"], after["differs"]) == ("None", "None")


def told(place: Standing, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.faults.payer", *words],
        env=place.environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def found(place: Standing) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(told(place, "found").splitlines()[-1])
    return answer


@contextmanager
def forking(place: Standing) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that forks those that are killed: what it is asked by, and its answers."""
    with (
        (place.folder / "payer.txt").open("ab") as log,
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.faults.payer", "fork", str(DAYS)],
            env=place.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=log, text=True,
        ) as process,
    ):  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield process.stdin, process.stdout
        finally:
            process.stdin.close()
            print((place.folder / "payer.txt").read_text()[-3000:])
