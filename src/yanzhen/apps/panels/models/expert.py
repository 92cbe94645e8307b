"""Somebody who may be drawn into a panel, and the ties that she declared."""

from typing import ClassVar

from django.db import models

from yanzhen.apps.panels.models.visibility import Owned


class Expert(models.Model):
    """A person of the registry with an account, in the register of one city.

    `declared_on`: when she last said that her ties are complete; empty while she never did.
    """

    class State(models.TextChoices):
        ACTIVE = "active", "在库"
        AWAY = "away", "暂不参加"
        OUT = "out", "已出库"

    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    specialities = models.JSONField(default=list)
    state = models.CharField(max_length=6, choices=State, default=State.ACTIVE)
    away_until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    taken_in_at = models.DateTimeField()
    declared_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Owned["Expert"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["city", "subject"], name="panels_expert_once_in_city"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Tie(models.Model):
    """Whom an expert must not judge, by her own word; `other` where the registry has her."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", "所在单位"
        FAMILY = "family", "亲属"
        SUPERVISION = "supervision", "师生"
        CO_APPLICANT = "co_applicant", "共同申报、合作"
        REVIEWED = "reviewed", "曾经评审"

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="ties")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    other = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The expert herself cannot take back what the office has learned.
    by_office = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Owned["Tie"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["expert", "kind", "name"], name="panels_tie_once"),
        )

    def __str__(self) -> str:
        return f"{self.expert_id} {self.kind}"
