"""How far a task is that somebody waits for; pages poll it.

The queue itself is procrastinate's. This row is what a person sees of one of its jobs, and it
stays when the job is cleared away.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.accounts.service import Actor, VisibleManager, VisibleQuerySet


class ProgressQuerySet(VisibleQuerySet["Progress"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever started it, and the service itself."""
        if actor.is_system:
            return self
        return self.filter(account__isnull=False, account=actor.account_id)


class Progress(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "排队中"
        RUNNING = "running", "进行中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    public_id = models.CharField(max_length=32, unique=True)
    # Whoever started it, and alone may look; nobody for the service's own.
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    task = models.CharField(max_length=80)
    job_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    # What is to be said about it: {"zh": ..., "en": ...}
    sentence = models.JSONField(null=True, blank=True)
    # The try that may write here; another one has lost the run.
    attempt = models.PositiveIntegerField(default=0)
    result = models.CharField(max_length=200, blank=True)
    result_name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(ProgressQuerySet)()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running", "done", "failed", "cancelled"]),
                name="jobs_progress_known_state",
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0, done__lte=F("total")),
                name="jobs_progress_within_its_total",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "running"]) | Q(finished_at__isnull=False),
                name="jobs_progress_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(state="done"), name="jobs_progress_result_when_done"
            ),
        )

    def __str__(self) -> str:
        return f"{self.task} {self.public_id} ({self.state})"
