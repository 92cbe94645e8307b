"""A sheet that somebody brought: looked at first, then taken in, row by row and once only."""

from django.db import models
from django.db.models import Q

from yanzhen.apps.accounts.service import VisibleManager
from yanzhen.apps.registry.visible import OfTenantQuerySet


class Import(models.Model):
    """One file. The same file in the same place is the same import, whoever brings it again."""

    class State(models.TextChoices):
        BROUGHT = "brought", "待预检"
        READY = "ready", "已预检，待确认"
        REFUSED = "refused", "文件无法读取"
        RUNNING = "running", "导入中"
        DONE = "done", "已导入"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+",
        null=True, blank=True,
    )  # fmt: skip
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=16)
    city = models.CharField(max_length=64, blank=True)
    grade = models.CharField(max_length=1)
    source = models.CharField(max_length=200)
    # The day from which the facts hold; none: nobody said.
    as_of = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=200)
    # Gone when it is taken in: it holds whole numbers.
    file = models.FileField(upload_to="registry/imports/", blank=True)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.BROUGHT)
    # Rows in all, those that can be taken in, those taken in already, new subjects, facts.
    counts = models.JSONField(default=dict)
    # Of the file as a whole: [{"zh": ..., "en": ...}]
    problems = models.JSONField(default=list)
    rejects = models.FileField(upload_to="registry/imports/", blank=True)
    # The last row that is in: a run that was killed goes on behind it.
    done_up_to = models.BigIntegerField(default=0)
    brought_by = models.ForeignKey(
        "accounts.Account", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    brought_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = VisibleManager.from_queryset(OfTenantQuerySet)()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "employer", "digest", "kind", "grade"],
                nulls_distinct=False,
                name="registry_import_once",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(employer__isnull=False),
                name="registry_import_of_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"
