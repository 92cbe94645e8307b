"""A notice to an account, each way it is to go out (the outbox), and what the account wants."""

from typing import Self

from django.db import models
from django.db.models import Q

from yanzhen.apps.accounts.service import Actor, VisibleManager, VisibleQuerySet
from yanzhen.apps.sealing.service import SealedText


class NoticeQuerySet(VisibleQuerySet["Notice"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever it is for, and the service itself."""
        return self if actor.is_system else self.filter(account=actor.account_id)


class WishQuerySet(VisibleQuerySet["Wish"]):
    def visible_to(self, actor: Actor) -> Self:
        """Whose it is, and the service itself."""
        return self if actor.is_system else self.filter(account=actor.account_id)


class Notice(models.Model):
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    # Numbers and items, never people: see `kinds`.
    words = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(NoticeQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=["account", "-id"], name="notices_by_account"),
            models.Index(
                fields=["account"], condition=Q(read_at__isnull=True), name="notices_unread"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} to account {self.account_id}"


class Delivery(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        FAILED = "failed", "未送达"

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=10, choices=[("email", "电子邮件"), ("sms", "短信")])
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["notice", "way"], name="notices_delivery_one_for_each_way"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sent", "failed"]),
                name="notices_delivery_known_state",
            ),
            models.CheckConstraint(
                condition=Q(way__in=["email", "sms"]), name="notices_delivery_known_way"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(ended_at__isnull=False),
                name="notices_delivery_ended_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.way} of notice {self.notice_id} ({self.state})"


class Wish(models.Model):
    """Where an account wants to be told beside its page; no row means by e-mail."""

    account = models.OneToOneField(
        "accounts.Account", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    email = models.BooleanField(default=True)
    # Text messages go to this number; without one there are none.
    phone = SealedText(null=True, blank=True)

    objects = VisibleManager.from_queryset(WishQuerySet)()

    def __str__(self) -> str:
        return f"wish of account {self.account_id}"
