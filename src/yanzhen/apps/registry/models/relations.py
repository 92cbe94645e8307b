"""How subjects stand to each other: works for, member of, leads, spouse, child, runs."""

import pghistory
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.accounts.service import VisibleManager
from yanzhen.apps.registry.models.subjects import Subject
from yanzhen.apps.registry.visible import OfSubjectQuerySet


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Relation(models.Model):
    """A relation, dated.

    An employer's officer sees those who work for it once the relation is confirmed: by the person,
    by staff, or because the officer's employer brought her into the registry.
    """

    class Kind(models.TextChoices):
        WORKS_FOR = "works_for", "任职于"
        MEMBER_OF = "member_of", "成员"
        LEADS = "leads", "负责人"
        SPOUSE = "spouse", "配偶"
        CHILD = "child", "子女"
        RUNS = "runs", "经营"

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="related")
    kind = models.CharField(max_length=12, choices=Kind)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=1)
    source = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)

    objects = VisibleManager.from_queryset(OfSubjectQuerySet)()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(subject=F("other")), name="registry_relation_of_two"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="registry_relation_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(grade__in=["A", "B", "C", "D"]), name="registry_relation_known_grade"
            ),
            models.UniqueConstraint(
                fields=["subject", "other", "kind"],
                condition=Q(valid_until=None),
                name="registry_relation_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_id} {self.kind} {self.other_id}"
