"""What is known of a subject, what she has agreed to, and what she asks about her own data."""

import pghistory
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.accounts.service import VisibleManager
from yanzhen.apps.registry.models.subjects import Subject
from yanzhen.apps.registry.visible import OfSubjectQuerySet


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Fact(models.Model):
    """A fact of the vocabulary, dated and with its evidence. The value is as `assess` takes it.

    `superseded_at`: it was said better, or corrected. `city`: it is said of one city only.
    """

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="facts", db_index=False
    )
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=64, blank=True)
    value = models.JSONField()
    grade = models.CharField(max_length=1)
    source = models.CharField(max_length=200, blank=True)
    # Where the paper is: a material's id, a document's number.
    evidence = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by_id = models.BigIntegerField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    imported = models.ForeignKey(
        "registry.Import", on_delete=models.PROTECT, null=True, blank=True, related_name="facts"
    )

    objects = VisibleManager.from_queryset(OfSubjectQuerySet)()

    class Meta:
        indexes = (
            models.Index(
                fields=["subject", "name", "grade"],
                condition=Q(superseded_at=None),
                name="registry_fact_known",
            ),
            models.Index(fields=["name", "subject"], name="registry_fact_by_name"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(grade__in=["A", "B", "C", "D"]), name="registry_fact_known_grade"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="registry_fact_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(grade="B") | Q(verified_at__isnull=False),
                name="registry_fact_verified_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.subject_id} ({self.grade})"


class Consent(models.Model):
    """What a subject has agreed to, for one purpose; taking it back leaves the row."""

    class Purpose(models.TextChoices):
        ASSESS = "assess", "主动评定可享受的政策（免申即享）"
        SHARE = "share", "向相关部门核验信息"
        CONTACT = "contact", "联络与邀请"
        MATCH = "match", "推荐岗位与合作"
        LIST = "list", "列入人才库"
        ELSEWHERE = "elsewhere", "将认定结果告知其他城市"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    given_at = models.DateTimeField()
    given_by_id = models.BigIntegerField(null=True, blank=True)
    how = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(OfSubjectQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "purpose"],
                condition=Q(withdrawn_at=None),
                name="registry_consent_stands_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_id} {self.purpose}"


class DataRequest(models.Model):
    """A person asks for a copy of her data, or for its deletion."""

    class Kind(models.TextChoices):
        COPY = "copy", "查阅复制个人信息"
        ERASE = "erase", "删除个人信息"

    class State(models.TextChoices):
        OPEN = "open", "待办理"
        DONE = "done", "已办理"
        REFUSED = "refused", "未予办理"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by_id = models.BigIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True)
    # {"zh": ..., "en": ...}; and what was kept, with the reason for each.
    answer = models.JSONField(null=True, blank=True)
    kept = models.JSONField(default=list, blank=True)

    objects = VisibleManager.from_queryset(OfSubjectQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "kind"],
                condition=Q(state="open"),
                name="registry_datarequest_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(answered_at__isnull=False),
                name="registry_datarequest_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_id} ({self.state})"
