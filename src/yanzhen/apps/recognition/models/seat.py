"""What is kept of an employer's seats: the authorisation, each use, the office's samples.

How many seats there are and how many are free stands in the ledger, in the line of the
authorisation. The place's staff and the employer's officers see both; samples are the office's.
"""

from typing import ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager
from yanzhen.apps.organisations.service import EMPLOYERS, TENANTS

Row = TypeVar("Row", bound=models.Model, covariant=True)
OF_PLACE = f"tenant_id = ANY({TENANTS})"
OF_BOTH = f"{OF_PLACE} OR employer_id = ANY({EMPLOYERS})"


class OfBoth(VisibleManager[Row]):
    """Rows of a place's staff and of an employer's officers."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        if actor.is_system:
            return rows
        return rows.filter(Q(tenant__in=actor.tenants) | Q(employer__in=actor.employers))


class OfPlace(VisibleManager[Row]):
    """Rows of a place's staff only."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(tenant__in=actor.tenants)


class Placed(models.Model):
    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Authorisation(Placed):
    """An employer may recognise by itself between two days. `scope` and `basis` are the office's
    own words: no document says how many seats there are, or of which level."""

    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    employer_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=64)
    levels = models.JSONField(default=list)
    scope = models.CharField(max_length=400)
    clause = models.CharField(max_length=32)
    basis = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField()
    closed_on = models.DateField(null=True)
    closed_reason = models.CharField(max_length=400, blank=True)
    # The line of the ledger that counts its seats, and how often it was moved: each has a key.
    line = models.CharField(max_length=240, unique=True, null=True)
    moves = models.PositiveIntegerField(default=0)
    # By this fact of the registry the rules know that the employer is authorised.
    fact_id = models.BigIntegerField(null=True)
    # Of the form that it came by: sent again, it makes no second one.
    key = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[OfBoth["Authorisation"]] = OfBoth()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["tenant", "key"], name="recognition_seats_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")),
                name="recognition_seats_end_after_they_begin",
            ),
            models.CheckConstraint(
                condition=~Q(basis="") & ~Q(scope=""), name="recognition_seats_have_a_basis"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_reason=""),
                name="recognition_seats_closed_for_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "-id"], name="recognition_seats_of_tenant"),
            models.Index(fields=["employer", "-id"], name="recognition_seats_of_employer"),
        )

    def __str__(self) -> str:
        return f"{self.employer_name} {self.valid_from} - {self.valid_until}"


class SeatUse(Placed):
    """An employer's decision, which spent a seat; the paper itself stays with the employer."""

    class State(models.TextChoices):
        USED = "used", "已使用"
        RETURNED = "returned", "已退回"

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="uses")
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    recognition = models.OneToOneField(
        "recognition.Recognition", on_delete=models.PROTECT, related_name="seat"
    )
    # The employer's own decision: its number, its day, why, and by which papers.
    decision = models.CharField(max_length=120)
    decided_on = models.DateField()
    reason = models.TextField()
    papers = models.TextField()
    key = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.USED)
    at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    returned_at = models.DateTimeField(null=True)
    returned_by_name = models.CharField(max_length=200, blank=True)
    returned_reason = models.CharField(max_length=400, blank=True)

    objects: ClassVar[OfBoth["SeatUse"]] = OfBoth()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authorisation", "key"], name="recognition_seat_used_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(papers="") & ~Q(decision=""),
                name="recognition_seat_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="used", returned_at=None)
                | (Q(state="returned", returned_at__isnull=False) & ~Q(returned_reason="")),
                name="recognition_seat_returned_for_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "-id"], name="recognition_uses_of_tenant"),
            models.Index(fields=["employer", "-id"], name="recognition_uses_of_employer"),
        )

    def __str__(self) -> str:
        return f"{self.authorisation_id} {self.decision}"


class SeatSample(Placed):
    """A random sample of uses: with seed, days and size anybody can draw it again."""

    seed = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    since = models.DateField()
    until = models.DateField()
    population = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[OfPlace["SeatSample"]] = OfPlace()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(size__gte=1), name="recognition_seat_sample_has_a_size"
            ),
        )
        indexes = (models.Index(fields=["tenant", "-id"], name="recognition_seat_samples"),)

    def __str__(self) -> str:
        return f"{self.city} {self.seed}"


class SampledSeat(Placed):
    """A use that was drawn, and what whoever looked at its papers found."""

    class Outcome(models.TextChoices):
        OPEN = "", "未查"
        CHECKED = "checked", "已查，无异常"
        FINDING = "finding", "有问题"

    sample = models.ForeignKey(SeatSample, on_delete=models.PROTECT, related_name="items")
    use = models.ForeignKey(SeatUse, on_delete=models.PROTECT, related_name="sampled")
    place = models.PositiveIntegerField()
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    marked_at = models.DateTimeField(null=True)
    marked_by_name = models.CharField(max_length=200, blank=True)

    objects: ClassVar[OfPlace["SampledSeat"]] = OfPlace()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["sample", "place"], name="recognition_sampled_place"),
            models.UniqueConstraint(fields=["sample", "use"], name="recognition_sampled_once"),
            models.CheckConstraint(
                condition=~Q(outcome="finding") | ~Q(note=""),
                name="recognition_seat_finding_says_what",
            ),
        )

    def __str__(self) -> str:
        return f"{self.sample_id}/{self.place} {self.outcome}"
