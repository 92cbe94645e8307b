"""Reads over many: an account's progress, and how much waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.jobs.models import Progress

MOST_SHOWN = 50


@dataclass(frozen=True)
class Load:
    """The queue at a glance; `oldest` is the seconds that the longest waiting job is due."""

    waiting: int
    running: int
    failed: int
    oldest: float
    workers: int


LOAD = """
    SELECT count(*) FILTER (WHERE status = 'todo'),
           count(*) FILTER (WHERE status = 'doing'),
           count(*) FILTER (WHERE status = 'failed'),
           coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, queued.at))
                    FILTER (WHERE status = 'todo'
                              AND (scheduled_at IS NULL OR scheduled_at <= now()))), 0),
           (SELECT count(*) FROM procrastinate_workers
             WHERE last_heartbeat > now() - interval '1 minute')
      FROM procrastinate_jobs job
      LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events event
                          WHERE event.job_id = job.id AND job.status = 'todo') queued ON true
     WHERE status IN ('todo', 'doing', 'failed')
"""


def load() -> Load:
    """How much waits, runs and has failed, and how many workers live."""
    with connection.cursor() as cursor:
        cursor.execute(LOAD)
        waiting, running, failed, oldest, workers = cursor.fetchone()
    return Load(waiting, running, failed, max(0.0, float(oldest)), workers)


def progress_of(actor: Actor, tasks: Sequence[str]) -> QuerySet[Progress]:
    """The latest of an actor, of these tasks or of any."""
    mine = Progress.objects.visible_to(actor).order_by("-pk")
    return (mine.filter(task__in=tasks) if tasks else mine)[:MOST_SHOWN]
