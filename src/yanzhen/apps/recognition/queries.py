"""Reads over recognitions, each for an actor."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.recognition.models import Mover, Proceeding, Proposal, Recognition, Rerun, Term
from yanzhen.apps.recognition.shown import InForce

SIZE = 50
COUNTED = 10_000


@dataclass(frozen=True, slots=True)
class Filters:
    """What a register is narrowed to; empty means all."""

    city: str = ""
    state: str = ""
    level: str = ""
    by: str = ""
    text: str = ""


def listed(actor: Actor, wanted: Filters) -> QuerySet[Recognition]:
    """The recognitions that the actor sees, narrowed, the latest first."""
    rows = Recognition.objects.visible_to(actor).select_related("supersedes").order_by("-pk")
    for name in ("city", "state", "level", "by"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if text := wanted.text.strip():
        rows = rows.filter(Q(number__contains=text) | Q(subject_name__startswith=text))
    return rows


def counted(rows: QuerySet[Recognition] | QuerySet[Mover] | QuerySet[Proposal]) -> int:
    """How many, counted no further than a list counts."""
    return rows.order_by()[:COUNTED].count()


def of_subject(actor: Actor, subject_id: int) -> QuerySet[Recognition]:
    rows = Recognition.objects.visible_to(actor).filter(subject=subject_id)
    return rows.select_related("supersedes").order_by("-pk")


def own(actor: Actor) -> QuerySet[Recognition]:
    """Her own."""
    rows = Recognition.objects.visible_to(actor).filter(subject__account=actor.account_id)
    return rows.select_related("supersedes").order_by("-pk")


def holding(rows: QuerySet[Recognition], on: date) -> QuerySet[Recognition]:
    """Those in force on a day."""
    begun = rows.filter(valid_from__lte=on)
    begun = begun.filter(Q(valid_until=None) | Q(valid_until__gte=on))
    return begun.filter(Q(ended_on=None) | Q(ended_on__gte=on))


def in_force(city: str, kinds: Iterable[str]) -> Iterator[InForce]:
    """All of these kinds in a city that are in force, in one pass; for the service itself."""
    rows = Recognition.objects.filter(city=city, kind__in=list(kinds), state="current")
    fields = ("pk", "city", "tenant", "subject", "kind", "level", "valid_from", "valid_until")
    return (InForce(*row) for row in rows.order_by("pk").values_list(*fields).iterator(5_000))


def proceedings(actor: Actor) -> QuerySet[Proceeding]:
    rows = Proceeding.objects.visible_to(actor).order_by("-pk")
    return rows.select_related("recognition__supersedes", "opened_by", "decided_by")


def open_proceedings(actor: Actor) -> QuerySet[Proceeding]:
    return proceedings(actor).filter(state__in=["open", "told", "heard"])


def own_proceedings(actor: Actor) -> QuerySet[Proceeding]:
    return proceedings(actor).filter(subject__account=actor.account_id, is_told=True)


def proposals(actor: Actor, state: str = "") -> QuerySet[Proposal]:
    """What is to be looked into in her places, the oldest first."""
    rows = Proposal.objects.visible_to(actor).filter(tenant__in=actor.tenants)
    rows = rows.select_related("recognition__supersedes").order_by("pk")
    return rows.filter(state=state) if state else rows


def terms(cities: Iterable[str]) -> list[Term]:
    """What was entered last of each kind."""
    rows = Term.objects.filter(city__in=list(cities)).order_by("city", "kind", "-pk")
    return list(rows.distinct("city", "kind"))


def reruns(actor: Actor) -> QuerySet[Rerun]:
    return Rerun.objects.visible_to(actor).select_related("started_by").order_by("-pk")


def movers(actor: Actor, rerun: Rerun, before: str = "", after: str = "") -> QuerySet[Mover]:
    """Who would move, those with a recognition first."""
    rows = Mover.objects.visible_to(actor).filter(rerun=rerun).select_related("recognition")
    rows = rows.filter(before=before) if before else rows
    rows = rows.filter(after=after) if after else rows
    return rows.order_by("recognition", "pk")
