"""A city's keys for signing: the public half of each, and how its store finds the secret one.

No visitor sees a row here: the database shows them to the service itself only. One key of a city
signs at a time. When another takes its place, what the store needs to find it is forgotten, so
nobody can sign with an old key; what it signed before stays good until it ends by itself, or until
the key is revoked.
"""

from django.db import models
from django.db.models import Q

from yanzhen.apps.sealing.service import SealedText


class SigningKey(models.Model):
    """An Ed25519 key; `key_id` are the first four bytes of its RFC 7638 thumbprint, in hex."""

    key_id = models.CharField(max_length=8, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    public = models.BinaryField(max_length=32)
    # What the store finds the secret key by; the default store keeps the key itself here.
    handle = SealedText(context="signing.key", null=True)
    since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["city"], condition=Q(retired_at=None), name="signing_one_key_signs"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, handle__isnull=False)
                | Q(retired_at__isnull=False, handle__isnull=True),
                name="signing_old_keys_sign_nothing",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | (Q(retired_at__isnull=False) & ~Q(reason="")),
                name="signing_revoked_for_a_reason",
            ),
        )
        indexes = (models.Index(fields=["city", "-since"], name="signing_keys_of_city"),)

    def __str__(self) -> str:
        return f"{self.city} {self.key_id}"
