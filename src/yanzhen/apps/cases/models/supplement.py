"""A request to supplement: what was asked for, and the answer to it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import OnCasesManager


class Supplement(models.Model):
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="supplements")
    # ["身份证反面", ...]: all at once, each a sentence or the id of one of the item's materials.
    items = models.JSONField()
    note = models.TextField(blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[OnCasesManager["Supplement"]] = OnCasesManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(answered_at__isnull=True),
                name="cases_supplement_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_at:%Y-%m-%d}"
