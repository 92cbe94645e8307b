"""The line of those who wait for a pool; its pool is locked by whoever changes it.

By the time of asking; a request that the office moved, or that lots placed, stands where that put
it. `rank` counts from 1 upward and has gaps.
"""

from collections.abc import Iterable, Sequence

from django.db.models import Max, QuerySet

from yanzhen.apps.quotas.models import Pool, Request


def waiting(pool: Pool) -> QuerySet[Request]:
    """Those who wait, the first one first."""
    rows = Request.objects.filter(pool=pool, state=Request.State.WAITING)
    return rows.order_by("rank", "pk")


def last_rank(pool: Pool) -> int:
    """The rank behind everybody who ever asked."""
    return int(Request.objects.filter(pool=pool).aggregate(last=Max("rank"))["last"] or 0) + 1


def place_of(request: Request) -> int:
    """Her place in the line, the first is 1."""
    return 1 + waiting(request.pool).filter(rank__lt=request.rank).count()


def put_at(request: Request, place: int) -> None:
    """Move it to a place; the others keep their order."""
    others = [one for one in waiting(request.pool) if one.pk != request.pk]
    position = max(place, 1) - 1
    reorder([*others[:position], request, *others[position:]])


def put_first(pool: Pool, ids: Sequence[int]) -> None:
    """These in this order, before everybody else who waits."""
    found = {one.pk: one for one in waiting(pool)}
    front = [found.pop(one) for one in ids if one in found]
    reorder([*front, *found.values()])


def reorder(line: Iterable[Request]) -> None:
    """The line as it is given."""
    moved = []
    for rank, one in enumerate(line, start=1):
        one.rank = rank
        moved.append(one)
    Request.objects.bulk_update(moved, ["rank"])
