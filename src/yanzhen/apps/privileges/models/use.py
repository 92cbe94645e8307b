"""One time that a card was used, and how often each card has used each offer.

A use is never deleted: one that was a mistake is taken back, with a reason, on the same day.
`Count` is kept together with it and makes the limits of a card exact (see `counting`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.privileges.models.visibility import OfProvider, OfTenant, Placed


class Use(Placed):
    provider = models.ForeignKey(
        "privileges.Provider", on_delete=models.PROTECT, related_name="uses", db_index=False
    )
    privilege = models.ForeignKey(
        "privileges.Privilege", on_delete=models.PROTECT, related_name="uses"
    )
    # The form's or the program's own key: sent twice, it is one use.
    key = models.CharField(max_length=100)
    card_id = models.BigIntegerField()
    # All that a partner is told of whom the card belongs to. The pseudonym is the provider's own:
    # two providers cannot find out together where somebody was.
    pseudonym = models.CharField(max_length=12)
    level = models.CharField(max_length=12, blank=True)
    name_mask = models.CharField(max_length=40)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    # Entered afterwards, with the time at which the card was shown.
    late = models.BooleanField(default=False)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_for = models.CharField(max_length=400, blank=True)

    objects: ClassVar[OfProvider["Use"]] = OfProvider()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["provider", "key"], name="privileges_use_a_key_counts_once"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | ~Q(taken_back_for=""),
                name="privileges_use_taken_back_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(at__lte=F("recorded_at")), name="privileges_use_not_of_tomorrow"
            ),
        )
        indexes = (
            models.Index(fields=["provider", "at"], name="privileges_use_of_provider"),
            models.Index(fields=["card_id", "at"], name="privileges_use_of_card"),
            models.Index(fields=["tenant", "at"], name="privileges_use_of_place"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.at:%Y-%m-%d %H:%M}"


class Count(Placed):
    """How often a card has used an offer in a span: "2026-11-29", "2026-11", "2026", "all"."""

    privilege = models.ForeignKey(
        "privileges.Privilege", on_delete=models.PROTECT, related_name="counts", db_index=False
    )
    card_id = models.BigIntegerField()
    span = models.CharField(max_length=10)
    used = models.IntegerField()

    objects: ClassVar[OfTenant["Count"]] = OfTenant()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["privilege", "card_id", "span"], name="privileges_count_one_a_span"
            ),
            models.CheckConstraint(
                condition=Q(used__gte=0), name="privileges_count_never_below_nothing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.privilege_id} {self.span} {self.used}"
