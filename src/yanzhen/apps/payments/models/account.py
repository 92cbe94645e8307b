"""The bank account of a subject: sealed, never edited; another one takes its place.

proposed   finance entered it, a second person looks
current    payments go there: one of a subject at most
replaced   another one took its place, or it was taken away
declined   the second person did not agree

A payment keeps the very row that it went to; a trigger lets nothing but the state change.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.payments.models.visibility import OwnerManager
from yanzhen.apps.registry.service import STAYS
from yanzhen.apps.sealing.service import SealedText


class PayeeAccount(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", "待复核"
        CURRENT = "current", "使用中"
        REPLACED = "replaced", "已停用"
        DECLINED = "declined", "已退回"

    class Source(models.TextChoices):
        OWNER = "owner", "本人登记"
        FINANCE = "finance", "财政录入"

    # What was given for one entry is not written over: runs find it under the other, too.
    on_merge = STAYS

    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # Whose it is when she has an account here, and the place that entered it for her.
    account_id = models.BigIntegerField(null=True)
    tenant_id = models.BigIntegerField(null=True)
    holder = models.CharField(max_length=80)
    bank = models.CharField(max_length=80)
    number = SealedText()
    last_four = models.CharField(max_length=4)
    source = models.CharField(max_length=7, choices=Source)
    state = models.CharField(max_length=8, choices=State)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    given_at = models.DateTimeField()
    looked_at_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[OwnerManager["PayeeAccount"]] = OwnerManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state="current"),
                name="payments_account_one_current",
            ),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(state="proposed"), name="payments_account_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(source="owner")
                | Q(state__in=["proposed", "declined"])
                | (Q(looked_at_by__isnull=False) & ~Q(looked_at_by=F("given_by"))),
                name="payments_account_entered_has_a_second_look",
            ),
        )
        indexes = (models.Index(fields=["subject", "-id"], name="payments_accounts_of"),)

    @property
    def masked(self) -> str:
        """The last four."""
        return f"****{self.last_four}"

    def __str__(self) -> str:
        return f"{self.subject_id} {self.masked} ({self.state})"
