"""An offer: someone was found to qualify without having applied (免申即享), and is asked."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import OfferManager
from yanzhen.apps.registry.service import LEFT_IF_TAKEN


class Offer(models.Model):
    class State(models.TextChoices):
        ASKED = "asked", "等待本人意愿"
        ACCEPTED = "accepted", "本人同意"
        DECLINED = "declined", "本人放弃"
        WITHDRAWN = "withdrawn", "不再符合"

    on_merge = LEFT_IF_TAKEN

    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    item = models.CharField(max_length=96)
    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    pack_hash = models.CharField(max_length=128)
    found_on = models.DateField()
    # What the rules gave when she was found: status and sums, as data.
    found = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    answered_at = models.DateTimeField(null=True)
    case = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="offer"
    )

    objects: ClassVar[OfferManager["Offer"]] = OfferManager()

    class Meta:
        constraints = (
            # Who was asked is not asked again by the same version of the same rules.
            models.UniqueConstraint(
                fields=["subject", "item", "pack_hash"], name="cases_offer_once"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", case__isnull=False) | ~Q(state="accepted"),
                name="cases_offer_accepted_has_a_case",
            ),
        )
        indexes = (models.Index(fields=["account", "state"], name="cases_offer_of_account"),)

    def __str__(self) -> str:
        return f"{self.subject_id} {self.item} ({self.state})"
