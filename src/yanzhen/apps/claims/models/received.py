"""Money that came back under a claim: once for each reference of the bank, never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from yanzhen.apps.claims.models.visibility import Owned, OwnedManager
from yanzhen.apps.registry.service import STAYS


class Received(Owned):
    on_merge = STAYS

    claim = models.ForeignKey("claims.Claim", on_delete=models.PROTECT, related_name="received")
    city = models.CharField(max_length=64)
    reference = models.CharField(max_length=80)
    amount_fen = models.BigIntegerField()
    on = models.DateField()
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OwnedManager["Received"]] = OwnedManager()

    class Meta:
        triggers = (
            pgtrigger.Protect(
                name="received_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["city", "reference"], name="claims_received_once"),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0) & ~Q(reference=""), name="claims_received_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.claim_id} {self.reference} {self.amount_fen}"
