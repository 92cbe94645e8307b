"""A holder asks for a day; the provider confirms or declines.

asked -> confirmed -> cancelled;  asked -> declined;  asked -> cancelled
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.privileges.models.visibility import Booked, Placed


class Booking(Placed):
    class State(models.TextChoices):
        ASKED = "asked", "待确认"
        CONFIRMED = "confirmed", "已确认"
        DECLINED = "declined", "未接受"
        CANCELLED = "cancelled", "已取消"

    provider = models.ForeignKey(
        "privileges.Provider", on_delete=models.PROTECT, related_name="bookings", db_index=False
    )
    privilege = models.ForeignKey(
        "privileges.Privilege", on_delete=models.PROTECT, related_name="bookings"
    )
    key = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    card_id = models.BigIntegerField()
    pseudonym = models.CharField(max_length=12)
    level = models.CharField(max_length=12, blank=True)
    name_mask = models.CharField(max_length=40)
    on = models.DateField()
    people = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    answer = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()

    objects: ClassVar[Booked["Booking"]] = Booked()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(people__gt=0), name="privileges_booking_for_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="privileges_booking_declined_for_a_reason",
            ),
        )
        indexes = (models.Index(fields=["provider", "on"], name="privileges_booking_of_a_day"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
