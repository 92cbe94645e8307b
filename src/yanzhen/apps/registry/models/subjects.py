"""Someone or something that policies speak of, what identifies it, and who deals with it."""

import pghistory
from django.db import models
from django.db.models import Q

from yanzhen.apps.accounts.service import VisibleManager
from yanzhen.apps.registry.identity import Scheme
from yanzhen.apps.registry.visible import OfSubjectQuerySet, SubjectQuerySet
from yanzhen.apps.sealing.service import BlindIndex, SealedText
from yanzhen.apps.search.service import TermsField, terms_index


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), exclude=["found_by"]
)
class Subject(models.Model):
    """A person, an employer, a team, a project ... `merged_into`: it was another one after all."""

    class Kind(models.TextChoices):
        PERSON = "person", "个人"
        EMPLOYER = "employer", "用人单位"
        TEAM = "team", "团队"
        PROJECT = "project", "项目"
        INSTITUTION = "institution", "平台与站点"
        INTERMEDIARY = "intermediary", "中介与金融机构"

    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=200, blank=True)
    # The name as it is compared: half width, without blanks.
    name_key = models.CharField(max_length=200, blank=True)
    found_by = TermsField()
    birth = models.DateField(null=True, blank=True)
    account = models.OneToOneField(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="subject"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by_id = models.BigIntegerField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(SubjectQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=["name_key", "birth"], name="registry_subject_alike"),
            models.Index(fields=["kind", "name_key"], name="registry_subject_by_name"),
            terms_index("found_by", "registry_subject_found_by"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    kind__in=["person", "employer", "team", "project", "institution",
                              "intermediary"]
                ),
                name="registry_subject_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(account=None) | Q(kind="person"),
                name="registry_subject_only_a_person_has_an_account",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(erased_at__isnull=False),
                name="registry_subject_has_a_name_until_erased",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Identifier(models.Model):
    """A number of a subject: sealed, looked up blind, with what may be shown of it."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=24, choices=[(one.value, one.label_zh) for one in Scheme])
    value = SealedText(context="registry.identifier.value")
    index = BlindIndex(of=("scheme", "value"), context="registry.identifier.index")
    masked = models.CharField(max_length=40)
    grade = models.CharField(max_length=1)
    source = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField(null=True, blank=True)
    # It is not hers any more: a card that was replaced, a phone that was given up.
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(OfSubjectQuerySet)()

    class Meta:
        constraints = (
            # Families share a phone and an account; a document is of one.
            models.UniqueConstraint(
                fields=["index"],
                condition=Q(retired_at=None) & ~Q(scheme__in=["phone", "bank_account"]),
                name="registry_identifier_of_one_subject",
            ),
            models.UniqueConstraint(
                fields=["subject", "index"],
                condition=Q(retired_at=None),
                name="registry_identifier_once_of_a_subject",
            ),
            models.CheckConstraint(
                condition=Q(grade__in=["A", "B", "C", "D"]), name="registry_identifier_known_grade"
            ),
        )

    def __str__(self) -> str:
        return f"{self.scheme} {self.masked}"


class Residence(models.Model):
    """An organisation that deals with a subject: its staff see it, and those above it.

    `organisation` is a city, county or park that has it in its registry or has a case of it, or a
    department that has to look at one.
    """

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="residences", db_index=False
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = VisibleManager.from_queryset(OfSubjectQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "organisation"], name="registry_residence_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_id} at {self.organisation_id}"
