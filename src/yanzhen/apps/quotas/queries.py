"""Reads over pools, requests, flats and draws, each for an actor."""

from collections.abc import Iterable

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.organisations.service import organisation_by_id, organisations_by_id
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.quotas import access, showing
from yanzhen.apps.quotas.actions.asking import asked
from yanzhen.apps.quotas.eligibility import look
from yanzhen.apps.quotas.models import OPEN, Draw, Entry, Flat, Lease, Pool, Request
from yanzhen.apps.quotas.shown import (
    DrawShown,
    FlatShown,
    LeaseShown,
    Offered,
    PoolShown,
    RequestRow,
    RequestShown,
    TicketShown,
)
from yanzhen.apps.registry.service import Grade

MOST = 500
"""Requests or flats that one page is given."""


def pools(actor: Actor) -> tuple[PoolShown, ...]:
    """The pools whose lists she may look at."""
    cities = {seat.city for seat in organisations_by_id(actor.tenants).values()}
    rows = Pool.objects.filter(city__in=cities).order_by("city", "tenant__code", "unit", "code")
    return showing.pools_shown([one for one in rows if access.sees_pool(actor, one)])


def pool(actor: Actor, pool_id: int) -> PoolShown:
    return showing.pools_shown([access.access_pool(actor, pool_id)])[0]


def offered(actor: Actor) -> tuple[Offered, ...]:
    """What the packs of her cities list and nobody has opened, where she may open it."""
    seats = organisations_by_id(actor.tenants).values()
    cities = [
        one for one in seats if one.kind == "city" and actor.holds_any(access.KEEPERS, one.id)
    ]
    opened = set(
        Pool.objects.filter(city__in=[one.city for one in cities]).values_list("code", flat=True)
    )
    return tuple(
        one
        for city in cities
        for one in _listed(city.city)
        if f"{one.city}/{one.pack_pool}" not in opened
    )


def to_ask(personal: bool) -> tuple[PoolShown, ...]:
    """The pools that people ask of themselves, or those that employers ask of."""
    rows = Pool.objects.order_by("city", "code")
    return showing.pools_shown([one for one in rows if one.is_personal == personal])


def line(actor: Actor, pool_id: int) -> tuple[RequestRow, ...]:
    """The requests of a pool that are hers to see: who waits first, then who has something."""
    found = access.access_pool(actor, pool_id)
    rows = Request.objects.visible_to(actor).filter(pool=found).select_related("pool")
    open_ = list(rows.filter(state__in=OPEN).order_by("rank", "pk")[:MOST])
    rank = {state: number for number, state in enumerate(OPEN)}
    open_.sort(key=lambda one: rank[Request.State(one.state)])
    closed = list(rows.exclude(state__in=OPEN).order_by("-pk")[: max(0, 100 - len(open_))])
    return showing.rows_shown([*open_, *closed])


def request(actor: Actor, request_id: int) -> RequestShown:
    """One request with its life; what the rules say of her, for whoever decides."""
    found = access.access_request(actor, request_id)
    may = access.decides(actor, found.pool)
    for_whom = found.subject_id or found.employer_id
    is_open = found.state == Request.State.WAITING
    seen = found.events.order_by("pk")
    lease = Lease.objects.visible_to(actor).filter(request=found).first()
    entry = Entry.objects.visible_to(actor).filter(request=found).select_related("draw").last()
    return RequestShown(
        showing.rows_shown([found])[0], tuple(map(showing.event_shown, seen)), may,
        asked(actor, found), found.pool.by_draw and found.drawn_id is None,
        look(found.pool, for_whom, timezone.localdate(), Grade.B)
        if may and is_open and for_whom else None,
        showing.lease_shown(lease) if lease else None,
        showing.ticket_shown(entry) if entry else None,
    )  # fmt: skip


def mine(actor: Actor) -> tuple[RequestRow, ...]:
    """Her own requests, the latest first."""
    if actor.account_id is None:
        return ()
    rows = Request.objects.visible_to(actor).filter(account=actor.account_id)
    found = rows.select_related("pool").order_by("-pk")[:MOST]
    return showing.rows_shown(found, masked=False)


def my_leases(actor: Actor) -> tuple[LeaseShown, ...]:
    rows = Lease.objects.visible_to(actor).filter(account=actor.account_id)
    return tuple(showing.lease_shown(one) for one in rows.order_by("-since", "-pk"))


def my_tickets(actor: Actor) -> tuple[TicketShown, ...]:
    """Her numbers in draws that are published."""
    rows = Entry.objects.visible_to(actor).filter(
        account=actor.account_id, draw__state__in=(Draw.State.PUBLISHED, Draw.State.DRAWN)
    )
    found = rows.select_related("draw").order_by("-pk")
    return tuple(showing.ticket_shown(one) for one in found)


def of_employers(actor: Actor) -> tuple[RequestRow, ...]:
    """What her employers asked for."""
    rows = Request.objects.visible_to(actor).filter(employer__in=actor.employers)
    return showing.rows_shown(rows.select_related("pool").order_by("-pk")[:MOST])


def flats(actor: Actor, pool_id: int) -> tuple[FlatShown, ...]:
    """The stock of a pool that is her place's: free ones first."""
    found = access.access_pool(actor, pool_id)
    rows = Flat.objects.visible_to(actor).filter(pool=found).select_related("pool")
    return tuple(showing.flat_shown(one) for one in rows.order_by("state", "address")[:MOST])


def free_flats(actor: Actor, pool_id: int) -> tuple[FlatShown, ...]:
    rows = Flat.objects.visible_to(actor).filter(pool=pool_id, state=Flat.State.FREE)
    found = rows.select_related("pool").order_by("address")[:MOST]
    return tuple(showing.flat_shown(one) for one in found)


def flat(actor: Actor, flat_id: int) -> FlatShown:
    """A flat with everybody who rented it, the latest first."""
    found = access.access_flat(actor, flat_id)
    leases = list(Lease.objects.visible_to(actor).filter(flat=found).order_by("-since", "-pk"))
    names = showing.names_of(one.subject_id for one in leases)
    shown = (showing.lease_shown(one, names.get(one.subject_id, "")) for one in leases)
    return showing.flat_shown(found, shown)


def draws(actor: Actor, pool_id: int) -> tuple[DrawShown, ...]:
    """The draws of a pool, the latest first."""
    found = access.access_pool(actor, pool_id)
    seat = organisation_by_id(found.tenant_id)
    rows = Draw.objects.visible_to(actor).filter(pool=found).select_related("pool")
    return tuple(showing.draw_shown(one, seat) for one in rows.order_by("-pk"))


def draw(actor: Actor, draw_id: int) -> DrawShown:
    """A draw as everybody may see it."""
    found = access.access_draw(actor, draw_id)
    return showing.draw_shown(found, organisation_by_id(found.tenant_id))


def draw_at_desk(actor: Actor, draw_id: int) -> DrawShown:
    """The same with the requests behind the numbers, for the place that draws."""
    found = access.access_draw(actor, draw_id)
    access.access_pool(actor, found.pool_id)
    entries = found.entries.select_related("request__pool")
    seat = organisation_by_id(found.tenant_id)
    return showing.draw_shown(found, seat, showing.entries_shown(list(entries)))


def _listed(city: str) -> Iterable[Offered]:
    try:
        pack = published_pack(city)
    except NotPublished:
        return
    for one in pack.funding.pools:
        yield Offered(city, one.id, one.label, one.unit, one.clause, one.size)
