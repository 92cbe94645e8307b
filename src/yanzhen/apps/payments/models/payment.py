"""One payment of a run: to whom, to which account, how much, and what became of it.

frozen     it stands in a run
sent       it stands in a bank's file
paid       the bank has paid
failed     the bank could not: nothing was spent
returned   it was paid and came back: the budget has it again
cancelled  the run was given up

An instalment is in one live payment at most; that is a unique index, whatever the code does.
`reference` is what the bank answers by: the id and two check digits.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.payments.models.account import PayeeAccount
from yanzhen.apps.payments.models.run import Run
from yanzhen.apps.payments.models.visibility import OwnedManager

LIVE = ("frozen", "sent", "paid")


class Payment(models.Model):
    class State(models.TextChoices):
        FROZEN = "frozen", "待支付"
        SENT = "sent", "已送银行"
        PAID = "paid", "已支付"
        FAILED = "failed", "支付失败"
        RETURNED = "returned", "已退回"
        CANCELLED = "cancelled", "已撤销"

    # No foreign key of the database is followed: a run and an account are never deleted (a trigger
    # sees to it), and looking them up again costs as much as writing the payment.
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, related_name="payments", db_index=False, db_constraint=False
    )
    reference = models.CharField(max_length=20, unique=True)
    instalment_id = models.BigIntegerField()
    instalment_number = models.PositiveSmallIntegerField()
    award_number = models.CharField(max_length=48)
    case_number = models.CharField(max_length=40)
    clause = models.CharField(max_length=32)
    # Copies that say whose the row is, as with instalments.
    tenant_id = models.BigIntegerField()
    account_id = models.BigIntegerField(null=True)
    employer_id = models.BigIntegerField(null=True)
    subject_id = models.BigIntegerField()
    decided_by_id = models.BigIntegerField(null=True)
    payee_account = models.ForeignKey(
        PayeeAccount, on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    name = models.CharField(max_length=80)
    last_four = models.CharField(max_length=4)
    amount_fen = models.BigIntegerField()
    budget_line_id = models.BigIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.FROZEN)
    reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    # Failed or returned, and asked for again.
    is_retried = models.BooleanField(default=False)

    objects: ClassVar[OwnedManager["Payment"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["instalment_id"], condition=Q(state__in=LIVE),
                name="payments_one_live_payment",
            ),
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="payments_payment_has_a_sum"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "returned"]) | ~Q(reason=""),
                name="payments_payment_failed_for_a_reason",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["run", "id"], name="payments_of_run"),
            models.Index(fields=["award_number", "id"], name="payments_of_award"),
            models.Index(
                fields=["run", "id"], condition=Q(state__in=["frozen", "sent"]),
                name="payments_unanswered",
            ),
        )  # fmt: skip

    @property
    def masked(self) -> str:
        """The last four of the account."""
        return f"****{self.last_four}"

    def __str__(self) -> str:
        return f"{self.reference} ({self.state})"
