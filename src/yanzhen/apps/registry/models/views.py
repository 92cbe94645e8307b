"""Registers of talent: a saved question to the registry, and those listed by hand.

在外人才库      native of the city, living elsewhere
本地籍大学生库  native of the city, studying somewhere
校友库          studied at one of these schools
后备人才库      listed one by one
"""

from django.db import models

from yanzhen.apps.accounts.service import VisibleManager
from yanzhen.apps.registry.models.subjects import Subject
from yanzhen.apps.registry.visible import OfTenantQuerySet


class SavedView(models.Model):
    """A register of an organisation. `criteria` are read by `registers`; `roles` may open it."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=400)
    kind = models.CharField(max_length=16, choices=Subject.Kind)
    city = models.CharField(max_length=64)
    criteria = models.JSONField(default=list)
    roles = models.JSONField(default=list)
    # Only those who have agreed to this are in it; empty: no consent is needed by its purpose.
    consent = models.CharField(max_length=12, blank=True)
    made_by_id = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(OfTenantQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=models.Q(closed_at=None),
                name="registry_savedview_one_of_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Listed(models.Model):
    """Somebody put on a register by hand, and why."""

    view = models.ForeignKey(SavedView, on_delete=models.PROTECT, related_name="listed")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="listed")
    note = models.CharField(max_length=400, blank=True)
    listed_at = models.DateTimeField(auto_now_add=True)
    listed_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["view", "subject"], name="registry_listed_once"),
        )

    def __str__(self) -> str:
        return f"{self.subject_id} on {self.view_id}"
