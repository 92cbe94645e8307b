"""Something to look into: the facts say another tier than the recognition, or its day has come.

Nothing follows from it until somebody opens a proceeding, or dismisses it with a reason.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.recognition.models.visibility import Owned, OwnedManager


class Proposal(Owned):
    class Source(models.TextChoices):
        RECHECK = "recheck", "按现有事实复核"
        CATALOGUE = "catalogue", "目录新版测算"
        CASE = "case", "新办件结果较低"

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        TAKEN = "taken", "已启动程序"
        DISMISSED = "dismissed", "不作变更"

    recognition = models.ForeignKey(
        "recognition.Recognition", on_delete=models.PROTECT, related_name="proposals"
    )
    source = models.CharField(max_length=12, choices=Source)
    # The tier that the facts give, "none", or "open" where they do not say; and by which item.
    found_level = models.CharField(max_length=32)
    found_item = models.CharField(max_length=32, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    rerun = models.ForeignKey("recognition.Rerun", on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True)

    objects: ClassVar[OwnedManager["Proposal"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["recognition"], condition=Q(state="open"),
                name="recognition_proposal_one_open",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["tenant", "-id"], name="recognition_proposals"),
            models.Index(fields=["subject", "-id"], name="recognition_proposals_of"),
        )

    def __str__(self) -> str:
        return f"{self.recognition_id} -> {self.found_level} ({self.state})"
