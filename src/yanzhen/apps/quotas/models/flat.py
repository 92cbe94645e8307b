"""A flat of the stock, and who rents it from when until when.

That no two leases of a flat overlap is held by the database (migration 0002): a lease lasts until
the day on which it ended, and without such a day it goes on, whatever end was agreed.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.quotas.models.visibility import OfTenant, Owned


class Flat(models.Model):
    class State(models.TextChoices):
        FREE = "free", "可分配"
        LET = "let", "已入住"
        WITHDRAWN = "withdrawn", "已退出房源"

    pool = models.ForeignKey("quotas.Pool", on_delete=models.PROTECT, related_name="flats")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    address = models.CharField(max_length=200)
    rooms = models.PositiveSmallIntegerField()
    area = models.DecimalField(max_digits=7, decimal_places=2)
    # No document sets a rent: what the owner of the flat asks, where it was entered.
    rent_fen = models.BigIntegerField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.FREE)

    objects: ClassVar[OfTenant["Flat"]] = OfTenant()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pool", "address"], name="quotas_flat_once_in_a_pool"),
            models.CheckConstraint(
                condition=Q(rooms__gt=0, area__gt=0), name="quotas_flat_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(rent_fen__isnull=True) | Q(rent_fen__gte=0),
                name="quotas_flat_rent_not_below_nothing",
            ),
        )
        indexes = (models.Index(fields=["pool", "state", "address"], name="quotas_flat_stock"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Lease(models.Model):
    flat = models.ForeignKey(Flat, on_delete=models.PROTECT, related_name="leases")
    request = models.OneToOneField("quotas.Request", on_delete=models.PROTECT, related_name="lease")
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    address = models.CharField(max_length=200)
    since = models.DateField()
    # The agreed end, where one was agreed: no document sets a term.
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=400, blank=True)

    objects: ClassVar[Owned["Lease"]] = Owned()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="quotas_lease_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("since"), reason__gt=""),
                name="quotas_lease_ended_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.flat_id} {self.since}"
