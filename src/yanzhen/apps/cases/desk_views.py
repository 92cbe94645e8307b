"""What an office looks after beside its cases: public entries, promised terms, delegations.

proposals(office, today)    ->  the entries that could be published, each with what forbids it
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.cases.actions.publishing import entry_of
from yanzhen.apps.cases.actions.recording import Opened
from yanzhen.apps.cases.errors import CaseRefused
from yanzhen.apps.cases.items import item_of, pack_of
from yanzhen.apps.cases.models import Case, Delegation, Publicity, Term
from yanzhen.apps.cases.showing import place_label, publicity_shown, row_of
from yanzhen.apps.cases.shown import PublicityShown, Row
from yanzhen.policy.vocabulary import Label

MOST = 200


@dataclass(frozen=True, slots=True)
class Proposed:
    """An entry that could be published, or what was found in it that must not be public."""

    row: Row
    entry: dict[str, str]
    findings: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """An entry that is or was public, with its case; `closed` when it is public no longer."""

    number: str
    shown: PublicityShown
    closed: bool
    objections: int


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term that a place promises."""

    id: int
    tenant_id: int
    place: Label
    item: str
    stage: str
    days: int
    basis: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class DelegationShown:
    """Somebody acts in a colleague's place. `given`: the actor gave it."""

    id: int
    giver: str
    taker: str
    role: str
    organisation: Label
    starts_on: date
    ends_on: date
    ended_at: datetime | None
    given: bool


def proposals(actor: Actor, today: date) -> tuple[Proposed, ...]:
    """The cases that wait for their publicity period, the oldest first."""
    rows = Case.objects.visible_to(actor).filter(state="publishing", is_open=True)
    return tuple(
        _proposed(case, today)
        for case in rows.select_related("tenant", "employer").order_by("submitted_at")[:MOST]
    )


def published(actor: Actor, today: date) -> tuple[Published, ...]:
    """The public entries of the actor's places, those that run first, then the latest."""
    rows = Publicity.objects.visible_to(actor).filter(
        Q(tenant__in=actor.tenants) | Q(case__in=Case.objects.visible_to(actor))
    )
    rows = rows.select_related("tenant", "case").prefetch_related("case__objections")
    found = rows.order_by("-closed_at", "ends_on", "-pk")[:MOST]
    return tuple(
        Published(
            one.case.number, publicity_shown(one, today), one.closed_at is not None,
            sum(raised.is_open for raised in one.case.objections.all()),
        )
        for one in found
    )  # fmt: skip


def terms(actor: Actor) -> tuple[TermShown, ...]:
    """The terms that the actor's places promise."""
    rows = Term.objects.filter(tenant__in=actor.tenants).select_related("tenant")
    return tuple(
        TermShown(
            one.pk, one.tenant_id, place_label(one.tenant), one.item, one.stage, one.days,
            one.basis, one.is_demo,
        )
        for one in rows.order_by("tenant", "item", "stage")[:MOST]
    )  # fmt: skip


def delegations(actor: Actor) -> tuple[DelegationShown, ...]:
    """What the actor gave to colleagues and took from them, the latest first."""
    rows = Delegation.objects.visible_to(actor).select_related("giver", "taker", "organisation")
    today = timezone.localdate()
    return tuple(
        DelegationShown(
            one.pk, one.giver.name or one.giver.email, one.taker.name or one.taker.email,
            one.role, place_label(one.organisation), one.starts_on, one.ends_on,
            one.ended_at, one.giver_id == actor.account_id,
        )
        for one in rows.filter(Q(ends_on__gte=today) | Q(giver=actor.account_id)).order_by("-pk")[
            :MOST
        ]
    )  # fmt: skip


def _proposed(case: Case, today: date) -> Proposed:
    pack = pack_of(case)
    looked_at = Opened(
        case, pack, item_of(pack, case.item), pack.lifecycles[case.lifecycle], [], [], []
    )
    try:
        return Proposed(row_of(case, today), entry_of(looked_at), ())
    except CaseRefused as refused:
        return Proposed(row_of(case, today), {}, tuple(one.reason for one in refused.refusals))
