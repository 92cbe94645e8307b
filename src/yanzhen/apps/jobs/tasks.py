"""The calendar of the queue itself: every night what is done long since is cleared away."""

from django.db import connection

from yanzhen.apps.jobs.actions import clear_progress
from yanzhen.apps.jobs.report import Report
from yanzhen.apps.jobs.task import Task
from yanzhen.policy.vocabulary import Label

# A failed job stays a month, so that somebody can look at it.
OLD_JOBS = """
    DELETE FROM procrastinate_jobs job
     WHERE job.status NOT IN ('todo', 'doing')
       AND NOT EXISTS (
           SELECT FROM procrastinate_events event
            WHERE event.job_id = job.id AND event.at > now() - CASE
                  WHEN job.status = 'failed' THEN interval '30 days' ELSE interval '2 days' END)
"""


def clear(report: Report) -> None:
    """Old jobs, and the progress of old tasks with their files."""
    with connection.cursor() as cursor:
        cursor.execute(OLD_JOBS)
    clear_progress(report)


CLEAR = Task(
    "jobs.clear", Label("清理旧任务", "Clearing away old tasks"), clear, every="40 18 * * *"
)
TASKS = (CLEAR,)
