"""What a bank answered: a file, and each of its lines with what came of it.

A line waits (`pending`) until it was compared with the payment of its reference. Then it changed
something (paid, failed, returned), said what was known already, or says something else than the
payment does: then nothing was changed and somebody has to look.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.payments.models.run import Run
from yanzhen.apps.payments.models.visibility import TenantManager


class Receipt(models.Model):
    """One file; the same file again is recognised by its digest."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    lines_count = models.PositiveIntegerField(default=0)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    brought_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager["Receipt"]] = TenantManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["run", "digest"], name="payments_receipt_once"),
        )

    def __str__(self) -> str:
        return f"{self.run_id} {self.file_name}"


class ReceiptLine(models.Model):
    class Outcome(models.TextChoices):
        PENDING = "pending", "待核对"
        PAID = "paid", "支付成功"
        FAILED = "failed", "支付失败"
        RETURNED = "returned", "已退回"
        KNOWN = "known", "此前已核对"
        UNREADABLE = "unreadable", "无法识别"
        UNKNOWN = "unknown", "查无此参考号"
        DOUBLE = "double", "同一参考号重复"
        AMOUNT = "amount", "金额不符"
        NAME = "name", "户名不符"
        NOT_SENT = "not_sent", "尚未送银行"
        CONTRADICTS = "contradicts", "结果矛盾"

    receipt = models.ForeignKey(
        Receipt, on_delete=models.PROTECT, related_name="lines", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    tenant_id = models.BigIntegerField()
    row = models.PositiveIntegerField()
    reference = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=120, blank=True)
    amount_fen = models.BigIntegerField(null=True)
    # What the bank says: paid, failed or returned; empty where it cannot be read.
    result = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=11, choices=Outcome, default=Outcome.PENDING)
    # What is wrong with the cells, for a line that cannot be read.
    trouble = models.JSONField(null=True)

    objects: ClassVar[TenantManager["ReceiptLine"]] = TenantManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["receipt", "row"], name="payments_receipt_line_once"),
        )
        indexes = (
            models.Index(
                fields=["receipt", "row"], condition=Q(outcome="pending"), name="payments_pending"
            ),
            models.Index(fields=["receipt", "outcome", "row"], name="payments_by_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.receipt_id}/{self.row} {self.outcome}"
