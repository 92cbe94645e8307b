"""One payment of an award: when, how much, and how far it is.

planned    it will fall due
due        it may be paid: its day has come and the conditions still hold
held_back  it waits: something is not known, or the award is suspended
in_run     a payment run has it
paid, failed, cancelled

There are 36 of these for every rent subsidy: the row is narrow, and it says itself whose it is.
`budget_line` is set once the year's budget has taken it in; only then it can be paid.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.awards.models.owned import Owned
from yanzhen.apps.awards.models.visibility import OwnedManager


class Instalment(Owned):
    class State(models.TextChoices):
        PLANNED = "planned", "未到期"
        DUE = "due", "待支付"
        HELD_BACK = "held_back", "暂缓"
        IN_RUN = "in_run", "支付中"
        PAID = "paid", "已支付"
        FAILED = "failed", "支付失败"
        CANCELLED = "cancelled", "已取消"

    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="instalments", db_index=False
    )
    number = models.PositiveSmallIntegerField()
    # The year whose budget it burdens: what was due before the decision is paid from its year.
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    until_on = models.DateField(null=True)
    amount_fen = models.BigIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    budget_line = models.ForeignKey(
        "ledgers.Line", on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    checked_on = models.DateField(null=True)
    finding = models.JSONField(null=True)

    objects: ClassVar[OwnedManager["Instalment"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["award", "number"], name="awards_instalment_one_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="awards_instalment_has_a_sum"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=["planned", "held_back"]),
                name="awards_to_check",
            ),
            models.Index(
                fields=["tenant", "due_on", "id"], condition=Q(state="due"), name="awards_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.award_id}/{self.number} {self.due_on} ({self.state})"
