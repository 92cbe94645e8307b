"""What auditors found: checks of the books, samples, and what each drawn thing turned out to be.

A sample names all that it takes to draw it again: from what, between which moments, how many, and
the seed. `Item.outcome` is empty until somebody has looked.
"""

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager

Row = TypeVar("Row", bound=models.Model, covariant=True)


class AuditedManager(VisibleManager[Row]):
    """Rows of a place, for its auditors and those of the places above it."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(tenant__in=actor.audited)


class Placed(models.Model):
    """Whose it is."""

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


class Check(Placed):
    """What a check of a book's seals, or of all balances, has found."""

    class Kind(models.TextChoices):
        SEALS = "seals", "封存校验"
        BALANCES = "balances", "余额核对"

    kind = models.CharField(max_length=8, choices=Kind)
    book = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    movements = models.BigIntegerField()
    # Of a book: those that came after its last seal.
    unsealed = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)
    fault_zh = models.CharField(max_length=200, blank=True)
    fault_en = models.CharField(max_length=200, blank=True)

    objects: ClassVar[AuditedManager["Check"]] = AuditedManager()

    class Meta:
        indexes = (models.Index(fields=["kind", "book", "-id"], name="inspections_latest"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.book} {self.at:%Y-%m-%d %H:%M}"

    @property
    def holds(self) -> bool:
        return not self.fault_zh


class Sample(Placed):
    """A random sample; `population` is known once it was drawn."""

    class Kind(models.TextChoices):
        MOVEMENTS = "movements", "账本流水"
        AWARDS = "awards", "待遇"

    kind = models.CharField(max_length=9, choices=Kind)
    # The code of a book, or of a city.
    scope = models.CharField(max_length=120)
    city = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    population = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.CharField(max_length=200)

    objects: ClassVar[AuditedManager["Sample"]] = AuditedManager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(size__gte=1), name="inspections_sample_has_a_size"),
        )
        indexes = (models.Index(fields=["tenant", "-id"], name="inspections_samples"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.scope} {self.seed}"


class Item(Placed):
    """One thing that was drawn, and what whoever looked at it found."""

    class Outcome(models.TextChoices):
        OPEN = "", "未查"
        CHECKED = "checked", "已查，无异常"
        FINDING = "finding", "有问题"

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    movement_id = models.BigIntegerField(null=True)
    award = models.CharField(max_length=48, blank=True)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by_name = models.CharField(max_length=200, blank=True)

    objects: ClassVar[AuditedManager["Item"]] = AuditedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sample", "place"], name="inspections_item_once"),
            models.CheckConstraint(
                condition=~Q(outcome="finding") | ~Q(note=""),
                name="inspections_item_finding_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sample_id}/{self.place} {self.outcome}"
