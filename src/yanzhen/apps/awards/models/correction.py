"""A correction: one person proposes it, another one approves it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.awards.models.visibility import TenantManager


class Correction(models.Model):
    """A new sum and plan for an award: `parts` are [due_on, until_on or null, fen]."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "待复核"
        APPROVED = "approved", "已复核"
        DECLINED = "declined", "已退回"

    award = models.ForeignKey("awards.Award", on_delete=models.PROTECT, related_name="corrections")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    granted_fen = models.BigIntegerField()
    parts = models.JSONField()
    reason = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager["Correction"]] = TenantManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="proposed"), name="awards_correction_one_open"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="awards_correction_by_a_second_person",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="awards_correction_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.award_id} {self.granted_fen} ({self.state})"
