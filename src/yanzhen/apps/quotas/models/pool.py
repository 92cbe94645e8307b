"""A pool of posts, flats, places or seats. How many there are stands in the ledger, in its line.

The pool of a pack has the pack's id in `pack_pool`; any other one was opened with its clause.
"""

from django.db import models

from yanzhen.apps.ledgers.service import Unit

UNITS = (Unit.POST, Unit.FLAT, Unit.PLACE, Unit.SEAT, Unit.CARD)


class Pool(models.Model):
    # Also the code of its book, and of the line in which it is counted.
    code = models.CharField(max_length=120, unique=True)
    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    unit = models.CharField(max_length=8, choices=[(one.value, one.label) for one in UNITS])
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200)
    clause = models.CharField(max_length=64)
    pack_pool = models.CharField(max_length=64, blank=True)
    # The city's own, used in a county (市管县用).
    borrowed = models.BooleanField(default=False)
    # Flats: by lots rather than by the time of asking, where the office says so.
    by_draw = models.BooleanField(default=False)
    # After how many days a reservation lapses; nobody's does as long as it is not set.
    reserve_days = models.PositiveSmallIntegerField(null=True)
    # How often its number was moved: the key of each such movement.
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reserve_days__isnull=True) | models.Q(reserve_days__gt=0),
                name="quotas_pool_reserves_for_days",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_personal(self) -> bool:
        """Whether a person asks for it herself; a post or seat is asked for by whoever employs."""
        return self.unit in (Unit.FLAT, Unit.PLACE, Unit.CARD)
