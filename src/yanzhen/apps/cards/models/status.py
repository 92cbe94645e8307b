"""A city's series of cards, the places of its status list, and the list as it is published.

The list has room for far more cards than there are, and a card's place in it is drawn by chance:
it tells neither when a card was issued nor how many there are.
"""

from typing import ClassVar

from django.db import models

from yanzhen.apps.cards.models.visibility import Owned, Whose

ROOM = 1 << 20


class Series(models.Model):
    """How many cards a city has issued, how long its list is, how often the list was changed."""

    city = models.CharField(max_length=64, unique=True)
    issued = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField(default=ROOM)
    revision = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.city} {self.issued}"


class Spent(Whose):
    """A place that a card had: whatever is shown with it is refused for good."""

    card = models.ForeignKey("cards.Card", on_delete=models.PROTECT, related_name="spent")
    city = models.CharField(max_length=64)
    status_index = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[Owned["Spent"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["city", "status_index"], name="cards_spent_once"),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.status_index}"


class Published(models.Model):
    """The signed list of a city: `revision` says of which state, `until` how long it counts."""

    city = models.CharField(max_length=64, unique=True)
    revision = models.PositiveBigIntegerField()
    key_id = models.CharField(max_length=16)
    token = models.TextField()
    etag = models.CharField(max_length=64)
    built_at = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.city} {self.revision}"
