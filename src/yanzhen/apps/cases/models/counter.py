"""The last number given out, one row for each series (a city and a year).

The row is raised in the transaction that makes the case: when that is undone, so is the number.
"""

from django.db import models


class Counter(models.Model):
    series = models.CharField(max_length=80, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series} {self.last}"
