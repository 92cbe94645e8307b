"""Reads over awards, each for an actor."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.awards.forecasting import Amount
from yanzhen.apps.awards.models import Award, Instalment, Share

SIZE = 50
COUNTED = 10_000
DUE = """
    SELECT i.id AS instalment_id, i.award_id, a.number AS award_number, i.tenant_id, a.city,
           a.fund, a.rule, a.clause, a.case_number, a.subject_id, a.payee_id, a.decided_by_id,
           i.number, i.due_on, i.amount_fen, i.budget_line_id
      FROM awards_instalment AS i JOIN awards_award AS a ON a.id = i.award_id
     WHERE i.state = 'due' AND i.budget_line_id IS NOT NULL
"""
"""The payments that may be paid, for an INSERT .. SELECT; add `AND i.tenant_id = ANY(...)` etc."""
BY = {
    "rule": "rule", "clause": "clause", "year": "effective_on__year", "place": "tenant",
    "tier": "tier", "industry": "industry", "employer": "employer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty means all."""

    city: str = ""
    tenant_id: int | None = None
    rule: str = ""
    clause: str = ""
    state: str = ""
    plan: str = ""
    nature: str = ""
    subject_id: int | None = None
    text: str = ""
    at_risk: bool = False


def listed(actor: Actor, wanted: Filters) -> QuerySet[Award]:
    """The awards that the actor sees, narrowed, the latest first."""
    rows = Award.objects.visible_to(actor).order_by("-made_at", "-pk")
    for name in ("city", "tenant_id", "rule", "clause", "state", "plan", "nature", "subject_id"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.text.strip():
        text = wanted.text.strip()
        rows = rows.filter(Q(number__contains=text) | Q(subject_name__startswith=text))
    if wanted.at_risk:
        rows = rows.filter(open_year__lte=timezone.localdate().year)
    return rows


def counted(rows: QuerySet[Award]) -> int:
    """How many, counted no further than a list counts."""
    return rows.order_by()[:COUNTED].count()


def own(actor: Actor) -> QuerySet[Award]:
    """The awards of herself."""
    if actor.account_id is None:
        return Award.objects.none()
    return Award.objects.visible_to(actor).filter(account=actor.account_id).order_by("-pk")


def amounts(actor: Actor, city: str, first: int, years: int, fund: str | None) -> list[Amount]:
    """What falls in which year, by state and whether it has a budget."""
    rows = Instalment.objects.visible_to(actor).filter(
        award__city=city, year__gte=first, year__lt=first + years
    )
    if fund is not None:
        rows = rows.filter(award__fund=fund)
    rows = rows.annotate(bare=Q(budget_line__isnull=True)).order_by()
    found = rows.values_list("year", "state", "bare").annotate(fen=Sum("amount_fen"))
    return [Amount(year, state, not bare, fen) for year, state, bare, fen in found]


def unplanned(actor: Actor, city: str, fund: str | None) -> tuple[int, int]:
    """How much was granted without dates yet, and in how many awards."""
    rows = Award.objects.visible_to(actor).filter(city=city, plan="to_plan")
    rows = rows.exclude(state=Award.State.STOPPED)
    if fund is not None:
        rows = rows.filter(fund=fund)
    found = rows.aggregate(fen=Sum("granted_fen"), n=Count("pk"))
    return int(found["fen"] or 0), int(found["n"])


def waiting(actor: Actor, city: str, fund: str | None) -> int:
    """How many awards wait for a budget."""
    rows = Award.objects.visible_to(actor).filter(city=city, state=Award.State.WAITING_BUDGET)
    return rows.filter(fund=fund).count() if fund is not None else rows.count()


def costs(actor: Actor, city: str, by: str, year: int | None) -> list[dict[str, Any]]:
    """Awards of money added up, by one of `BY`; `year` is the year of the payments. What came back
    counts as never paid."""
    column = BY[by]
    rows = Award.objects.visible_to(actor).filter(city=city, nature=Award.Nature.MONEY)
    if year is not None:
        rows = rows.filter(effective_on__year=year)
    sums: dict[Any, dict[str, Any]] = {
        one["key"]: dict(one) for one in rows.order_by().values(key=F(column)).annotate(
            awards=Count("pk"), subjects=Count("subject", distinct=True),
            granted=Sum("granted_fen"), back=Sum("back_fen"),
        )
    }  # fmt: skip
    paid = Instalment.objects.visible_to(actor).filter(award__in=rows.order_by())
    for one in paid.order_by().values(key=F(f"award__{column}")).annotate(
        paid=Sum("amount_fen", filter=Q(state="paid")),
        open=Sum("amount_fen", filter=~Q(state__in=["paid", "cancelled"])),
    ):  # fmt: skip
        paid = (one["paid"] or 0) - sums[one["key"]]["back"]
        sums[one["key"]] |= {"paid": paid, "open": one["open"]}
    return sorted(sums.values(), key=lambda one: -int(one["granted"] or 0))


def due_sums(actor: Actor, up_to: date, tenants: frozenset[int] | None = None) -> tuple[int, int]:
    """How many payments may be paid up to a day, and how much they come to."""
    rows = Instalment.objects.visible_to(actor).filter(
        state="due", budget_line__isnull=False, due_on__lte=up_to
    )
    if tenants is not None:
        rows = rows.filter(tenant__in=tenants)
    found = rows.aggregate(fen=Sum("amount_fen"), n=Count("pk"))
    return int(found["n"]), int(found["fen"] or 0)


def shares_on(city: str, rule: str, day: date) -> list[Share]:
    """Who bears a rule on a day: as set for it, else as set for all rules."""
    holds = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
    rows = Share.objects.filter(holds, city=city).order_by("pk")
    return list(rows.filter(rule=rule)) or list(rows.filter(rule=""))
