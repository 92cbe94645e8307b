"""Reads over awards, each for an actor."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.awards.forecasting import Amount
from yanzhen.apps.awards.models import OPEN, Award, Correction, Instalment, Pattern, Share

SIZE = 50
COUNTED = 10_000
DUE = """
    SELECT i.id AS instalment_id, i.award_id, a.number AS award_number, i.tenant_id, a.city,
           a.fund, a.rule, a.clause, a.case_number, a.subject_id, a.subject_name, a.payee_id,
           a.decided_by_id, i.account_id, i.employer_id, i.number, i.due_on, i.amount_fen,
           i.budget_line_id
      FROM awards_instalment AS i JOIN awards_award AS a ON a.id = i.award_id
     WHERE i.state = 'due' AND i.budget_line_id IS NOT NULL
       AND a.state IN ('running', 'waiting_budget')
"""
"""The payments that may be paid, for an INSERT .. SELECT; add `AND i.tenant_id = ANY(...)` etc."""
BY = {
    "rule": "rule", "clause": "clause", "year": "effective_on__year", "place": "tenant",
    "tier": "tier", "industry": "industry", "employer": "employer",
}  # fmt: skip
EQUAL = (
    "city", "tenant_id", "rule", "clause", "state", "plan", "nature", "subject_id", "employer_id",
)  # fmt: skip
ORDERS = {"made": "made_at", "granted": "granted_fen", "effective": "effective_on"}


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
    employer_id: int | None = None
    text: str = ""
    at_risk: bool = False
    held_back: bool = False
    corrections: bool = False
    """Those with a payment that is held back; with a correction that waits for somebody."""
    year: int | None = None
    """The year in which they took effect."""
    order: str = "made"
    descending: bool = True


def listed(actor: Actor, wanted: Filters) -> QuerySet[Award]:
    """The awards that the actor sees, narrowed and ordered; the latest first unless it is said."""
    sign = "-" if wanted.descending else ""
    rows = Award.objects.visible_to(actor)
    rows = rows.order_by(f"{sign}{ORDERS.get(wanted.order, 'made_at')}", f"{sign}pk")
    for name in EQUAL:
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.text.strip():
        text = wanted.text.strip()
        rows = rows.filter(Q(number__contains=text) | Q(subject_name__startswith=text))
    if wanted.at_risk:
        rows = rows.filter(open_year__lte=timezone.localdate().year)
    if wanted.year is not None:
        rows = rows.filter(effective_on__year=wanted.year)
    if wanted.held_back:
        held = Instalment.objects.filter(award=OuterRef("pk"), state=Instalment.State.HELD_BACK)
        rows = rows.filter(Exists(held))
    if wanted.corrections:
        waits = Correction.objects.filter(award=OuterRef("pk"), state=Correction.State.PROPOSED)
        rows = rows.filter(Exists(waits))
    return rows


def counted(rows: QuerySet[Award] | QuerySet[Instalment]) -> int:
    """How many, counted no further than a list counts."""
    return rows.order_by()[:COUNTED].count()


@dataclass(frozen=True, slots=True)
class Payments:
    """What a list of payments is narrowed to; empty means all."""

    tenant_id: int | None = None
    state: str = ""
    year: int | None = None
    """The year whose budget they burden."""
    without_budget: bool = False
    award: str = ""
    descending: bool = False


def payments(actor: Actor, wanted: Payments) -> QuerySet[Instalment]:
    """The payments that the actor sees, by the day on which they fall due."""
    rows = Instalment.objects.visible_to(actor).select_related("award")
    for name in ("tenant_id", "state", "year"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.without_budget:
        rows = rows.filter(budget_line=None, state__in=OPEN)
    if wanted.award.strip():
        rows = rows.filter(award__number=wanted.award.strip())
    sign = "-" if wanted.descending else ""
    return rows.order_by(f"{sign}due_on", f"{sign}pk")


def how_many_wait(actor: Actor, lists: Mapping[str, Filters], most: int) -> dict[str, int]:
    """How long each of these lists is, counted no further than `most`; in one query."""
    parts = [
        listed(actor, wanted)
        .annotate(of=Value(name))
        .order_by()
        .values_list("of", flat=True)[:most]
        for name, wanted in lists.items()
    ]
    first, *others = parts
    found = Counter(first.union(*others, all=True))
    return {name: found[name] for name in lists}


def own(actor: Actor) -> QuerySet[Award]:
    """The awards of herself."""
    if actor.account_id is None:
        return Award.objects.none()
    return Award.objects.visible_to(actor).filter(account=actor.account_id).order_by("-pk")


def of_employers(actor: Actor) -> QuerySet[Award]:
    """What the clauses give to the employers for which she acts, themselves."""
    if not actor.employers:
        return Award.objects.none()
    return Award.objects.visible_to(actor).filter(payee__in=actor.employers).order_by("-pk")


def of_case(actor: Actor, number: str) -> QuerySet[Award]:
    """What a case became, as far as she sees it."""
    return Award.objects.visible_to(actor).filter(case_number=number).order_by("pk")


def of_numbers(actor: Actor, numbers: Iterable[str]) -> QuerySet[Award]:
    """The awards of these numbers."""
    return Award.objects.visible_to(actor).filter(number__in=list(numbers)).order_by("pk")


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


def unplanned(actor: Actor, city: str, fund: str | None) -> tuple[int, int, int]:
    """How much was granted without dates yet, in how many awards; how many wait for a budget."""
    rows = Award.objects.visible_to(actor).filter(city=city)
    if fund is not None:
        rows = rows.filter(fund=fund)
    waits, dateless = Q(state=Award.State.WAITING_BUDGET), Q(plan=Award.Plan.TO_PLAN)
    rows = rows.filter(waits | dateless).exclude(state=Award.State.STOPPED)
    found = rows.aggregate(
        fen=Sum("granted_fen", filter=dateless), n=Count("pk", filter=dateless),
        waiting=Count("pk", filter=waits),
    )  # fmt: skip
    return int(found["fen"] or 0), int(found["n"]), int(found["waiting"])


@dataclass(frozen=True, slots=True)
class Gap:
    """What of a fund has no budget: awards that wait for one, and what falls due without it."""

    waiting: int = 0
    at_risk_fen: int = 0


def gaps(actor: Actor, city: str, year: int) -> dict[str, Gap]:
    """The gaps of each fund of a city up to the end of a year, in two queries."""
    seen = Award.objects.visible_to(actor).filter(city=city).order_by()
    waits = seen.filter(state=Award.State.WAITING_BUDGET).values_list("fund").annotate(Count("pk"))
    bare = Instalment.objects.visible_to(actor).filter(
        award__city=city, year__lte=year, budget_line=None, state__in=OPEN
    )
    risks = bare.order_by().values_list("award__fund").annotate(Sum("amount_fen"))
    waiting, at_risk = dict(waits), dict(risks)
    return {fund: Gap(waiting.get(fund, 0), at_risk.get(fund, 0)) for fund in {*waiting, *at_risk}}


def costs(
    actor: Actor, city: str, by: str, year: int | None, tenants: frozenset[int] | None = None
) -> list[dict[str, Any]]:
    """Awards of money added up, by one of `BY`; `year` is the one in which they took effect.

    With `open` and `dateless` payments to come and sums without dates yet; with `before` what was
    granted in the year before, if a year is asked for. What came back counts as never paid.
    """
    column = BY[by]
    rows = Award.objects.visible_to(actor).filter(city=city, nature=Award.Nature.MONEY)
    now = Q() if year is None else Q(effective_on__year=year)
    if year is not None:
        rows = rows.filter(effective_on__year__in=[year, year - 1])
    if tenants is not None:
        rows = rows.filter(tenant__in=tenants)
    waits = Q(plan=Award.Plan.TO_PLAN) & ~Q(state=Award.State.STOPPED)
    earlier = ~now if year is not None else Q(pk=None)
    sums: dict[Any, dict[str, Any]] = {
        one["key"]: dict(one) for one in rows.order_by().values(key=F(column)).annotate(
            awards=Count("pk", filter=now), subjects=Count("subject", distinct=True, filter=now),
            granted=Sum("granted_fen", filter=now),
            dateless=Sum("granted_fen", filter=waits & now),
            before=Sum("granted_fen", filter=earlier),
            back=Sum("back_fen", filter=now),
        )
    }  # fmt: skip
    paid = Instalment.objects.visible_to(actor).filter(award__in=rows.filter(now).order_by())
    for one in paid.order_by().values(key=F(f"award__{column}")).annotate(
        paid=Sum("amount_fen", filter=Q(state="paid")),
        open=Sum("amount_fen", filter=~Q(state__in=["paid", "cancelled"])),
    ):  # fmt: skip
        kept = (one["paid"] or 0) - (sums[one["key"]]["back"] or 0)
        sums[one["key"]] |= {"paid": kept, "open": one["open"]}
    return sorted(sums.values(), key=lambda one: -int(one["granted"] or 0))


def years_of(actor: Actor, city: str) -> list[int]:
    """The years in which awards of a city took effect, the latest first."""
    rows = Award.objects.visible_to(actor).filter(city=city, nature=Award.Nature.MONEY)
    years = rows.order_by().values_list("effective_on__year", flat=True).distinct()
    return sorted(years, reverse=True)


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
    rows = list(Share.objects.filter(holds, city=city, rule__in=[rule, ""]).order_by("pk"))
    return [one for one in rows if one.rule == rule] or [one for one in rows if not one.rule]


def paid_under(subject_id: int, city: str, rules: Iterable[str]) -> tuple[str, ...]:
    """The awards of a person under these rules that run: counties of a city alike."""
    running = (Award.State.RUNNING, Award.State.WAITING_BUDGET)
    with acting(SYSTEM):
        rows = Award.objects.filter(
            subject=subject_id, city=city, rule__in=[*rules], state__in=running
        )
        return tuple(rows.order_by("pk").values_list("number", flat=True))


def shares_of_city(city: str) -> QuerySet[Share]:
    """Every share that a city has set, the latest first."""
    return Share.objects.filter(city=city).order_by("rule", "-valid_from", "pk")


def patterns_of_city(city: str) -> dict[str, str]:
    """The pattern of each rule that has one."""
    rows = Pattern.objects.filter(city=city).order_by("rule")
    return dict(rows.values_list("rule", "percents"))


def held_back(numbers: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Of awards, what the first payment that is held back lacks."""
    rows = Instalment.objects.filter(
        award__number__in=list(numbers), state=Instalment.State.HELD_BACK, finding__isnull=False
    )
    found = rows.order_by("award", "-number").values_list("award__number", "finding")
    return {number: finding or {} for number, finding in found}
