"""A decision, with all that is needed to work it out again years later.

`record` is what was decided on: the version of the pack, the date, the facts with their grades,
what the rules gave and why, the opinions, the outcome and its reasons. `hash` is the SHA-256 of
its canonical bytes; both never change.
"""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import OnCasesManager


class Decision(models.Model):
    class Outcome(models.TextChoices):
        GRANTED = "granted", "予以批准"
        DECLINED = "declined", "不予批准"

    # A case that was sent back after a decision gets another; the latest counts.
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=8, choices=Outcome)
    amount_fen = models.BigIntegerField(null=True)
    # Whether it departs from what the rules give, and then why: shown with it.
    departs = models.BooleanField()
    reason = models.TextField(blank=True)
    record = models.JSONField()
    hash = models.CharField(max_length=64)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField()

    objects: ClassVar[OnCasesManager["Decision"]] = OnCasesManager()

    class Meta:
        triggers = (
            pgtrigger.Protect(
                name="decision_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(departs=False) | ~Q(reason=""),
                name="cases_decision_departs_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__isnull=True) | Q(outcome="granted", amount_fen__gte=0),
                name="cases_decision_only_a_grant_has_a_sum",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.outcome}"
