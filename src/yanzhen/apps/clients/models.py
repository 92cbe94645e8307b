"""A client's key, its answers of a day, how often it asked, its subscriptions and deliveries.

No visitor sees a row here: the database shows them to the service itself only, which `access` and
`actions` are after they have looked at who asks.
"""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yanzhen.apps.sealing.service import SealedText


def fresh_id() -> str:
    return secrets.token_urlsafe(12)


class Client(models.Model):
    """A program of an office. It acts as an account of its own, with posts like anybody's."""

    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    scopes = ArrayField(models.CharField(max_length=32))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.prefix} {self.name}"


class Answer(models.Model):
    """What a request with an idempotency key was answered; without a status it is under way."""

    who = models.CharField(max_length=80)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=80, blank=True)
    body = SealedText(context="clients.answer", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["who", "key"], name="clients_answer_one_per_key"),
        )
        indexes = (models.Index(fields=["at"], name="clients_answer_by_age"),)

    def __str__(self) -> str:
        return f"{self.who} {self.status}"


class Usage(models.Model):
    """How many requests somebody made in a minute."""

    who = models.CharField(max_length=80)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["who", "minute"], name="clients_usage_one_a_minute"),
        )
        indexes = (models.Index(fields=["minute"], name="clients_usage_by_age"),)

    def __str__(self) -> str:
        return f"{self.who} {self.minute:%H:%M}"


class Subscription(models.Model):
    """Where a client wants to be told of events; the secret signs what is sent."""

    public_id = models.CharField(max_length=32, unique=True, default=fresh_id)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="subscriptions")
    url = models.CharField(max_length=400)
    secret = SealedText(context="clients.subscription")
    events = ArrayField(models.CharField(max_length=48))
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.public_id} of {self.client_id}"


class Delivery(models.Model):
    """One event for one subscription, and how sending it went."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已送达"
        FAILED = "failed", "未送达"

    public_id = models.CharField(max_length=32, unique=True, default=fresh_id)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="deliveries"
    )
    event = models.CharField(max_length=48)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(ended_at__isnull=False),
                name="clients_delivery_ended_at_a_time",
            ),
        )
        indexes = (
            models.Index(fields=["subscription", "-id"], name="clients_delivery_latest"),
            models.Index(fields=["created_at"], name="clients_delivery_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.state}"
