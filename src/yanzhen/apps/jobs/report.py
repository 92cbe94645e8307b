"""What a running task says about itself: how far it is, a sentence, a file that came out.

    for portion in portions:
        with transaction.atomic():
            write(portion)
        report.advance(len(portion))

Every call may end the run: the person has cancelled it, the worker leaves, or another worker has
it now. Said inside a transaction it shows after the commit only, so say it between portions.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import IO

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.db.models.functions import Now
from procrastinate.job_context import AbortReason

from yanzhen.apps.jobs.errors import Cancelled, Leaving, RunLost
from yanzhen.apps.jobs.models import Progress
from yanzhen.policy.vocabulary import Label

SELDOM = 0.5
"""Seconds between two rows written: a person sees no more than that."""


@dataclass
class Report:
    """Of one try of one job; without an id nobody looks, and only `advance` matters."""

    progress: str = ""
    attempt: int = 1
    asked_to_end: Callable[[], AbortReason | None] = lambda: None
    done: int = 0
    total: int = 0
    said: Label | None = None
    result: str = ""
    result_name: str = ""
    _written: float = field(default=0.0, repr=False)

    def expect(self, total: int) -> None:
        """So many rows, or whatever is counted."""
        self.total = max(total, self.done)
        self._write()

    def advance(self, count: int = 1) -> None:
        """So many more are done."""
        match self.asked_to_end():
            case AbortReason.USER_REQUEST:
                raise Cancelled
            case AbortReason.SHUTDOWN:
                raise Leaving
        self.done += count
        self.total = max(self.total, self.done)
        if time.monotonic() - self._written >= SELDOM:
            self._write()

    def say(self, zh: str, en: str) -> None:
        """A sentence for whoever waits; the last one stays."""
        self.said = Label(zh, en)
        self._write()

    def attach(self, name: str, content: IO[bytes]) -> None:
        """The file that came out; the person fetches it under this name."""
        self.result_name = PurePath(name).name
        place = f"results/{self.progress or 'nobody'}/{self.result_name}"
        self.result = default_storage.save(place, File(content))

    def _write(self) -> None:
        self._written = time.monotonic()
        columns = {"done": self.done, "total": self.total, "updated_at": Now()}
        if self.said:
            columns["sentence"] = {"zh": self.said.zh, "en": self.said.en}
        if self.progress and not held(self).update(**columns):
            raise RunLost(self.progress)


def held(report: Report) -> QuerySet[Progress]:
    """The row, as long as this very try holds it."""
    return Progress.objects.filter(
        public_id=report.progress, state=Progress.State.RUNNING, attempt=report.attempt
    )
