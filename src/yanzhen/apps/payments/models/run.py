"""A payment run: what a place pays in one go, and what was left out of it.

open       it has a title and a day up to which it pays; freezing it may be under way
frozen     its payments stand; a second person looks
approved   a file for the bank may be made
exported   the file was made: from here on only the bank's receipts change anything
settled    the bank has answered for every payment
cancelled  given up before a file was made
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.payments.models.visibility import TenantManager


class Run(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "待冻结"
        FROZEN = "frozen", "待复核"
        APPROVED = "approved", "待导出"
        EXPORTED = "exported", "待回单"
        SETTLED = "settled", "已结清"
        CANCELLED = "cancelled", "已撤销"

    number = models.CharField(max_length=40, unique=True)
    city = models.CharField(max_length=64)
    # The place that pays, for itself and all places below it.
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    title = models.CharField(max_length=120)
    up_to = models.DateField()
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    payments_count = models.PositiveIntegerField(default=0)
    sum_fen = models.BigIntegerField(default=0)
    left_out_count = models.PositiveIntegerField(default=0)
    layout = models.CharField(max_length=32, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    made_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    frozen_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    approved_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=400, blank=True)

    objects: ClassVar[TenantManager["Run"]] = TenantManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "exported", "settled"])
                | (
                    Q(approved_by__isnull=False)
                    & ~Q(approved_by=F("made_by"))
                    & ~Q(approved_by=F("frozen_by"))
                ),
                name="payments_run_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["exported", "settled"])
                | (Q(exported_at__isnull=False) & ~Q(layout="")),
                name="payments_run_exported_in_a_layout",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "-id"], name="payments_runs_of_tenant"),
            models.Index(fields=["-id"], name="payments_runs_latest"),
        )

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"


class LeftOut(models.Model):
    """A payment that is due and that the run does not make: its payee has no bank account."""

    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="left_out", db_index=False, db_constraint=False
    )
    tenant_id = models.BigIntegerField()
    instalment_id = models.BigIntegerField()
    award_number = models.CharField(max_length=48)
    payee_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()

    objects: ClassVar[TenantManager["LeftOut"]] = TenantManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["run", "instalment_id"], name="payments_left_out_once"),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.award_number}"
