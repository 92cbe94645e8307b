"""The queue: procrastinate's tables, written to in the caller's own transaction.

    defer(CLEAR, {})                   the job is there when the transaction is committed, or not

`queue()` is the face for those who put something in; a worker opens one of its own (`worker`).
"""

from datetime import datetime
from functools import cache

from django.db import transaction
from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

from yanzhen.apps.jobs.task import Arguments, Task


@cache
def queue() -> App:
    """The queue over Django's own connection."""
    return App(connector=DjangoConnector())


def defer(
    task: Task, arguments: Arguments, *, progress: str = "", at: datetime | None = None,
    once: str = "", turn: str = "",
) -> int | None:  # fmt: skip
    """Put a job in; None when one that waits has the same `once` already.

    Jobs of the same `turn` never run at the same time.
    """
    deferrer = queue().configure_task(
        task.name, queue=task.lane, schedule_at=at, queueing_lock=once or None, lock=turn or None
    )
    try:
        with transaction.atomic():  # a refusal must not spoil the caller's transaction
            return deferrer.defer(arguments=arguments, progress=progress)
    except AlreadyEnqueued:
        return None


def cancel(job_id: int) -> None:
    """Take a waiting job out, and ask a running one to end."""
    queue().job_manager.cancel_job_by_id(job_id, abort=True)
