"""What one subject can have once in a city: held by the first award, free again when it falls.

once       a rule that is paid once in a lifetime
exclusive  a group of rules of which only one is enjoyed; `rule` holds it
record     one record (a person brought in) for which an agency or employer is paid once

That only one holds it is a unique constraint: two counties that grant at the same moment cannot
both win.
"""

from typing import ClassVar

from django.db import models

from yanzhen.apps.awards.models.visibility import TenantManager
from yanzhen.apps.registry.service import LEFT_IF_TAKEN


class Turn(models.Model):
    # Two entries that turn out to be one may both hold what is enjoyed once.
    on_merge = LEFT_IF_TAKEN

    class Kind(models.TextChoices):
        ONCE = "once", "一次性享受"
        EXCLUSIVE = "exclusive", "不重复享受"
        RECORD = "record", "同一记录"

    city = models.CharField(max_length=64)
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=9, choices=Kind)
    name = models.CharField(max_length=96)
    rule = models.CharField(max_length=96)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    award = models.ForeignKey("awards.Award", on_delete=models.PROTECT, related_name="turns")

    objects: ClassVar[TenantManager["Turn"]] = TenantManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "city", "kind", "name"], name="awards_turn_of_one_award"
            ),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.subject_id} {self.kind} {self.name}"
