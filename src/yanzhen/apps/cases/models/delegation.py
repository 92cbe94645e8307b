"""A delegation: while someone is away, a colleague of the same organisation acts in her place."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.cases.models.visibility import DelegationManager


class Delegation(models.Model):
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=32)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[DelegationManager["Delegation"]] = DelegationManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="cases_delegation_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cases_delegation_ends_after_it_began",
            ),
        )
        indexes = (models.Index(fields=["taker", "ends_on"], name="cases_delegation_of_taker"),)

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id} {self.role}"
