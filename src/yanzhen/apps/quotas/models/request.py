"""Somebody asks for something of a pool, waits in line, has it reserved, occupies it, leaves it.

waiting -> reserved -> occupied -> released;  waiting -> refused;  waiting, reserved -> withdrawn

`tenant` is the place that has the pool, `used_in` the one where it is used: another one where a
city's post is used in a county. `rank` is the place in the line: by the time of asking, unless
the office moved it, or lots were drawn.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.quotas.models.visibility import Between


class State(models.TextChoices):
    WAITING = "waiting", "轮候中"
    RESERVED = "reserved", "已预留"
    OCCUPIED = "occupied", "已占用"
    RELEASED = "released", "已释放"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


OPEN = (State.WAITING, State.RESERVED, State.OCCUPIED)
HOLDING = (State.RESERVED, State.OCCUPIED)


class Whose(models.Model):
    """Columns that say whose a row is."""

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    used_in = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Request(Whose):
    State = State

    pool = models.ForeignKey("quotas.Pool", on_delete=models.PROTECT, related_name="requests")
    # The form's own key: sent twice, it is one request.
    key = models.CharField(max_length=64, unique=True)
    # For whom: a person; nobody yet where an office or employer asks for a number of posts.
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    asker_name = models.CharField(max_length=200)
    # The person, where somebody else asks for her.
    for_name = models.CharField(max_length=200, blank=True)
    asked_by_id = models.BigIntegerField(null=True)
    number = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=400)
    case_number = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    rank = models.BigIntegerField()
    asked_at = models.DateTimeField()
    reserved_until = models.DateField(null=True)
    drawn = models.ForeignKey(
        "quotas.Draw", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects: ClassVar[Between["Request"]] = Between()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["pool", "subject"], condition=Q(state__in=OPEN),
                name="quotas_request_one_of_a_person",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="quotas_request_of_something"),
            models.CheckConstraint(
                condition=Q(reserved_until__isnull=True) | Q(state="reserved"),
                name="quotas_request_lapses_while_reserved",
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=True) | Q(number=1),
                name="quotas_request_one_for_a_person",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["pool", "state", "rank"], name="quotas_request_in_line"),
            models.Index(fields=["used_in", "-id"], name="quotas_request_used_in"),
            models.Index(fields=["account", "-id"], name="quotas_request_of_account"),
            models.Index(fields=["employer", "-id"], name="quotas_request_of_employer"),
            models.Index(
                fields=["reserved_until"], condition=Q(reserved_until__isnull=False),
                name="quotas_request_lapses",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def is_borrowed(self) -> bool:
        """Whether it is used elsewhere than where the pool is kept."""
        return self.used_in_id != self.tenant_id


class Event(Whose):
    """What happened to a request, by whom and why."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=16)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=400, blank=True)
    told = models.JSONField(default=dict)

    objects: ClassVar[Between["Event"]] = Between()

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"
