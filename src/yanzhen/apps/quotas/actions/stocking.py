"""The stock of flats: one by one, or a whole sheet; a flat that is taken out.

    bring_stock(acting=office, pool_id=flats.pk, name="房源表.xlsx", body=b"...")    -> 40

A sheet is taken in whole or not at all; everything that is wrong with it is said at once. The pool
has as many as its stock: each flat that comes is given to the ledger, each that goes is taken out.
"""

from collections.abc import Sequence

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.quotas.access import access_flat, access_pool, lock_pool, require_decider
from yanzhen.apps.quotas.actions.opening import fewer, more
from yanzhen.apps.quotas.errors import refuse, refuse_all
from yanzhen.apps.quotas.models import Flat, Pool
from yanzhen.apps.quotas.reasons import reasoned
from yanzhen.apps.quotas.stock_sheet import FlatRow, check_row, read_stock
from yanzhen.apps.quotas.telling import tell_next
from yanzhen.apps.quotas.timeline import record_pool
from yanzhen.policy.vocabulary import Label

NEW = Label("新增房源", "New flats")


def bring_stock(*, acting: Actor, pool_id: int, name: str, body: bytes) -> int:
    """How many flats are new; those of the same address are there already and stay as they are."""
    with transaction.atomic():
        pool = _pool(acting, pool_id)
        return _take_in(acting, pool, read_stock(name, body))


def add_flat(*, acting: Actor, pool_id: int, flat: FlatRow) -> None:
    """One flat more."""
    refuse_all(check_row(flat))
    with transaction.atomic():
        pool = _pool(acting, pool_id)
        if not _take_in(acting, pool, [flat]):
            raise refuse("there", "已有这套房。", "This flat is there already.", "address")


def withdraw_flat(*, acting: Actor, flat_id: int, reason: str) -> None:
    """It is let no more; one that is let has to become free first."""
    reason = reasoned(reason)
    with transaction.atomic():
        flat = access_flat(acting, flat_id)
        pool = _pool(acting, flat.pool_id)
        with act_as(SYSTEM):
            flat.refresh_from_db()
            if flat.state != Flat.State.FREE:
                raise refuse(
                    "not_free", "只有空着的房屋可以退出房源。", "Only a flat that is free goes."
                )
            fewer(SYSTEM, pool, 1, reason)
            flat.state = Flat.State.WITHDRAWN
            flat.save(update_fields=["state"])
        record_pool(pool, "flat_out", acting, flat=flat.pk)


def _pool(acting: Actor, pool_id: int) -> Pool:
    pool = lock_pool(access_pool(acting, pool_id).pk)
    require_decider(acting, pool)
    if pool.unit != "flat":
        raise refuse("no_flats", "这个额度不是房源。", "This pool has no flats.")
    return pool


def _take_in(acting: Actor, pool: Pool, rows: Sequence[FlatRow]) -> int:
    with act_as(SYSTEM):
        known = set(Flat.objects.filter(pool=pool).values_list("address", flat=True))
        fresh = [one for one in rows if one.address not in known]
        Flat.objects.bulk_create(
            Flat(pool=pool, tenant_id=pool.tenant_id, address=one.address, rooms=one.rooms,
                 area=one.area, rent_fen=one.rent_fen)
            for one in fresh
        )  # fmt: skip
        if fresh:
            more(SYSTEM, pool, len(fresh), NEW.zh)
            record_pool(pool, "stock", acting, flats=len(fresh))
            tell_next(pool)
    return len(fresh)
