"""A claim: so much of what an award paid has to come back, for a reason, by two people.

proposed     the registry knows something that a clause names; nobody has decided yet
open         somebody claims it: the award pays nothing more, a second person looks
repaying     approved: the payee is told, and pays back
repaid       all of it came back
written_off  the rest is given up, by two people
withdrawn    it was not right

`paid_fen` is what the ledger had paid, less what had come back and what is claimed already, when
the claim was opened: no claim is for more.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.claims.models.visibility import Owned, OwnedManager


class Claim(Owned):
    class State(models.TextChoices):
        PROPOSED = "proposed", "待核实"
        OPEN = "open", "待复核"
        REPAYING = "repaying", "追回中"
        REPAID = "repaid", "已追回"
        WRITTEN_OFF = "written_off", "已核销"
        WITHDRAWN = "withdrawn", "已撤销"

    number = models.CharField(max_length=56, unique=True)
    award = models.ForeignKey(
        "awards.Award", on_delete=models.PROTECT, related_name="+", to_field="number"
    )
    case_number = models.CharField(max_length=40)
    city = models.CharField(max_length=64)
    pack_hash = models.CharField(max_length=128)
    rule = models.CharField(max_length=96)
    clause = models.CharField(max_length=32)
    # The pack's id of what makes it be paid back; empty where the office names a clause itself.
    clawback = models.CharField(max_length=64, blank=True)
    # What the look found: the fact with its value, and a sentence in both languages.
    found = models.JSONField(null=True)
    subject_id = models.BigIntegerField()
    payee = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    payee_name = models.CharField(max_length=200)
    paid_fen = models.BigIntegerField(default=0)
    amount_fen = models.BigIntegerField(default=0)
    back_fen = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)
    how_to_pay = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=State)
    # Whether opening it suspended the award, so that withdrawing it lets the award go on.
    suspends = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # How somebody wants an approved claim to end before all came back; a second person agrees.
    end_wanted = models.CharField(max_length=12, blank=True)
    end_reason = models.TextField(blank=True)
    end_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[OwnedManager["Claim"]] = OwnedManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(back_fen__gte=0, back_fen__lte=F("amount_fen"))
                & Q(amount_fen__lte=F("paid_fen")),
                name="claims_claim_no_more_than_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "withdrawn"])
                | (Q(amount_fen__gt=0, opened_by__isnull=False) & ~Q(reason="")),
                name="claims_claim_for_something_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "open", "withdrawn"])
                | Q(approved_by__isnull=False),
                name="claims_claim_approved_before_it_is_paid",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("opened_by")),
                name="claims_claim_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "open", "repaying", "repaid"])
                | Q(approved_by__isnull=True)
                | (
                    Q(end_asked_by__isnull=False, ended_by__isnull=False)
                    & ~Q(ended_by=F("end_asked_by"))
                    & ~Q(end_reason="")
                ),
                name="claims_claim_ended_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="repaid") | Q(back_fen=F("amount_fen")),
                name="claims_claim_repaid_in_whole",
            ),
            models.UniqueConstraint(
                fields=["award", "clawback"],
                condition=Q(state__in=["proposed", "open", "repaying"]) & ~Q(clawback=""),
                name="claims_claim_one_for_a_reason",
            ),
        )
        indexes = (
            models.Index(fields=["tenant", "-id"], name="claims_of_tenant"),
            models.Index(fields=["account", "-id"], name="claims_of_account"),
            models.Index(fields=["employer", "-id"], name="claims_of_employer"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.amount_fen} ({self.state})"

    @property
    def left_fen(self) -> int:
        """What has not come back."""
        return self.amount_fen - self.back_fen
