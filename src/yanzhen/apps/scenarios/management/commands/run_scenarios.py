"""`run_scenarios`: a worker that runs what waits, until it is asked to stop or its starter is gone.

It has no process pool: of a worker killed with -9 nothing may be left, and the pages need the
other core.
"""

import os
import signal
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from yanzhen.apps.scenarios.running import Worker


class Command(BaseCommand):
    help = "Runs the scenarios that wait, one after the other."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()

        def leave(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)
        watch = threading.Thread(target=_leave_with, args=(os.getppid(), stop), daemon=True)
        watch.start()
        worker = Worker(Path(settings.DEMO_FOLDER), settings.DEMO_PEOPLE)
        worker.work(lambda: not stop.is_set())


def _leave_with(starter: int, stop: threading.Event) -> None:
    """A server that was killed leaves no worker behind."""
    while os.getppid() == starter:
        time.sleep(1)
    stop.set()
