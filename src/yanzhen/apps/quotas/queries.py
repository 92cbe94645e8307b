"""Reads over pools, requests, flats and draws, each for an actor."""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Case, F, IntegerField, Value, When
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.organisations.service import Seat, subtree
from yanzhen.apps.quotas import access, showing
from yanzhen.apps.quotas.actions.asking import asked
from yanzhen.apps.quotas.eligibility import look_at, pack_of
from yanzhen.apps.quotas.errors import NoSuchQuota
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
    cities = {one.city for one in seats_of(actor)}
    rows = Pool.objects.filter(city__in=cities).order_by("city", "tenant__code", "unit", "code")
    return tuple(
        one
        for one in showing.pools_shown(rows, by_text=True)
        if access.sees(actor, one.tenant_id, one.city, one.borrowed)
    )


def pool(actor: Actor, pool_id: int) -> PoolShown:
    """One, with what the document leaves open."""
    for one in showing.pools_shown(Pool.objects.filter(pk=pool_id), by_text=True):
        if access.sees(actor, one.tenant_id, one.city, one.borrowed):
            return one
    raise NoSuchQuota(pool_id)


def offered(actor: Actor, opened: Iterable[PoolShown]) -> tuple[Offered, ...]:
    """What the packs of her cities list beside the pools that are opened, to be opened by her."""
    codes = {one.code for one in opened}
    cities = [
        one.city
        for one in seats_of(actor)
        if one.kind == "city" and actor.holds_any(access.KEEPERS, one.id)
    ]
    listed = (one for city in cities for one in _listed(city))
    return tuple(one for one in listed if f"{one.city}/{one.pack_pool}" not in codes)


def to_ask(personal: bool) -> tuple[PoolShown, ...]:
    """The pools that people ask of themselves, or those that employers ask of."""
    rows = showing.pools_shown(Pool.objects.order_by("city", "code"))
    return tuple(one for one in rows if one.is_personal == personal)


def line(actor: Actor, pool: PoolShown) -> tuple[RequestRow, ...]:
    """The requests of a pool that are hers to see: who waits first, then who has something."""
    rows = Request.objects.visible_to(actor).filter(pool=pool.id).select_related(*showing.WITH)
    when = [When(state=state, then=Value(number)) for number, state in enumerate(OPEN)]
    standing = Case(*when, default=Value(len(OPEN)), output_field=IntegerField())
    in_line = Case(When(state__in=OPEN, then=F("rank")), output_field=BigIntegerField())
    return showing.rows_shown(rows.order_by(standing, in_line, "-pk")[:MOST])


def request(actor: Actor, request_id: int) -> RequestShown:
    """One request with its life; what the rules say of her, for whoever decides."""
    rows = Request.objects.visible_to(actor).select_related(*showing.WITH, "lease")
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise NoSuchQuota(request_id)
    may = access.decides(actor, found.pool)
    looks = may and found.state == Request.State.WAITING
    lease = getattr(found, "lease", None)
    ticket = _ticket(actor, found) if found.pool.by_draw or found.drawn_id else None
    return RequestShown(
        showing.rows_shown([found])[0],
        tuple(map(showing.event_shown, found.events.order_by("pk"))), may, asked(actor, found),
        found.pool.by_draw and found.drawn_id is None,
        look_at(found, timezone.localdate(), Grade.B) if looks else None,
        showing.lease_shown(lease) if lease else None, ticket,
    )  # fmt: skip


def mine(actor: Actor) -> tuple[RequestRow, ...]:
    """Her own requests, the latest first."""
    if actor.account_id is None:
        return ()
    rows = Request.objects.visible_to(actor).filter(account=actor.account_id)
    found = rows.select_related(*showing.WITH).order_by("-pk")[:MOST]
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
    return showing.rows_shown(rows.select_related(*showing.WITH).order_by("-pk")[:MOST])


def flats(actor: Actor, pool: PoolShown) -> tuple[FlatShown, ...]:
    """The stock of a pool, to the staff of its place: free ones first."""
    rows = Flat.objects.visible_to(actor).filter(pool=pool.id).select_related("pool")
    return tuple(showing.flat_shown(one) for one in rows.order_by("state", "address")[:MOST])


def free_flats(actor: Actor, pool_id: int) -> tuple[FlatShown, ...]:
    """Those that can be let."""
    rows = Flat.objects.visible_to(actor).filter(pool=pool_id, state=Flat.State.FREE)
    found = rows.select_related("pool").order_by("address")[:MOST]
    return tuple(showing.flat_shown(one) for one in found)


def flat(actor: Actor, flat_id: int) -> FlatShown:
    """A flat with everybody who rented it, the latest first."""
    found = access.access_flat(actor, flat_id)
    leases = Lease.objects.visible_to(actor).filter(flat=found).select_related("request")
    return showing.flat_shown(
        found,
        (
            showing.lease_shown(one, showing.person_of(one.request))
            for one in leases.order_by("-since", "-pk")
        ),
    )


def draws(actor: Actor, pool: PoolShown) -> tuple[DrawShown, ...]:
    """The draws of a pool, the latest first."""
    rows = Draw.objects.visible_to(actor).filter(pool=pool.id).select_related("pool", "tenant")
    return tuple(showing.draw_shown(one) for one in rows.order_by("-pk"))


def draw(actor: Actor, draw_id: int) -> DrawShown:
    """A draw as everybody may see it."""
    return showing.draw_shown(access.access_draw(actor, draw_id))


def draw_at_desk(actor: Actor, draw_id: int) -> DrawShown:
    """The same with the requests behind the numbers, for the place that draws."""
    found = access.access_draw(actor, draw_id)
    if not access.reads_at(actor, found.tenant_id):
        raise NoSuchQuota(draw_id)
    entries = found.entries.select_related("request")
    return showing.draw_shown(found, showing.entries_shown(list(entries)))


def seats_of(actor: Actor) -> tuple[Seat, ...]:
    """The places and departments of her posts with all below them; kept for a while."""
    tops = dict.fromkeys(one.tenant_id for one in actor.posts if one.tenant_id is not None)
    return tuple(seat for top in tops for seat in subtree(top))


def _ticket(actor: Actor, request: Request) -> TicketShown | None:
    entry = Entry.objects.visible_to(actor).filter(request=request).select_related("draw").last()
    return showing.ticket_shown(entry) if entry else None


def _listed(city: str) -> Iterable[Offered]:
    pack = pack_of(city)
    if pack is None:
        return
    said = pack.recognition.self_recognition
    counted_elsewhere = said.pool if said else ""  # by the line of each employer's authorisation
    for one in pack.funding.pools:
        if one.id == counted_elsewhere:
            continue
        clause = pack.clause_label(one.clause)
        yield Offered(city, one.id, one.label, one.unit, clause, one.size)
