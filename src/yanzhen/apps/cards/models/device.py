"""The phone on which a card shows fresh codes: its public key; the private one never leaves it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.cards.models.visibility import Owned, Whose


class Device(Whose):
    card = models.ForeignKey("cards.Card", on_delete=models.PROTECT, related_name="devices")
    # A point of P-256, compressed.
    key = models.BinaryField(max_length=33)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[Owned["Device"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["card"], condition=Q(ended_at__isnull=True), name="cards_device_one_at_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {self.since:%Y-%m-%d}"
