"""A new version of a catalogue tried on everybody in the registry, before anything moves."""

from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.registry.service import LEFT_IF_TAKEN

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OfficeManager(VisibleManager[Row]):
    """Rows of a place, for those who work there or above."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(tenant__in=actor.tenants)


class Rerun(models.Model):
    class State(models.TextChoices):
        RUNNING = "running", "正在测算"
        DONE = "done", "已完成"

    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    base_hash = models.CharField(max_length=128)
    draft_hash = models.CharField(max_length=128)
    as_of = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.RUNNING)
    work = models.CharField(max_length=64, blank=True)
    # Tiers with "none" and "open", and how many go from which to which.
    names = models.JSONField(default=list)
    matrix = models.JSONField(default=list)
    people = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[OfficeManager["Rerun"]] = OfficeManager()

    def __str__(self) -> str:
        return f"{self.city} {self.draft_hash[:12]} ({self.state})"


class Mover(models.Model):
    """Somebody whom the new version places differently, with her recognition where she has one."""

    on_merge = LEFT_IF_TAKEN

    rerun = models.ForeignKey(Rerun, on_delete=models.PROTECT, related_name="movers")
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject_name = models.CharField(max_length=200)
    before = models.CharField(max_length=32)
    after = models.CharField(max_length=32)
    before_item = models.CharField(max_length=32, blank=True)
    after_item = models.CharField(max_length=32, blank=True)
    recognition = models.ForeignKey(
        "recognition.Recognition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    level = models.CharField(max_length=32, blank=True)
    is_proposed = models.BooleanField(default=False)

    objects: ClassVar[OfficeManager["Mover"]] = OfficeManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["rerun", "subject"], name="recognition_mover_once"),
        )

    def __str__(self) -> str:
        return f"{self.rerun_id} {self.before} -> {self.after}"
