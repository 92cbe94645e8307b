"""Running what waits here and now, in this very connection: for tests and for the demo's loading.

work_off()       ->  how many jobs were run; their pauses are not waited for
"""

import json
import time
from typing import Any

from django.db import connection
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job

from yanzhen.apps.jobs.queue import queue
from yanzhen.apps.jobs.registered import task_named
from yanzhen.apps.jobs.running import Pauses, run_job

NEXT = """
    UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
        SELECT id FROM procrastinate_jobs WHERE status = 'todo'
         ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, queue_name, task_name, lock, queueing_lock, args, attempts
"""
END = "SELECT procrastinate_finish_job_v1(%s, %s, false)"
AGAIN = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"


def work_off(most: int = 1000) -> int:
    """Run every job that waits, and those that they put in, one after the other."""
    for count in range(most):
        job = _taken()
        if job is None:
            return count
        _run(job)
    return most


def _taken() -> Job | None:
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        if (row := cursor.fetchone()) is None:
            return None
        names = [column.name for column in cursor.description]
    found = dict(zip(names, row, strict=True))
    return Job(
        id=found["id"], queue=found["queue_name"], task_name=found["task_name"],
        lock=found["lock"], queueing_lock=found["queueing_lock"], attempts=found["attempts"],
        task_kwargs=json.loads(found["args"]),
    )  # fmt: skip


def _run(job: Job) -> None:
    task = task_named(job.task_name)
    if task is None:
        raise LookupError(f"No task is called {job.task_name}")
    context = JobContext(
        app=queue(), job=job, start_timestamp=time.time(), abort_reason=lambda: None
    )
    status = "succeeded"
    try:
        given: dict[str, Any] = dict(job.task_kwargs)
        run_job(task, context, given["arguments"], given["progress"])
    except Exception as fault:
        if Pauses(task.pauses).get_retry_decision(exception=fault, job=job):
            return _execute(AGAIN, job.id)
        status = "aborted" if isinstance(fault, JobAborted) else "failed"
    return _execute(END, job.id, status)


def _execute(sql: str, *values: int | str | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
