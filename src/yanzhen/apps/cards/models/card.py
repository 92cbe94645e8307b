"""A card of a person, and what happened to it.

valid <-> suspended -> revoked;  valid -> revoked.  That its last day has passed is no state.

`status_index` is its place in the city's status list and `pseudonym` its name in a code: both are
drawn by chance and drawn anew whenever codes shown until then have to be refused (`Spent`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yanzhen.apps.cards.models.visibility import Owned, Whose


class State(models.TextChoices):
    VALID = "valid", "有效"
    SUSPENDED = "suspended", "已暂停"
    REVOKED = "revoked", "已注销"


class Basis(models.TextChoices):
    RECOGNITION = "recognition", "人才认定"
    DECISION = "decision", "办件决定"


class Cause(models.TextChoices):
    """Why it is suspended or revoked."""

    LOST = "lost", "挂失"
    OFFICE = "office", "主管部门决定"
    WITHDRAWN = "withdrawn", "认定被取消或终止"
    DIED = "died", "去世"
    LEFT = "left", "离开本市"
    OWN_WISH = "own_wish", "本人申请"


class Card(Whose):
    State, Basis, Cause = State, Basis, Cause

    number = models.CharField(max_length=40, unique=True)
    city = models.CharField(max_length=64)
    # Of the city's pack (`cards.yaml`).
    programme = models.CharField(max_length=64)
    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    pseudonym = models.BinaryField(max_length=8, unique=True)
    status_index = models.PositiveIntegerField()
    level = models.CharField(max_length=32, blank=True)
    # As it stands on the face; a new name is a new face.
    name = models.CharField(max_length=200)
    name_mask = models.CharField(max_length=40)
    state = models.CharField(max_length=9, choices=State, default=State.VALID)
    cause = models.CharField(max_length=9, choices=Cause, blank=True)
    valid_from = models.DateField()
    # No document sets a term: the recognition's, or what the office entered.
    valid_until = models.DateField(null=True)
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=11, choices=Basis)
    recognition_id = models.BigIntegerField(null=True)
    case_number = models.CharField(max_length=40, blank=True)

    objects: ClassVar[Owned["Card"]] = Owned()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "city", "programme"], condition=~Q(state="revoked"),
                name="cards_card_one_of_a_person",
            ),
            models.UniqueConstraint(
                fields=["city", "status_index"], name="cards_card_own_place_in_the_list"
            ),
            models.CheckConstraint(
                condition=Q(recognition_id__isnull=False, basis="recognition")
                | (Q(basis="decision") & ~Q(case_number="")),
                name="cards_card_rests_on_something",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="cards_card_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state="valid", cause="") | (~Q(state="valid") & ~Q(cause="")),
                name="cards_card_says_why_it_is_not_valid",
            ),
            models.CheckConstraint(
                condition=Q(state="revoked", ended_at__isnull=False)
                | (~Q(state="revoked") & Q(ended_at__isnull=True)),
                name="cards_card_revoked_at_some_time",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["tenant", "-id"], name="cards_card_of_a_place"),
            models.Index(fields=["account"], name="cards_card_of_account"),
            models.Index(
                fields=["recognition_id"], condition=Q(recognition_id__isnull=False),
                name="cards_card_of_a_recognition",
            ),
            models.Index(
                fields=["city", "status_index"], condition=~Q(state="valid"),
                name="cards_card_not_valid",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Event(Whose):
    """What happened to a card, by whom and why."""

    card = models.ForeignKey(Card, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=16)
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    reason = models.CharField(max_length=400, blank=True)
    told = models.JSONField(default=dict)

    objects: ClassVar[Owned["Event"]] = Owned()

    def __str__(self) -> str:
        return f"{self.card_id} {self.kind}"
