"""The public face of background work.

    IMPORT = Task("registry.import", Label("导入人员", "Import"), import_people, long=True)

    standing = start(IMPORT, {"upload": 7}, acting=actor)     a page shows it and polls
    later(DELIVER, {"delivery": 3})                           nobody waits

Both belong to the caller's transaction: no job is lost, none runs for what was rolled back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.core.files.storage import default_storage

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.jobs import actions
from yanzhen.apps.jobs.access import access_progress
from yanzhen.apps.jobs.at_once import work_off
from yanzhen.apps.jobs.errors import CannotBeDone, NoSuchProgress
from yanzhen.apps.jobs.leaving import asked_to_stop
from yanzhen.apps.jobs.models import Progress
from yanzhen.apps.jobs.queries import Load, load, progress_of
from yanzhen.apps.jobs.registered import task_named
from yanzhen.apps.jobs.report import Report
from yanzhen.apps.jobs.task import Task
from yanzhen.apps.jobs.terminal import bar
from yanzhen.policy.vocabulary import Label

__all__ = [
    "CannotBeDone", "Load", "NoSuchProgress", "Report", "Standing", "Task", "asked_to_stop",
    "bar", "cancel", "later", "load", "result", "standing", "standings", "start", "work_off",
]  # fmt: skip

UNDER_WAY = (Progress.State.WAITING, Progress.State.RUNNING)


@dataclass(frozen=True)
class Standing:
    """How far a task is: `done` of `total`, and what is to be said about it."""

    id: str
    task: str
    title: Label
    state: str
    done: int
    total: int
    sentence: Label | None
    result_name: str
    created_at: datetime
    finished_at: datetime | None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0


def start(task: Task, arguments: Mapping[str, Any], *, acting: Actor, turn: str = "") -> Standing:
    """Run it in the background as her who starts it, and let her watch.

    The task sees and may do what she does. Tasks of the same `turn` never run at the same time.
    """
    return _standing(
        actions.start_task(acting=acting, task=task, arguments=dict(arguments), turn=turn)
    )


def later(
    task: Task, arguments: Mapping[str, Any], *, at: datetime | None = None, once: str = "",
    turn: str = "",
) -> None:  # fmt: skip
    """Run it as the service, not before `at`; one that waits with the same `once` is enough."""
    actions.run_later(task=task, arguments=dict(arguments), at=at, once=once, turn=turn)


def cancel(public_id: str, *, acting: Actor) -> Standing:
    """Stop it; NoSuchProgress when it is not hers."""
    return _standing(actions.cancel_task(acting=acting, public_id=public_id))


def standing(public_id: str, *, acting: Actor) -> Standing:
    """How far it is; NoSuchProgress when it is not hers."""
    return _standing(access_progress(public_id, acting))


def standings(*tasks: Task, acting: Actor) -> tuple[Standing, ...]:
    """All that she has started lately, of these tasks or of any, the latest first."""
    return tuple(map(_standing, progress_of(acting, [task.name for task in tasks])))


def result(public_id: str, *, acting: Actor) -> tuple[str, IO[bytes]]:
    """The file that came out, with its name; NoSuchProgress when there is none."""
    progress = access_progress(public_id, acting)
    if not progress.result or not default_storage.exists(progress.result):
        raise NoSuchProgress(public_id)
    return progress.result_name, default_storage.open(progress.result)


def _standing(progress: Progress) -> Standing:
    task, said = task_named(progress.task), progress.sentence
    return Standing(
        id=progress.public_id, task=progress.task,
        title=task.title if task else Label(progress.task, progress.task),
        state=progress.state, done=progress.done, total=progress.total,
        sentence=Label(said["zh"], said["en"]) if said else None,
        result_name=progress.result_name, created_at=progress.created_at,
        finished_at=progress.finished_at,
    )  # fmt: skip
