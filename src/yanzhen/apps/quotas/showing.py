"""From rows to what pages are given."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.ledgers.service import Balance, balances
from yanzhen.apps.organisations.service import Seat, organisations_by_id
from yanzhen.apps.quotas.eligibility import in_pack
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
from yanzhen.apps.registry.service import cards
from yanzhen.policy.vocabulary import EMPTY


def pools_shown(pools: Sequence[Pool]) -> tuple[PoolShown, ...]:
    """Pools with their balances and how many wait, in three queries."""
    held = balances(one.code for one in pools)
    seats = organisations_by_id(one.tenant_id for one in pools)
    with act_as(SYSTEM):
        rows = Request.objects.filter(pool__in=pools, state=Request.State.WAITING)
        counts = dict(rows.values("pool").annotate(n=Count("pk")).values_list("pool", "n"))
    return tuple(
        _pool(one, held.get(one.code, Balance()), seats[one.tenant_id], counts.get(one.pk, 0))
        for one in pools
    )


def rows_shown(requests: Iterable[Request], masked: bool = True) -> tuple[RequestRow, ...]:
    """Requests as lists show them: names of people masked, unless they are her own."""
    found = list(requests)
    seats = organisations_by_id(seat for one in found for seat in (one.tenant_id, one.used_in_id))
    places, names = places_in_line(found), _names(found, masked)
    return tuple(_row(one, seats, places, names) for one in found)


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


def draw_shown(draw: Draw, seat: Seat, entries: Iterable[EntryShown] = ()) -> DrawShown:
    return DrawShown(
        draw.pk, draw.pool_id, name_of(draw.pool), seat.label, draw.pool.city, draw.title,
        draw.flats, draw.state, draw.draws_on, draw.witness_source, draw.witness,
        tuple(draw.participants), draw.commitment, draw.seed, tuple(draw.outcome),
        draw.published_at, draw.drawn_at, tuple(entries),
    )  # fmt: skip


def entries_shown(entries: Sequence[Entry]) -> tuple[EntryShown, ...]:
    """By their lots, or by their numbers before."""
    names = _names([one.request for one in entries], masked=True)
    ordered = sorted(entries, key=lambda one: (one.place or 0, one.number))
    return tuple(
        EntryShown(one.number, one.request_id, _for_whom(one.request, names), one.place, one.won)
        for one in ordered
    )


def names_of(subjects: Iterable[int]) -> dict[int, str]:
    """The masked names of people, whole names of employers."""
    with act_as(SYSTEM):
        return {key: one.masked_name for key, one in cards(SYSTEM, subjects).items()}


def _pool(pool: Pool, balance: Balance, seat: Seat, waiting: int) -> PoolShown:
    _, said = in_pack(pool)
    return PoolShown(
        pool.pk, pool.code, pool.city, seat.label, pool.tenant_id, name_of(pool), pool.unit,
        pool.clause, pool.borrowed, pool.by_draw, pool.is_personal, pool.reserve_days, balance,
        waiting, said.notes if said else (), said.size if said else None,
    )  # fmt: skip


def _names(requests: Sequence[Request], masked: bool) -> Mapping[int, str]:
    ids = {one for r in requests for one in (r.subject_id, r.employer_id) if one is not None}
    if not ids:
        return {}
    with act_as(SYSTEM):
        found = cards(SYSTEM, ids)
    return {key: one.masked_name if masked else one.name for key, one in found.items()}


def _for_whom(request: Request, names: Mapping[int, str]) -> str:
    return names.get(request.subject_id or 0, "")


def _row(
    request: Request, seats: Mapping[int, Seat], places: Mapping[int, int],
    names: Mapping[int, str],
) -> RequestRow:  # fmt: skip
    who = names.get(request.employer_id or 0) or names.get(request.subject_id or 0)
    home, used = seats.get(request.tenant_id), seats.get(request.used_in_id)
    return RequestRow(
        request.pk, request.pool_id, name_of(request.pool), request.pool.unit,
        who or request.asker_name, _for_whom(request, names) if request.employer_id else "",
        request.number, request.state, places.get(request.pk), request.asked_at,
        request.reserved_until, home.label if home else EMPTY, used.label if used else EMPTY,
        request.is_borrowed, request.reason, request.case_number,
    )  # fmt: skip
