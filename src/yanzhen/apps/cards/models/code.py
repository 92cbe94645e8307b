"""An address that shows a card once, for a moment; kept as its hash only."""

from typing import ClassVar

from django.db import models

from yanzhen.apps.cards.models.visibility import Owned, Whose


class Code(Whose):
    hash = models.BinaryField(max_length=32, unique=True)
    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="codes")
    until = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    objects: ClassVar[Owned["Code"]] = Owned()

    def __str__(self) -> str:
        return f"{self.card_id} {self.until:%H:%M:%S}"
