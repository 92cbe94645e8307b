"""Who takes part in a draw, who sits, who was replaced and why; what avoidance found."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.panels.models.expert import Expert
from yanzhen.apps.panels.models.panel import Matter, Panel
from yanzhen.apps.panels.models.visibility import OfTenant, Owned


class Seat(models.Model):
    """An expert in a panel, under a number of this panel only."""

    class State(models.TextChoices):
        LISTED = "listed", "参加抽签"
        STANDBY = "standby", "递补"
        SEATED = "seated", "已抽中，待声明"
        READY = "ready", "已声明无需回避"
        REPLACED = "replaced", "已更换"
        KEPT_OUT = "kept_out", "应当回避"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="seats")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="seats")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    place = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.LISTED)
    is_chair = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)
    # Which points nobody knew, and that she answered by her statement.
    answered = models.JSONField(default=list)
    stated_at = models.DateTimeField(null=True)

    objects: ClassVar[Owned["Seat"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["panel", "expert"], name="panels_seat_once"),
            models.UniqueConstraint(fields=["panel", "number"], name="panels_seat_own_number"),
            models.UniqueConstraint(
                fields=["panel"], condition=Q(is_chair=True), name="panels_one_chair"
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(stated_at__isnull=False),
                name="panels_seat_ready_by_her_statement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Check(models.Model):
    """What was found of an expert and a case, on one point, when, and what it rests on."""

    class Stage(models.TextChoices):
        LIST = "list", "公布名单时"
        DRAW = "draw", "抽取时"
        SEAT = "seat", "递补时"
        OPEN = "open", "开启材料时"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="checks")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="+")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField(max_length=4, choices=Stage)
    point = models.CharField(max_length=12)
    outcome = models.CharField(max_length=8)
    basis = models.CharField(max_length=12)
    what = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[OfTenant["Check"]] = OfTenant()

    def __str__(self) -> str:
        return f"{self.expert_id} {self.point} {self.outcome}"


class Objection(models.Model):
    """Whom a case is about asks that a member stays out of it (申请回避)."""

    class State(models.TextChoices):
        RAISED = "raised", "待处理"
        UPHELD = "upheld", "同意回避"
        DISMISSED = "dismissed", "不予采纳"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="objections")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="objections")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    state = models.CharField(max_length=9, choices=State, default=State.RAISED)
    answer = models.CharField(max_length=400, blank=True)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[Owned["Objection"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["seat", "account"], name="panels_objection_once"),
        )

    def __str__(self) -> str:
        return f"{self.seat_id} {self.state}"
