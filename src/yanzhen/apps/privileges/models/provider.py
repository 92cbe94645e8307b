"""A provider (合作单位) that offers something to whoever has a card, and who acts for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.privileges.models.visibility import OfAccount, Placed, Providers


class Provider(Placed):
    city = models.CharField(max_length=64)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Where it is, when the office entered it: only then can two places be too far apart.
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    # The agreement by which it takes part.
    basis = models.CharField(max_length=400)
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Providers["Provider"]] = Providers()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["tenant", "name_zh"], name="privileges_provider_own_name"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="privileges_provider_a_place_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.name_zh


class Member(Placed):
    """An account that records uses for a provider: a person, or a program's key."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="members")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[OfAccount["Member"]] = OfAccount()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["provider", "account"], condition=Q(ended_at=None),
                name="privileges_member_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.provider_id} {self.account_id}"
