"""A panel with the rule of its conclusion, and the cases before it.

What the office has to enter (how many, which specialities, weights, quorum, rule) has no default:
no document gives a number.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yanzhen.apps.panels.models.visibility import Announced, Owned
from yanzhen.apps.sealing.service import SealedText


class Panel(models.Model):
    class State(models.TextChoices):
        PREPARED = "prepared", "拟定"
        PUBLISHED = "published", "已公布，待抽签"
        DRAWN = "drawn", "已抽取，待声明"
        OPEN = "open", "评审中"
        CLOSED = "closed", "评分结束，待确认"
        CONFIRMED = "confirmed", "结论已确认"
        CANCELLED = "cancelled", "已取消"

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=State, default=State.PREPARED)
    size = models.PositiveIntegerField()
    quorum = models.PositiveIntegerField()
    specialities = models.JSONField(default=list)
    # The clause by which experts of the city's other counties may sit here; empty: only those of
    # this place and of the places above it.
    shared_by = models.CharField(max_length=64, blank=True)
    # [{"name": "学术水平", "weight": 3}, ...], each scored from 0 to 100.
    criteria = models.JSONField(default=list)
    rule = models.CharField(max_length=8)
    threshold = models.PositiveIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=400)
    # Until when those whom the cases are about may object to members; empty: it is not opened.
    objections_until = models.DateField(null=True, blank=True)
    draws_on = models.DateField(null=True, blank=True)
    witness_source = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=200, blank=True)
    participants = models.JSONField(default=list)
    secret = SealedText(context="panels.panel.secret", null=True)
    commitment = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    # By lots; then who was seated first and who was kept out when the lots were drawn.
    outcome = models.JSONField(default=list)
    seated = models.JSONField(default=list)
    kept_out = models.JSONField(default=list)
    reason = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Announced["Panel"]] = Announced()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(size__gt=0, quorum__gt=0, quorum__lte=models.F("size")),
                name="panels_panel_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(commitment=""),
                name="panels_panel_published_with_a_promise",
            ),
            models.CheckConstraint(
                condition=Q(seed="") | Q(drawn_at__isnull=False),
                name="panels_panel_keeps_its_secret",
            ),
            models.CheckConstraint(
                condition=Q(rule="majority") | Q(rule="average", threshold__isnull=False),
                name="panels_panel_has_a_rule",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


ENDED = (Panel.State.CONFIRMED, Panel.State.CANCELLED)
SHOWN = (Panel.State.CLOSED, Panel.State.CONFIRMED)
"""In which states scores are seen."""


class Matter(models.Model):
    """A case before a panel: what is voted on, what of it is laid before the experts, the outcome.

    `account` is whoever applied: she sees who judges her, where the office opens that. `title` is
    all that an expert reads before she has stated that nothing keeps her out.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="matters")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+"
    )
    number = models.CharField(max_length=40)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300)
    # Empty: the panel only agrees or disagrees, and the conclusion is recorded in words.
    fact = models.CharField(max_length=64, blank=True)
    # [{"value": "C", "zh": "相当于C类", "en": "Equivalent to tier C"}, ...]
    options = models.JSONField(default=list)
    proposed = models.CharField(max_length=64, blank=True)
    otherwise = models.CharField(max_length=64, blank=True)
    materials = models.JSONField(default=list)
    outcome = models.CharField(max_length=64, blank=True)
    # Totals, average and votes as they were counted.
    counted = models.JSONField(default=dict)
    written_at = models.DateTimeField(null=True)

    objects: ClassVar[Owned["Matter"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["panel", "number"], name="panels_matter_once"),
        )

    def __str__(self) -> str:
        return f"{self.panel_id} {self.number}"
