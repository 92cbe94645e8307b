"""A publicity period, and who objects in it.

`entry` holds what is shown, built from an allow-list and looked through for numbers of IDs and
telephones; anybody may read it while the period runs. An objection is a case of its own (its
`against` names this one) and stops approval and effect until it is closed.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.cases.models.visibility import OnCasesManager, PublicityManager
from yanzhen.apps.sealing.service import SealedText


class Publicity(models.Model):
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="publicities")
    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    entry = models.JSONField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[PublicityManager["Publicity"]] = PublicityManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cases_publicity_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(closed_at__isnull=True),
                name="cases_publicity_one_open",
            ),
        )
        indexes = (
            models.Index(
                fields=["city", "ends_on"],
                condition=Q(closed_at__isnull=True),
                name="cases_publicity_running",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.starts_on}–{self.ends_on}"


class Objector(models.Model):
    """Who raised an objection and how to reach her: read by whoever works on the objection."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="objector")
    name = SealedText()
    contact = SealedText()

    objects: ClassVar[OnCasesManager["Objector"]] = OnCasesManager()

    def __str__(self) -> str:
        return f"objector of {self.case_id}"
