"""One expert's scores, comment and vote on one case: sealed until scoring is closed."""

from typing import ClassVar

from django.db import models

from yanzhen.apps.panels.models.panel import Matter
from yanzhen.apps.panels.models.seat import Seat
from yanzhen.apps.panels.models.visibility import Sealed
from yanzhen.apps.sealing.service import SealedText


class Sheet(models.Model):
    """`content` is JSON: scores by criterion, comment, vote. `dissent` is written afterwards."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="sheets")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="sheets")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    content = SealedText(context="panels.sheet.content")
    revealed = models.BooleanField(default=False)
    dissent = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[Sealed["Sheet"]] = Sealed()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seat", "matter"], name="panels_sheet_once"),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.matter_id}"
