"""Jobs whose worker has died: they wait again, or end when they kill every worker.

A worker says every few seconds that it lives. One that has been silent for
`settings.WORKER_SILENCE` seconds counts as dead, and its jobs go back into the queue; a `kill -9`
and a machine without power look the same.
"""

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs.models import Progress
from yanzhen.apps.jobs.registered import task_named
from yanzhen.apps.jobs.running import FAULT, STOPPED, fail

MOST_DEATHS = 5
"""A job that ends its worker this often is at fault itself."""

# The row is locked and looked at again, so two workers never put the same job back.
ABANDONED = """
    SELECT job.id, job.task_name, job.attempts, job.abort_requested, job.args ->> 'progress'
      FROM procrastinate_jobs job
     WHERE job.status = 'doing'
       AND NOT EXISTS (
           SELECT FROM procrastinate_workers worker
            WHERE worker.id = job.worker_id
              AND worker.last_heartbeat > now() - make_interval(secs => %s))
       FOR UPDATE OF job SKIP LOCKED
"""
AGAIN = "SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)"
FAILED = "SELECT procrastinate_finish_job_v1(%s, 'failed', false)"
# A job that this version cannot run leaves its progress behind.
LEFT_BEHIND = """
    SELECT public_id FROM jobs_progress
     WHERE state IN ('waiting', 'running') AND updated_at < now() - interval '1 minute'
       AND NOT EXISTS (SELECT FROM procrastinate_jobs job
                        WHERE job.id = jobs_progress.job_id AND job.status IN ('todo', 'doing'))
"""


def recover() -> int:
    """Put the jobs of dead workers back; how many there were."""
    with acting(SYSTEM), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ABANDONED, [settings.WORKER_SILENCE])
        abandoned = cursor.fetchall()
        for job, name, attempts, unwanted, progress in abandoned:
            task = task_named(name)
            gives_up = attempts + 1 >= MOST_DEATHS + (len(task.pauses) if task else 0)
            cursor.execute(FAILED if gives_up or unwanted else AGAIN, [job])
            if gives_up:
                fail(progress or "", STOPPED)
            else:
                _waits_again(progress or "")
    return len(abandoned)


def settle() -> None:
    """End every progress whose job is gone."""
    with acting(SYSTEM):
        with connection.cursor() as cursor:
            cursor.execute(LEFT_BEHIND)
            left = [row[0] for row in cursor.fetchall()]
        for progress in left:
            fail(progress, FAULT)


def _waits_again(progress: str) -> None:
    Progress.objects.filter(public_id=progress, state=Progress.State.RUNNING).update(
        state=Progress.State.WAITING, updated_at=Now()
    )
