"""Reads over many cases: queues and lists, each page in a handful of queries."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.models import Case, Draft, Offer, Publicity, Work
from yanzhen.apps.cases.parties import Seat, seats_of
from yanzhen.apps.search.service import found

MOST_COUNTED = 10_000
MOST_ON_A_PAGE = 200
SORTS = {
    "due": (F("due_on").asc(nulls_last=True), "-submitted_at", "pk"),
    "-due": (F("due_on").desc(nulls_last=True), "-submitted_at", "pk"),
    "submitted": ("submitted_at", "pk"),
    "-submitted": ("-submitted_at", "-pk"),
    "number": ("number",),
    "-number": ("-number",),
}

WORK_SORTS = {
    "due": (F("due_on").asc(nulls_last=True), "opened_on", "pk"),
    "-due": (F("due_on").desc(nulls_last=True), "-opened_on", "-pk"),
    "submitted": ("submitted_at", "pk"),
    "-submitted": ("-submitted_at", "-pk"),
    "number": ("number", "pk"),
    "-number": ("-number", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; what is empty does not narrow.

    `lateness` is yellow (due soon or late), red (late) or stopped; `organisation` an id: a place
    (its own cases) or a department (those that it works on); `search` a number or a name.
    """

    organisation: int | None = None
    state: str = ""
    turn: str = ""
    item: str = ""
    subject: int | None = None
    kind: str = ""
    channel: str = ""
    lateness: str = ""
    is_open: bool | None = None
    search: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = ""


def listed(actor: Actor, wanted: Filters, today: date) -> QuerySet[Case]:
    """The cases that the actor sees, narrowed and in order."""
    rows = Case.objects.visible_to(actor).select_related("tenant", "window")
    rows = rows.filter(*_narrowed(wanted), _late(wanted.lateness, today))
    if wanted.search.strip():
        rows = rows.filter(_found(wanted.search.strip()))
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["-submitted"]))


def waiting_on(actor: Actor, today: date, wanted: Filters | None = None) -> QuerySet[Work]:
    """The open works that the actor can do now: her own, or nobody's yet."""
    rows = Work.objects.visible_to(actor).filter(
        work_of(seats_of(actor, today)), state=Work.State.OPEN, waiting=False
    )
    rows = rows.filter(Q(assignee__isnull=True) | Q(assignee=actor.account_id))
    if wanted is not None:
        rows = _narrowed_works(rows, wanted, today)
    return rows.order_by(*WORK_SORTS.get(wanted.sort if wanted else "", WORK_SORTS["due"]))


def with_cases(works: QuerySet[Work]) -> list[Work]:
    """These works in their order, each with its case.

    Two queries: joined before the cut, the cases of all works would be read for one page.
    """
    keys = list(works.values_list("pk", flat=True))
    related = ("case", "case__tenant", "department", "assignee")
    found = Work.objects.select_related(*related).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def own_cases(actor: Actor) -> QuerySet[Case]:
    """The cases about oneself or filed by oneself, the latest first."""
    return (
        Case.objects.visible_to(actor)
        .filter(Q(applicant=actor.account_id) | Q(filed_by=actor.account_id))
        .select_related("tenant", "window")
        .order_by("-submitted_at", "-pk")
    )


def own_drafts(actor: Actor) -> QuerySet[Draft]:
    """What one has not submitted yet, the latest first."""
    return (
        Draft.objects.visible_to(actor)
        .filter(case__isnull=True)
        .select_related("tenant", "subject")
        .order_by("-updated_at", "-pk")
    )


def own_offers(actor: Actor) -> QuerySet[Offer]:
    """The offers made to oneself, the latest first."""
    return (
        Offer.objects.visible_to(actor)
        .filter(account=actor.account_id, account__isnull=False)
        .select_related("tenant", "case")
        .order_by("-pk")
    )


def running_publicities(actor: Actor, city: str, today: date) -> QuerySet[Publicity]:
    """The entries that are public on a day, those that end first."""
    return (
        Publicity.objects.visible_to(actor)
        .filter(city=city, closed_at__isnull=True, starts_on__lte=today, ends_on__gte=today)
        .select_related("tenant")
        .order_by("ends_on", "pk")
    )


def work_of(seats: tuple[Seat, ...]) -> Q:
    """The works that somebody in these seats can do."""
    each = (
        Q(role=seat.role) & (Q(department=seat.organisation_id) | Q(tenant=seat.organisation_id))
        for seat in seats
    )
    return reduce(or_, each, Q(pk__in=()))


def counted(rows: QuerySet[Case] | QuerySet[Work]) -> int:
    """How many there are, counting no further than `MOST_COUNTED`."""
    return int(rows.order_by()[: MOST_COUNTED + 1].count())


def _narrowed(wanted: Filters) -> list[Q]:
    plain = {
        "state": wanted.state, "turn": wanted.turn, "item": wanted.item, "kind": wanted.kind,
        "channel": wanted.channel, "is_open": wanted.is_open, "subject": wanted.subject,
        "submitted_at__date__gte": wanted.since, "submitted_at__date__lte": wanted.until,
    }  # fmt: skip
    found = [Q(**{name: value}) for name, value in plain.items() if value not in ("", None)]
    if wanted.organisation is not None:
        place = wanted.organisation
        found.append(Q(tenant=place) | Q(departments__contains=[place]))
    return found


def _narrowed_works(rows: QuerySet[Work], wanted: Filters, today: date) -> QuerySet[Work]:
    if wanted.lateness == "stopped":
        rows = rows.filter(case__stopped=True)
    else:
        rows = rows.filter(_late(wanted.lateness, today))
    if wanted.item:
        rows = rows.filter(case__item=wanted.item)
    if wanted.state:
        rows = rows.filter(case__state=wanted.state)
    if wanted.organisation is not None:
        place = wanted.organisation
        rows = rows.filter(Q(case__tenant=place) | Q(department=place))
    if search := wanted.search.strip():
        rows = rows.filter(found("cases_case", search, "case"))
    return rows


def _late(lateness: str, today: date) -> Q:
    match lateness:
        case "red":
            return Q(due_on__lt=today)
        case "yellow":
            return Q(yellow_on__lte=today)
        case "stopped":
            return Q(stopped=True)
        case _:
            return Q()


def _found(search: str) -> Q:
    return found("cases_case", search)
