"""Work on a case: one row for one department at one stage, with a clock of its own."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import WorkManager


class Work(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "待办"
        DONE = "done", "已办"
        DROPPED = "dropped", "已撤销"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="works")
    # The case's own, copied: a queue is put in order without reading the cases of all its works.
    number = models.CharField(max_length=40, blank=True)
    submitted_at = models.DateTimeField(null=True)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    department = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField(max_length=32)
    unit = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    # Whoever took it on or was told to; everybody of the role may do it while nobody did.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    # Whether the case stands still while someone supplements: nothing to do meanwhile.
    waiting = models.BooleanField(default=False)
    opened_on = models.DateField()
    days = models.PositiveSmallIntegerField(null=True)
    yellow_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    # Whether those who do it were told that it is due soon, or late.
    told_soon = models.BooleanField(default=False)
    told_late = models.BooleanField(default=False)
    agrees = models.BooleanField(null=True)
    opinion = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_by_name = models.CharField(max_length=200, blank=True)

    objects: ClassVar[WorkManager["Work"]] = WorkManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "stage", "department", "role"],
                condition=Q(state="open"),
                name="cases_work_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | ~Q(state="done"),
                name="cases_work_done_has_a_date",
            ),
        )
        indexes = (
            models.Index(
                fields=["department", "role", "due_on"],
                condition=Q(state="open"),
                name="cases_work_queue",
            ),
            models.Index(fields=["case", "state"], name="cases_work_of_case"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage} {self.unit} ({self.state})"
