"""`run_scenarios`: a worker that runs what waits, until it is asked to stop or its starter is gone.

It has no process pool: of a worker killed with -9 nothing may be left, and the pages need the
other core.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from yanzhen.apps.jobs.service import asked_to_stop
from yanzhen.apps.scenarios.running import Worker


class Command(BaseCommand):
    help = "Runs the scenarios that wait, one after the other."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = asked_to_stop()
        worker = Worker(Path(settings.DEMO_FOLDER), settings.DEMO_PEOPLE)
        worker.work(lambda: not stop.is_set())
