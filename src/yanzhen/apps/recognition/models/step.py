"""What happened to a recognition: its timeline, with who did it and why; never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models

from yanzhen.apps.recognition.models.visibility import Owned, OwnedManager
from yanzhen.apps.registry.service import STAYS


class Step(Owned):
    on_merge = STAYS

    recognition = models.ForeignKey(
        "recognition.Recognition", on_delete=models.PROTECT, related_name="steps"
    )
    proceeding = models.ForeignKey(
        "recognition.Proceeding", on_delete=models.PROTECT, null=True, related_name="steps"
    )
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=24)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    told = models.JSONField(default=dict)

    objects: ClassVar[OwnedManager["Step"]] = OwnedManager()

    class Meta:
        triggers = (
            pgtrigger.Protect(
                name="step_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.recognition_id} {self.kind}"
