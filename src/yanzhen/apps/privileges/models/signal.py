"""What looks as if a card was misused: told to the talent office, which looks. It changes nothing.

`Watch` says from when on something looks odd. No document says it: without a value that kind of
signal is off.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.privileges.models.visibility import OfTenant, Placed


class Signal(Placed):
    class Kind(models.TextChoices):
        APART = "apart", "相距过远"
        AT_ONCE = "at_once", "短时间多处使用"
        OFTEN = "often", "使用过于频繁"
        ENDED = "ended", "停用后出示"
        REPLAYED = "replayed", "重复出示同一码"

    kind = models.CharField(max_length=8, choices=Kind)
    # The same signal of the same things comes once.
    key = models.CharField(max_length=120, unique=True)
    provider = models.ForeignKey(
        "privileges.Provider", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    card_id = models.BigIntegerField(null=True)
    # Ids of uses, and the figures that it rests on.
    uses = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    at = models.DateTimeField()
    # What was done about it; nothing yet as long as there is no word.
    done = models.CharField(max_length=400, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=200, blank=True)

    objects: ClassVar[OfTenant["Signal"]] = OfTenant()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(done=""),
                name="privileges_signal_done_with_a_word",
            ),
        )
        indexes = (models.Index(fields=["tenant", "-at"], name="privileges_signal_of_a_place"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Watch(models.Model):
    """From when on something is told, of one place; each None switches its kind off."""

    tenant = models.OneToOneField(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    # Faster than this between two places with coordinates.
    kmh = models.PositiveIntegerField(null=True)
    # Two providers within so many minutes.
    minutes = models.PositiveIntegerField(null=True)
    # More uses of one card in a day.
    a_day = models.PositiveIntegerField(null=True)
    basis = models.CharField(max_length=400)

    objects: ClassVar[OfTenant["Watch"]] = OfTenant()

    class Meta:
        constraints = tuple(
            models.CheckConstraint(
                condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": 0}),
                name=f"privileges_watch_{name}_some",
            )
            for name in ("kmh", "minutes", "a_day")
        )

    def __str__(self) -> str:
        return str(self.tenant_id)
