"""The worker: takes the scenarios that wait, one after the other, and runs them.

    Worker(folder).work(stays=lambda: True)

A run never ends in silence. What the population or the pack refuses is kept as the run's reason; a
fault of ours is too, and its trace goes to the log; a worker that is killed leaves a lease that
runs out, and the next one takes the run up again.
"""

import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import close_old_connections

from yanzhen.apps.policies.service import NotPublished, UnreadablePack, kept_pack, published_cities
from yanzhen.apps.scenarios import queue
from yanzhen.apps.scenarios.demo import PEOPLE, demo_people
from yanzhen.apps.scenarios.errors import RunLost
from yanzhen.apps.scenarios.findings import found
from yanzhen.apps.scenarios.models import Scenario
from yanzhen.apps.scenarios.trial import changed, compared
from yanzhen.policy.errors import PolicyError
from yanzhen.policy.vocabulary import Label

PAUSE = 0.5
"""Seconds between two looks at an empty queue."""
GONE = Label(
    "这一版政策数据已不可用；请新建情景。",
    "This version of the policy data is not available any more; make a new scenario.",
)
FAULT = Label(
    "程序出错，没有算完；错误已写入服务日志，请告知管理员。",
    "A fault in the program; the service's log has the details. Please tell the administrator.",
)


class Leaving(Exception):
    """The worker is asked to stop; what it was at waits again."""


log = logging.getLogger(__name__)


@dataclass
class Worker:
    """One worker: its name, and the folder where the demo populations lie."""

    folder: Path
    people: int = PEOPLE
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    prepared: set[tuple[str, str]] = field(default_factory=set)

    def work(self, stays: Callable[[], bool]) -> None:
        """Take and run as long as `stays` says so; an unreachable database is waited for."""
        while stays():
            close_old_connections()
            try:
                if not (self.step(stays) or self.prepare(stays)):
                    time.sleep(PAUSE)
            except Leaving:
                return
            except Exception:
                log.exception("the worker goes on after a fault")
                time.sleep(10 * PAUSE)

    def step(self, stays: Callable[[], bool] = lambda: True) -> bool:
        """Run one scenario; False when none waits."""
        taken = queue.take_next(self.name)
        if taken is None:
            return False
        try:
            self._run(taken, stays)
        except RunLost:
            log.info("%s: cancelled or taken up by another worker", taken.public_id)
        except Leaving:
            queue.hand_back(taken)
        return True

    def prepare(self, stays: Callable[[], bool] = lambda: True) -> bool:
        """Make one demo population that is not there yet, so that the first run need not."""
        for one in published_cities():
            version = (one.city, one.content_hash)
            if version not in self.prepared:
                self.prepared.add(version)
                demo_people(self.folder, kept_pack(*version), self.people, _leaves(stays))
                return True
        return False

    def _run(self, taken: Scenario, stays: Callable[[], bool]) -> None:
        try:
            queue.finish(taken, self._result(taken, stays))
        except (RunLost, Leaving):
            raise
        except (NotPublished, UnreadablePack):
            queue.fail(taken, GONE)
        except PolicyError as refusal:
            queue.fail(taken, _said(refusal))
        except Exception:
            log.exception("%s: the run failed", taken.public_id)
            queue.fail(taken, FAULT)

    def _result(self, taken: Scenario, stays: Callable[[], bool]) -> dict[str, object]:
        pack = kept_pack(taken.city, taken.content_hash)
        reform = changed(pack, taken.changes)
        demo = demo_people(self.folder, pack, self.people, _progress(taken, 0, stays))
        progress = _progress(taken, demo.population.size(), stays)
        return found(pack, taken.rule, compared(pack, reform, demo, progress), demo)


def _progress(taken: Scenario, total: int, stays: Callable[[], bool]) -> Callable[[int], None]:
    """Counts rows and renews the lease; RunLost and Leaving come out of here."""
    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        if not stays():
            raise Leaving
        done += rows
        queue.report(taken, min(done, total), total)

    return progress


def _leaves(stays: Callable[[], bool]) -> Callable[[int], None]:
    def progress(rows: int) -> None:
        if not stays():
            raise Leaving

    return progress


def _said(refusal: PolicyError) -> Label:
    problems = refusal.problems
    return Label("；".join(one.zh for one in problems), "; ".join(one.en for one in problems))
