"""Two that were one, and two that are not."""

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.registry.models.subjects import Subject


class Merge(models.Model):
    """`loser` was found to be `winner`. What was moved is listed, so that it can be moved back."""

    winner = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="merges_won")
    loser = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="merges_lost")
    reason = models.CharField(max_length=400)
    # {"facts": [ids], "identifiers": [ids], ...}
    moved = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by_id = models.BigIntegerField(null=True, blank=True)
    undone_because = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(winner=F("loser")), name="registry_merge_of_two"),
            models.UniqueConstraint(
                fields=["loser"], condition=Q(undone_at=None), name="registry_merge_lost_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.loser_id} into {self.winner_id}"


class Distinct(models.Model):
    """Somebody looked at two that are alike, and they are two. The lower id comes first."""

    one = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField(auto_now_add=True)
    found_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["one", "other"], name="registry_distinct_once"),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")), name="registry_distinct_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.one_id} is not {self.other_id}"
