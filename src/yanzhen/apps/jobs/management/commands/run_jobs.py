"""`run_jobs`: a worker that runs what waits, until it is asked to stop or its starter is gone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from procrastinate.exceptions import ConnectorException
from psycopg_pool import PoolTimeout

from yanzhen.apps.jobs.leaving import asked_to_stop
from yanzhen.apps.jobs.worker import WorkerGone, work


class Command(BaseCommand):
    help = "Runs the background tasks that wait, and those of the calendar."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            work(asked_to_stop())
        except (ConnectorException, PoolTimeout, WorkerGone) as fault:
            raise CommandError(f"后台任务进程停止 / the worker for tasks stops: {fault}") from None
