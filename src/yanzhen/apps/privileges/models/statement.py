"""What a provider's offers were used in a month: made when it is over, confirmed by the office.

`digest` is over every use of the month, those taken back too: whatever is changed, added or left
out afterwards shows.
"""

from typing import ClassVar

from django.db import models

from yanzhen.apps.privileges.models.visibility import OfProvider, Placed


class Statement(Placed):
    provider = models.ForeignKey(
        "privileges.Provider", on_delete=models.PROTECT, related_name="statements", db_index=False
    )
    # Its first day.
    month = models.DateField()
    uses = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True)

    objects: ClassVar[OfProvider["Statement"]] = OfProvider()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["provider", "month"], name="privileges_statement_one_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.provider_id} {self.month:%Y-%m}"
