"""An award: what one rule gives by one decision, what of it was granted, and why less.

`computed_fen` is the rule's (before offsets and caps), `granted_fen` the city's; the difference is
in `cuts`, each with its sentence. The schedule's terms are columns, so that the payments of many
awards can be generated in one statement.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.awards.models.visibility import OwnedManager


class Award(models.Model):
    class Nature(models.TextChoices):
        MONEY = "money", "资金"
        EXTERNAL = "external", "外部机构办理"
        IN_KIND = "in_kind", "实物或服务"

    class Plan(models.TextChoices):
        TO_PLAN = "to_plan", "待排期"
        PLANNED = "planned", "已排期"
        NONE = "none", "无需排期"

    class State(models.TextChoices):
        RUNNING = "running", "执行中"
        WAITING_BUDGET = "waiting_budget", "待预算"
        SUSPENDED = "suspended", "已暂停"
        STOPPED = "stopped", "已终止"
        DONE = "done", "已完成"

    number = models.CharField(max_length=48, unique=True)
    case_number = models.CharField(max_length=40)
    item = models.CharField(max_length=96)
    decision_id = models.BigIntegerField()
    decision_hash = models.CharField(max_length=64)
    decided_by_id = models.BigIntegerField(null=True)
    city = models.CharField(max_length=64)
    pack_hash = models.CharField(max_length=128)
    rule = models.CharField(max_length=96)
    clause = models.CharField(max_length=32)
    tier = models.CharField(max_length=32, blank=True)
    industry = models.CharField(max_length=64, blank=True)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject_name = models.CharField(max_length=200)
    # Who is paid: the subject herself, or her employer where the clause says so.
    payee = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    nature = models.CharField(max_length=8, choices=Nature)
    computed_fen = models.BigIntegerField()
    granted_fen = models.BigIntegerField()
    # The ceiling where the clause names one; null where it settles the sum.
    most_fen = models.BigIntegerField(null=True)
    cuts = models.JSONField(default=list)
    # What came back of what was paid, by claims: it counts as never paid where others count it.
    back_fen = models.BigIntegerField(default=0, db_default=0)
    fund = models.CharField(max_length=64, blank=True)
    effective_on = models.DateField()
    # The schedule: from when, every so many months (0: once), how often at most, how much each.
    starts_on = models.DateField(null=True)
    every_months = models.PositiveSmallIntegerField(default=0)
    periods = models.PositiveSmallIntegerField(default=1)
    each_fen = models.BigIntegerField(default=0)
    within_years = models.PositiveSmallIntegerField(null=True)
    counted_from = models.DateField(null=True)
    plan = models.CharField(max_length=8, choices=Plan)
    state = models.CharField(max_length=16, choices=State, default=State.RUNNING)
    why = models.JSONField(null=True)
    # What it takes up of caps: {"cap": 0, "line": code of the cap's line, "fen": so much}.
    uses = models.JSONField(default=list)
    # The first year in which a payment has no budget yet; null when all have one.
    open_year = models.PositiveSmallIntegerField(null=True)
    # Conditions that the decision did not find met: it departs from the rules and says why.
    excepted = models.JSONField(default=list)
    # Counts how often the budget was asked anew: no key of an earlier commitment is used again.
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[OwnedManager["Award"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case_number", "rule"], name="awards_award_once_per_case_and_rule"
            ),
            models.CheckConstraint(
                condition=Q(granted_fen__gte=0, granted_fen__lte=F("computed_fen")),
                name="awards_award_grants_no_more_than_computed",
            ),
            models.CheckConstraint(
                condition=Q(back_fen__gte=0, back_fen__lte=F("granted_fen")),
                name="awards_award_no_more_came_back",
            ),
            models.CheckConstraint(
                condition=~Q(nature="money", plan="planned") | Q(starts_on__isnull=False),
                name="awards_award_planned_has_a_start",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "-made_at", "-id"], name="awards_of_tenant"),
            models.Index(fields=["-made_at", "-id"], name="awards_by_date"),
            models.Index(fields=["subject", "city", "rule"], name="awards_of_subject"),
            models.Index(fields=["account", "-id"], name="awards_of_account"),
            models.Index(fields=["employer", "-id"], name="awards_of_employer"),
            models.Index(
                fields=["tenant", "id"], condition=Q(state="waiting_budget"), name="awards_waiting"
            ),
            models.Index(
                fields=["open_year", "id"],
                condition=Q(open_year__isnull=False),
                name="awards_without_budget",
            ),
            models.Index(
                fields=["tenant", "id"], condition=Q(plan="to_plan"), name="awards_to_plan"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.rule} ({self.state})"
