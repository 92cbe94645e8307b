"""A recognition: this person, in this tier, from this day, by this item of the catalogue.

current      it holds, unless its term is over
superseded   a later recognition of the same kind took its place: higher, or made anew
lowered      a proceeding put her into a lower tier
withdrawn    a proceeding took it back for cause
ended        its term is over, she has left, died, or gave it up

`ended_on` is the last day on which it held. A row is never made different: what follows is a row
of its own, which `supersedes` this one.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.recognition.models.visibility import Owned, OwnedManager


class Recognition(Owned):
    class State(models.TextChoices):
        CURRENT = "current", "有效"
        SUPERSEDED = "superseded", "已被新认定替代"
        LOWERED = "lowered", "已降低类别"
        WITHDRAWN = "withdrawn", "已撤销"
        ENDED = "ended", "已终止"

    class By(models.TextChoices):
        CASE = "case", "办件认定"
        EMPLOYER = "employer", "用人单位自主认定"
        PROCEEDING = "proceeding", "重新认定"

    number = models.CharField(max_length=56, unique=True)
    kind = models.CharField(max_length=64)
    # The tier, or nothing where the kind is only yes or no.
    level = models.CharField(max_length=32, blank=True)
    subject_name = models.CharField(max_length=200)
    # What it rests on: the catalogue's item, the clause, the decision's hash, the rules' version.
    basis_item = models.CharField(max_length=32, blank=True)
    clause = models.CharField(max_length=32, blank=True)
    trace_hash = models.CharField(max_length=128, blank=True)
    pack_hash = models.CharField(max_length=128)
    case_number = models.CharField(max_length=40, blank=True)
    by = models.CharField(max_length=12, choices=By)
    # Who recognised, in words; and why, where no case says it.
    source = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    # The evaluation that counties read of each other: reason, day, facts with their grades.
    conclusion = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State, default=State.CURRENT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    recheck_on = models.DateField(null=True)
    recheck_told_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    supersedes = models.OneToOneField(
        "recognition.Recognition", on_delete=models.PROTECT, null=True, related_name="next"
    )
    # The fact of the registry by which rules know of it.
    fact_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField(null=True)

    objects: ClassVar[OwnedManager["Recognition"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "city", "kind"], condition=Q(state="current"),
                name="recognition_one_current",
            ),
            models.UniqueConstraint(
                fields=["case_number", "kind"], condition=~Q(case_number=""),
                name="recognition_once_for_a_case",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="recognition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state="current", ended_on=None)
                | (~Q(state="current") & Q(ended_on__isnull=False)),
                name="recognition_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(by="case") | ~Q(case_number=""), name="recognition_by_a_case"
            ),
            models.CheckConstraint(
                condition=~Q(by="employer") | (Q(employer__isnull=False) & ~Q(reason="")),
                name="recognition_by_an_employer",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["tenant", "-id"], name="recognition_of_tenant"),
            models.Index(fields=["subject", "-id"], name="recognition_of_subject"),
            models.Index(fields=["employer", "-id"], name="recognition_of_employer"),
            models.Index(
                fields=["city", "valid_until"], condition=Q(state="current"),
                name="recognition_to_end",
            ),
            models.Index(
                fields=["recheck_on", "id"],
                condition=Q(state="current", recheck_told_on=None),
                name="recognition_to_recheck",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.level} ({self.state})"


class Counter(models.Model):
    """The last number given out of a series, a city and a year."""

    series = models.CharField(max_length=80, primary_key=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series} {self.last}"
