"""From rows to what pages are given."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.ledgers.service import Balance, balances
from yanzhen.apps.quotas.eligibility import pack_of, said_of
from yanzhen.apps.quotas.models import Draw, Entry, Event, Flat, Lease, Pool, Request
from yanzhen.apps.quotas.shown import (
    DrawShown,
    EntryShown,
    EventShown,
    FlatShown,
    LeaseShown,
    PoolShown,
    RequestRow,
    TicketShown,
)
from yanzhen.apps.quotas.timeline import name_of
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label

WITH = ("pool", "tenant", "used_in")
"""What requests are fetched with to be shown."""


def counted(rows: QuerySet[Pool]) -> QuerySet[Pool]:
    """Pools with their place and how many wait for each, in one query."""
    waits = Count("requests", filter=Q(requests__state=Request.State.WAITING))
    return rows.select_related("tenant").annotate(waiting_count=waits)


def pools_shown(rows: QuerySet[Pool], by_text: bool = False) -> tuple[PoolShown, ...]:
    """Pools with their balances and how many wait; `by_text`: and what the document says."""
    with act_as(SYSTEM):
        pools = list(counted(rows))
    held = balances(one.code for one in pools)
    packs = {one: pack_of(one) for one in {pool.city for pool in pools}} if by_text else {}
    return tuple(_pool(one, held.get(one.code, Balance()), packs.get(one.city)) for one in pools)


def rows_shown(requests: Iterable[Request], masked: bool = True) -> tuple[RequestRow, ...]:
    """Requests, fetched `WITH` theirs, as lists show them: people masked unless it is herself."""
    found = list(requests)
    places = places_in_line(found)
    return tuple(_row(one, places, masked) for one in found)


def places_in_line(requests: Sequence[Request]) -> dict[int, int]:
    """The place of each that waits: how many stand before it in the whole line, and one."""
    pools = {one.pool_id for one in requests if one.state == Request.State.WAITING}
    if not pools:
        return {}
    with act_as(SYSTEM):
        rows = Request.objects.filter(pool__in=pools, state=Request.State.WAITING)
        ordered = rows.order_by("pool", "rank", "pk").values_list("pool", "pk")
        places: dict[int, int] = {}
        counted: dict[int, int] = {}
        for pool, pk in ordered:
            places[pk] = counted[pool] = counted.get(pool, 0) + 1
    return places


def lease_shown(lease: Lease, who: str = "") -> LeaseShown:
    return LeaseShown(
        lease.pk, lease.flat_id, lease.request_id, lease.address, who, lease.since, lease.until,
        lease.ended_on, lease.reason,
    )  # fmt: skip


def flat_shown(flat: Flat, leases: Iterable[LeaseShown] = ()) -> FlatShown:
    return FlatShown(
        flat.pk, flat.pool_id, name_of(flat.pool), flat.address, flat.rooms, flat.area,
        flat.rent_fen, flat.state, tuple(leases),
    )  # fmt: skip


def event_shown(event: Event) -> EventShown:
    return EventShown(event.kind, event.at, event.by_name, event.reason, event.told)


def ticket_shown(entry: Entry) -> TicketShown:
    """Of an entry that came with its draw."""
    draw = entry.draw
    return TicketShown(
        draw.pk, draw.title, entry.number, draw.state, draw.draws_on, entry.place, entry.won
    )


def draw_shown(draw: Draw, entries: Iterable[EntryShown] = ()) -> DrawShown:
    return DrawShown(
        draw.pk, draw.pool_id, name_of(draw.pool), label_of(draw.tenant), draw.pool.city,
        draw.title, draw.flats, draw.state, draw.draws_on, draw.witness_source, draw.witness,
        tuple(draw.participants), draw.commitment, draw.seed, tuple(draw.outcome),
        draw.published_at, draw.drawn_at, tuple(entries),
    )  # fmt: skip


def entries_shown(entries: Sequence[Entry]) -> tuple[EntryShown, ...]:
    """By their lots, or by their numbers before."""
    ordered = sorted(entries, key=lambda one: (one.place or 0, one.number))
    return tuple(
        EntryShown(one.number, one.request_id, person_of(one.request), one.place, one.won)
        for one in ordered
    )


def person_of(request: Request) -> str:
    """The masked name of whom it is for."""
    return masked_name(request.for_name or request.asker_name)


def _pool(pool: Pool, balance: Balance, pack: Pack | None) -> PoolShown:
    said = said_of(pack, pool)
    clause = pack.clause_label(pool.clause) if pack else Label(pool.clause, pool.clause)
    return PoolShown(
        pool.pk, pool.code, pool.city, label_of(pool.tenant), pool.tenant_id, name_of(pool),
        pool.unit, clause, pool.borrowed, pool.by_draw, pool.is_personal, pool.reserve_days,
        balance, getattr(pool, "waiting_count", 0), said.notes if said else (),
        said.size if said else None,
    )  # fmt: skip


def _row(request: Request, places: Mapping[int, int], masked: bool) -> RequestRow:
    who, for_whom = request.asker_name, request.for_name
    if masked:
        alone = request.employer_id is None and request.subject_id is not None
        who, for_whom = masked_name(who) if alone else who, masked_name(for_whom)
    return RequestRow(
        request.pk, request.pool_id, name_of(request.pool), request.pool.unit, who, for_whom,
        request.number, request.state, places.get(request.pk), request.asked_at,
        request.reserved_until, label_of(request.tenant), label_of(request.used_in),
        request.is_borrowed, request.reason, request.case_number,
    )  # fmt: skip


def label_of(place: Any) -> Label:
    """The name of an organisation that came with a row."""
    return Label(place.name_zh, place.name_en)
