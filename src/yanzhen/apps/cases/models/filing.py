"""An employer's sheet: many applications at once, each row filed or refused by itself."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models

from yanzhen.apps.cases.models.visibility import FilingManager, FilingRowManager


def fresh_id() -> str:
    return secrets.token_urlsafe(12)


class Filing(models.Model):
    public_id = models.CharField(max_length=32, unique=True, default=fresh_id)
    employer = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    item = models.CharField(max_length=96)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    # Of what the sheet says, keyed: the same sheet again is the same filing.
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[FilingManager["Filing"]] = FilingManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["employer", "item", "tenant", "digest"], name="cases_filing_once_per_sheet"
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.item}"


class FilingRow(models.Model):
    """One row of the sheet: the case that it became, or the reasons why it did not."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    # [{"zh": ..., "en": ..., "field": ...}]
    reasons = models.JSONField(default=list)

    objects: ClassVar[FilingRowManager["FilingRow"]] = FilingRowManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["filing", "row"], name="cases_filing_row_once"),
        )

    def __str__(self) -> str:
        return f"{self.filing_id} {self.row}"
