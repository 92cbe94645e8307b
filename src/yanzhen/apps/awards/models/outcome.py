"""What a bank or guarantor did under an award: written down, and never our money."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.awards.models.owned import Owned
from yanzhen.apps.awards.models.visibility import OwnedManager


class ExternalOutcome(Owned):
    class Kind(models.TextChoices):
        LOAN = "loan", "发放贷款"
        GUARANTEE = "guarantee", "提供担保"
        INTEREST = "interest", "贴息"
        COMPENSATION = "compensation", "代偿"

    award = models.ForeignKey("awards.Award", on_delete=models.PROTECT, related_name="outcomes")
    party = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind)
    sum_fen = models.BigIntegerField()
    on = models.DateField()
    reference = models.CharField(max_length=100)
    recorded_by_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OwnedManager["ExternalOutcome"]] = OwnedManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(sum_fen__gt=0), name="awards_outcome_has_a_sum"),
            models.UniqueConstraint(
                fields=["award", "party", "kind", "reference"], name="awards_outcome_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.award_id} {self.party} {self.kind}"
