"""How long a kind of recognition holds in a city, and when it is looked at again.

No document says it: the talent office enters it with a basis of its own, and the latest row
counts. A row is never changed.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q


class Term(models.Model):
    city = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    valid_months = models.PositiveSmallIntegerField(null=True)
    recheck_months = models.PositiveSmallIntegerField(null=True)
    basis = models.CharField(max_length=300)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField(auto_now_add=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        triggers = (
            pgtrigger.Protect(
                name="term_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(basis=""), name="recognition_term_has_a_basis"),
        )
        indexes = (models.Index(fields=["city", "kind", "-id"], name="recognition_terms"),)

    def __str__(self) -> str:
        return f"{self.city} {self.kind}: {self.valid_months}/{self.recheck_months}"
