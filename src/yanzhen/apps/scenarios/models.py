"""A scenario: some changes to one version of a city's pack, and what they would do.

The row is the queue too. `waiting` scenarios are taken in the order of `queued_at`; whoever takes
one holds it until `lease_until` and renews that while it works. A worker that dies renews nothing,
and the next one takes the run up again.
"""

from django.db import models
from django.db.models import F, Q


class Scenario(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        WAITING = "waiting", "排队中"
        RUNNING = "running", "计算中"
        DONE = "done", "已完成"
        FAILED = "failed", "失败"
        CANCELLED = "cancelled", "已取消"

    # Whoever knows the id may look, so it cannot be guessed.
    public_id = models.CharField(max_length=32, unique=True)
    # A hash of the key in the browser's cookie; only that browser may change the scenario.
    owner = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=128)
    rule = models.CharField(max_length=128)
    # {"lever": "value as it was entered"}
    changes = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rows_done = models.BigIntegerField(default=0)
    rows_total = models.BigIntegerField(default=0)
    # Sums and counts, small groups left out already: see `findings`.
    result = models.JSONField(null=True, blank=True)
    # Why a run failed: {"zh": ..., "en": ...}
    failure = models.JSONField(null=True, blank=True)
    worker = models.CharField(max_length=32, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "waiting", "running", "done", "failed", "cancelled"]
                ),
                name="scenarios_scenario_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(queued_at__isnull=False),
                name="scenarios_scenario_waiting_has_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(lease_until__isnull=False) & ~Q(worker=""),
                name="scenarios_scenario_running_has_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state="done", result__isnull=False)
                | ~Q(state="done") & Q(result__isnull=True),
                name="scenarios_scenario_done_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(rows_done__gte=0, rows_done__lte=F("rows_total")),
                name="scenarios_scenario_progress_within_its_total",
            ),
        )
        indexes = (
            models.Index(
                fields=["queued_at"],
                condition=Q(state__in=["waiting", "running"]),
                name="scenarios_queue",
            ),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.name} ({self.state})"
