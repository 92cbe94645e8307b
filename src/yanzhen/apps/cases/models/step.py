"""The timeline of a case: every step that was taken, and when its clock stood still."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.cases.models.visibility import OnCasesManager


class Step(models.Model):
    """One thing that someone did to a case. `told` is what came with it, for people to read.

    `inward` steps are the offices' own: the applicant is not shown them.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=32)
    from_state = models.CharField(max_length=32, blank=True)
    to_state = models.CharField(max_length=32)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    department = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    told = models.JSONField(default=dict)
    inward = models.BooleanField(default=False)

    objects: ClassVar[OnCasesManager["Step"]] = OnCasesManager()

    class Meta:
        indexes = (models.Index(fields=["case", "id"], name="cases_step_of_case"),)

    def __str__(self) -> str:
        return f"{self.case_id} {self.action} {self.at:%Y-%m-%d %H:%M}"


class Pause(models.Model):
    """The clocks of a case stand still from the day after `since` up to `until`."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="pauses")
    cause = models.CharField(max_length=32)
    since = models.DateField()
    until = models.DateField(null=True)

    objects: ClassVar[OnCasesManager["Pause"]] = OnCasesManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(until__isnull=True), name="cases_pause_one_open"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="cases_pause_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.cause} {self.since}–{self.until or ''}"
