"""What happened to an award: its timeline, with who did it and why."""

from typing import ClassVar

from django.db import models

from yanzhen.apps.awards.models.owned import Owned
from yanzhen.apps.awards.models.visibility import OwnedManager


class Event(Owned):
    award = models.ForeignKey("awards.Award", on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=24)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    told = models.JSONField(default=dict)

    objects: ClassVar[OwnedManager["Event"]] = OwnedManager()

    def __str__(self) -> str:
        return f"{self.award_id} {self.kind}"
