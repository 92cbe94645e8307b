"""Reads over claims, each for an actor."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.claims.models import Claim

SIZE = 50
COUNTED = 10_000
LIVE = (Claim.State.OPEN, Claim.State.REPAYING)
UNSETTLED = (Claim.State.PROPOSED, *LIVE)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    city: str = ""
    tenant_id: int | None = None
    state: str = ""
    award: str = ""
    text: str = ""


def listed(actor: Actor, wanted: Filters) -> QuerySet[Claim]:
    """The claims that the actor sees, narrowed, the latest first."""
    rows = Claim.objects.visible_to(actor).order_by("-pk")
    for name in ("city", "tenant_id", "state", "award"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if text := wanted.text.strip():
        rows = rows.filter(Q(number__contains=text) | Q(payee_name__startswith=text))
    return rows


def counted(rows: QuerySet[Claim]) -> int:
    """How many, counted no further than a list counts."""
    return rows.order_by()[:COUNTED].count()


def own(actor: Actor) -> QuerySet[Claim]:
    """What is claimed back from herself, or from an employer whose HR she is."""
    payee = Q(employer__in=actor.employers)
    if actor.account_id is not None:
        payee |= Q(account=actor.account_id)
    return Claim.objects.visible_to(actor).filter(payee, is_told=True).order_by("-pk")


def claimed(award: str, but: int | None = None) -> int:
    """What of an award's money is claimed and not back yet, or was given up: not to claim again."""
    with acting(SYSTEM):  # whichever county the award was in when it was claimed
        rows = Claim.objects.filter(award_id=award, state__in=[*LIVE, Claim.State.WRITTEN_OFF])
        sums = _without(rows, but).aggregate(a=Sum("amount_fen"), b=Sum("back_fen"))
    return int(sums["a"] or 0) - int(sums["b"] or 0)


def count_of(award: str) -> int:
    """How many claims there ever were on an award."""
    with acting(SYSTEM):
        return Claim.objects.filter(award_id=award).count()


def stands(award: str, clawback: str, but: int | None = None) -> bool:
    """Whether a claim or a proposal for this reason is there and not settled."""
    with acting(SYSTEM):
        rows = Claim.objects.filter(award_id=award, clawback=clawback, state__in=UNSETTLED)
        return _without(rows, but).exists()


def looked_at(award: str, clawback: str, value: str) -> bool:
    """Whether this very thing was proposed before, whatever became of it."""
    with acting(SYSTEM):
        rows = Claim.objects.filter(award_id=award, clawback=clawback, found__value=value)
        return rows.exists()


def _without(rows: QuerySet[Claim], claim: int | None) -> QuerySet[Claim]:
    return rows if claim is None else rows.exclude(pk=claim)
