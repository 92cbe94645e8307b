"""A term: in how many working days a place promises to do something.

Where the policy's document sets a term, the item has it and nothing stands here. Where it does
not, the product has no number of its own: a place may promise one, and says what it rests on.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Term(models.Model):
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    # Empty: for all items; for the whole case.
    item = models.CharField(max_length=96, blank=True)
    stage = models.CharField(max_length=32, blank=True)
    days = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=300)
    # Invented for the demo, and shown as that.
    is_demo = models.BooleanField(default=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["tenant", "item", "stage"], name="cases_term_once"),
            models.CheckConstraint(condition=Q(days__gte=1), name="cases_term_of_a_day_or_more"),
            models.CheckConstraint(condition=~Q(basis=""), name="cases_term_says_its_basis"),
        )

    def __str__(self) -> str:
        return f"{self.item or '*'} {self.stage or '*'}: {self.days}"
