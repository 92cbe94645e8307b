"""What a city sets because no document says it: how a sum is divided, and who bears it.

None of these has a value until someone sets one.
"""

from django.db import models
from django.db.models import Q


class Pattern(models.Model):
    """How a rule's sum is divided where the clause leaves it open (40/30/30): a city's setting."""

    city = models.CharField(max_length=64)
    rule = models.CharField(max_length=96)
    percents = models.CharField(max_length=100)
    set_by_id = models.BigIntegerField(null=True)
    set_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["city", "rule"], name="awards_pattern_one_per_rule"),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.rule} {self.percents}"


class Share(models.Model):
    """Who bears how much of a rule (empty: of all rules), between two dates: a city's setting."""

    city = models.CharField(max_length=64)
    rule = models.CharField(max_length=96, blank=True)
    party = models.CharField(max_length=32)
    percent = models.DecimalField(max_digits=7, decimal_places=4)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    set_by_id = models.BigIntegerField(null=True)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__gt=0, percent__lte=100), name="awards_share_is_a_share"
            ),
            models.UniqueConstraint(
                fields=["city", "rule", "party", "valid_from"], name="awards_share_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.rule} {self.party} {self.percent}%"
