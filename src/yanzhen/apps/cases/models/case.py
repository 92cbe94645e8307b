"""A case: one number, one timeline, from the submission to the end.

Who may see it stands in its own columns (`applicant`, `filed_by`, `employer`, `tenant`,
`departments`), so that the database can tell from the row alone.
"""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import CaseManager
from yanzhen.apps.search.service import TermsField, terms_index


class Case(models.Model):
    class Channel(models.TextChoices):
        SELF = "self", "本人申请"
        EMPLOYER = "employer", "单位申报"
        STAFF = "staff", "窗口代办"
        OFFER = "offer", "免申即享"
        PUBLIC = "public", "公示异议"

    # Until the last statement of its transaction a case has a drawn word here, nobody sees it.
    number = models.CharField(max_length=40, unique=True)
    city = models.CharField(max_length=64)
    # The city, county or park that handles it, and the department that took it in.
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    window = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    # Every department that works or worked on it.
    departments = ArrayField(models.BigIntegerField(), default=list)
    item = models.CharField(max_length=96)
    kind = models.CharField(max_length=16)
    pack_hash = models.CharField(max_length=128)
    lifecycle = models.CharField(max_length=64)
    lifecycle_version = models.PositiveSmallIntegerField()
    # {"window": ["hr_bureau"], "reviews": [...], ...}: units of the pack at each place.
    route = models.JSONField(default=dict)
    # The case that an objection is raised against; it has nobody as its subject.
    against = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="objections"
    )
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+"
    )
    subject_kind = models.CharField(max_length=16, blank=True)
    subject_name = models.CharField(max_length=200)
    # Number, name and item as they are searched for; never an ID or a telephone.
    found_by = TermsField()
    # The account of the person whom it is about, once she has one.
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    idempotency_key = models.CharField(max_length=100)
    # What the form held: facts by their names; and in words: {"text": ...} of a request.
    answers = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    state = models.CharField(max_length=32)
    # Where it goes back to from a state that holds (someone supplements).
    before = models.CharField(max_length=32, blank=True)
    turn = models.CharField(max_length=16, blank=True)
    is_open = models.BooleanField(default=True)
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # The clock: it runs from the day after `clock_from`; the periods are in working days.
    clock_from = models.DateField(null=True)
    clock_until = models.DateField(null=True)
    statutory_days = models.PositiveSmallIntegerField(null=True)
    promised_days = models.PositiveSmallIntegerField(null=True)
    stopped = models.BooleanField(default=False)
    yellow_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    satisfied = models.BooleanField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[CaseManager["Case"]] = CaseManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["filed_by", "idempotency_key"],
                nulls_distinct=False,
                name="cases_case_one_per_key",
            ),
            models.UniqueConstraint(
                fields=["subject", "item", "city"],
                condition=Q(is_open=True, kind="benefit"),
                name="cases_case_one_open_benefit",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at__isnull=True)
                | Q(is_open=False, closed_at__isnull=False),
                name="cases_case_closed_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(stopped=False) | Q(due_on__isnull=True),
                name="cases_case_stopped_is_not_due",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "-submitted_at"], name="cases_of_tenant"),
            models.Index(
                fields=["tenant", "due_on"], condition=Q(is_open=True), name="cases_due_of_tenant"
            ),
            # For whoever sees most cases: the first page without sorting all of them.
            models.Index(fields=["-submitted_at", "-id"], name="cases_by_date"),
            models.Index(fields=["due_on", "-submitted_at", "id"], name="cases_by_due"),
            models.Index(fields=["state", "-submitted_at", "-id"], name="cases_of_state"),
            models.Index(fields=["applicant", "-submitted_at"], name="cases_of_applicant"),
            models.Index(fields=["employer", "-submitted_at"], name="cases_of_employer"),
            models.Index(fields=["subject", "item"], name="cases_of_subject"),
            models.Index(fields=["against"], condition=Q(is_open=True), name="cases_open_against"),
            GinIndex(fields=["departments"], name="cases_of_departments"),
            terms_index("found_by", "cases_found_by"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.item} ({self.state})"
