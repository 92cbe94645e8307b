"""A drawing of lots: a list of numbers and a promise first, the secret afterwards.

What is published and how anybody checks it: docs/guide/draw.md, and `lots`.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.quotas.models.visibility import Announced, Owned
from yanzhen.apps.sealing.service import SealedText


class Draw(models.Model):
    class State(models.TextChoices):
        PREPARED = "prepared", "拟定"
        PUBLISHED = "published", "已公布，待抽签"
        DRAWN = "drawn", "已抽签"
        CANCELLED = "cancelled", "已取消"

    pool = models.ForeignKey("quotas.Pool", on_delete=models.PROTECT, related_name="draws")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=120)
    flats = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    draws_on = models.DateField()
    # A number that others announce on the day, named beforehand: nobody can have chosen the secret
    # with the outcome in mind.
    witness_source = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=200, blank=True)
    participants = models.JSONField(default=list)
    secret = SealedText(context="quotas.draw.secret", null=True)
    commitment = models.CharField(max_length=64, blank=True)
    # The secret once it is revealed, and the participants in the order of their lots.
    seed = models.CharField(max_length=64, blank=True)
    outcome = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)

    objects: ClassVar[Announced["Draw"]] = Announced()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(flats__gt=0), name="quotas_draw_of_something"),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "cancelled"]) | ~Q(commitment=""),
                name="quotas_draw_published_with_a_promise",
            ),
            models.CheckConstraint(
                condition=Q(state="drawn") | Q(seed=""), name="quotas_draw_keeps_its_secret"
            ),
            models.UniqueConstraint(
                fields=["pool"], condition=Q(state__in=["prepared", "published"]),
                name="quotas_draw_one_at_a_time",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Entry(models.Model):
    """Which request stands behind a participant's number: for the person and the office only."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="entries")
    request = models.ForeignKey("quotas.Request", on_delete=models.PROTECT, related_name="entries")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.CharField(max_length=12)
    # Its place in the order of lots, and whether that brought a flat.
    place = models.PositiveIntegerField(null=True)
    won = models.BooleanField(null=True)

    objects: ClassVar[Owned["Entry"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draw", "request"], name="quotas_entry_once_in_a_draw"),
            models.UniqueConstraint(fields=["draw", "number"], name="quotas_entry_own_number"),
        )

    def __str__(self) -> str:
        return self.number
