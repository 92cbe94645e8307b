"""A part of a plan by which a claim is paid back: so much by that day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.claims.models.visibility import Owned, OwnedManager


class Part(Owned):
    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount_fen = models.BigIntegerField()
    reminded_on = models.DateField(null=True)

    objects: ClassVar[OwnedManager["Part"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["claim", "number"], name="claims_part_of_a_number"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="claims_part_has_a_sum"),
        )
        indexes = (
            models.Index(
                fields=["due_on", "id"],
                condition=Q(reminded_on__isnull=True),
                name="claims_to_remind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id}/{self.number} {self.due_on}"
