"""A task: what can be done in the background, and how often it is tried.

    def import_people(report: Report, *, upload: int) -> None: ...

    IMPORT = Task("registry.import", Label("导入人员", "Import"), import_people, long=True)
    TASKS = (IMPORT,)            # settings.TASKS names this tuple; nothing registers itself

A task runs at least once: after a `kill -9` it begins anew, so it works in portions, each one
transaction, and skips what is done. Its arguments are kept as JSON and may stand in a log: ids,
never names or numbers of people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yanzhen.policy.vocabulary import Label


@dataclass(frozen=True)
class Task:
    """`run(report, **arguments)`, under a name that is kept with each job."""

    name: str
    title: Label
    run: Callable[..., None]
    pauses: tuple[int, ...] = ()
    """Seconds before each further try after a fault; none means that one fault is the end."""
    every: str = ""
    """A line of cron, in UTC, for a task of the calendar: it is run without arguments."""
    long: bool = False
    """Minutes rather than seconds: it waits in a lane of its own, one at a time."""

    @property
    def lane(self) -> str:
        return LONG if self.long else QUICK


QUICK, LONG = "quick", "long"
Arguments = dict[str, Any]
