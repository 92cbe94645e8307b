"""Every change a person makes to background work: start it, cancel it; and clearing it away."""

import secrets
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.jobs import queue
from yanzhen.apps.jobs.access import access_progress
from yanzhen.apps.jobs.models import Progress
from yanzhen.apps.jobs.report import Report
from yanzhen.apps.jobs.task import Arguments, Task

State = Progress.State
KEPT = timedelta(days=7)
"""How long a file that came out can be fetched, and the last word of a task be read."""


def start_task(*, acting: Actor, task: Task, arguments: Arguments, turn: str = "") -> Progress:
    """Have it run in the background, with a progress that she who starts it can watch."""
    if not (acting.is_signed_in or acting.is_system):
        raise ValueError("Nobody is signed in: nobody could watch this task")
    with transaction.atomic():
        progress = Progress.objects.create(
            public_id=secrets.token_urlsafe(16), account_id=acting.account_id, task=task.name
        )
        progress.job_id = queue.defer(task, arguments, progress=progress.public_id, turn=turn)
        progress.save(update_fields=["job_id"])
    return progress


def run_later(
    *, task: Task, arguments: Arguments, at: datetime | None = None, once: str = "", turn: str = ""
) -> None:
    """Have it run in the background; nobody watches."""
    with transaction.atomic():
        queue.defer(task, arguments, at=at, once=once, turn=turn)


def cancel_task(*, acting: Actor, public_id: str) -> Progress:
    """Stop it; what is done stays done. A run under way notices with its next report."""
    with transaction.atomic():
        progress = access_progress(public_id, acting)
        stopped = Progress.objects.filter(
            pk=progress.pk, state__in=[State.WAITING, State.RUNNING]
        ).update(state=State.CANCELLED, finished_at=Now(), updated_at=Now())
        if stopped and progress.job_id is not None:
            queue.cancel(progress.job_id)
        progress.refresh_from_db()
    return progress


def clear_progress(report: Report) -> None:
    """What ended more than a week ago goes, its file first."""
    for progress in Progress.objects.filter(finished_at__lt=timezone.now() - KEPT).iterator():
        if progress.result:
            default_storage.delete(progress.result)
        progress.delete()
        report.advance()
