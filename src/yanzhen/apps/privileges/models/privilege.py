"""An offer behind a card: a group of the pack's list, filled by a provider, with its own basis.

draft -> offered -> withdrawn

The documents name groups and hardly a word of what is in them: everything here was entered by a
talent office. The number for a whole year stands in the ledger (see `pooling`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.ledgers.service import Unit
from yanzhen.apps.privileges.models.visibility import OfProvider, Placed

UNITS = (Unit.TIME, Unit.PLACE)


class Privilege(Placed):
    class State(models.TextChoices):
        DRAFT = "draft", "拟定"
        OFFERED = "offered", "已公布"
        WITHDRAWN = "withdrawn", "已停止"

    class Way(models.TextChoices):
        SHOW = "show", "出示卡"
        BOOK = "book", "预约"

    city = models.CharField(max_length=64)
    # Of the city's pack (`cards.yaml`).
    programme = models.CharField(max_length=64)
    group = models.CharField(max_length=64)
    provider = models.ForeignKey(
        "privileges.Provider", on_delete=models.PROTECT, related_name="privileges"
    )
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200)
    offer_zh = models.CharField(max_length=400)
    offer_en = models.CharField(max_length=600)
    # Levels that it is for; none means every holder.
    levels = models.JSONField(default=list)
    way = models.CharField(max_length=4, choices=Way)
    # How often one card may use it: each None is not limited.
    per_day = models.PositiveIntegerField(null=True)
    per_month = models.PositiveIntegerField(null=True)
    per_year = models.PositiveIntegerField(null=True)
    per_card = models.PositiveIntegerField(null=True)
    # How many there are for all cards in a calendar year, in the ledger.
    yearly = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=8, choices=[(one.value, one.label) for one in UNITS])
    # How often its number was moved: the key of each such movement.
    changes = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    basis = models.CharField(max_length=400)

    objects: ClassVar[OfProvider["Privilege"]] = OfProvider()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="privileges_privilege_ends_after_it_begins",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": 0}),
                    name=f"privileges_privilege_{name}_some",
                )
                for name in ("per_day", "per_month", "per_year", "per_card", "yearly")
            ),
        )
        indexes = (
            models.Index(fields=["city", "state", "group"], name="privileges_privilege_listed"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def limits(self) -> dict[str, int | None]:
        """How often one card may use it, by span."""
        return {
            "day": self.per_day, "month": self.per_month, "year": self.per_year,
            "all": self.per_card,
        }  # fmt: skip
