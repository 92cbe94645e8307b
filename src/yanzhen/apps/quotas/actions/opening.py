"""Opening pools, and how many things are in them.

    open_from_pack(acting=office, city="hengyang", pack_pool="posts-account")     100, by the text
    open_pool(acting=office, place="xiangtan", slug="schools", name=..., unit="place", clause="20")
    set_size(acting=office, pool_id=pool.pk, size=30, reason="编办批复")

A size that the text prints is entered with the pool; any other one is the office's, with a reason.
Flats are counted by their stock and have no other size.
"""

import re
from collections.abc import Iterator

from django.db import transaction

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import NotEnough, Posting, Unit
from yanzhen.apps.organisations.service import NoSuchOrganisation, Seat, organisation
from yanzhen.apps.policies.service import NotPublished, published_pack
from yanzhen.apps.quotas.access import access_pool, lock_pool, require_keeper
from yanzhen.apps.quotas.errors import Refusal, refuse, refuse_all
from yanzhen.apps.quotas.models import Pool
from yanzhen.apps.quotas.models.pool import UNITS
from yanzhen.apps.quotas.reasons import reasoned
from yanzhen.apps.quotas.timeline import record_pool
from yanzhen.policy.vocabulary import Label

MOST = 1_000_000
BY_TEXT = Label("按文件写明的数量", "The number that the document gives")
SLUG = re.compile(r"[a-z][a-z0-9-]{1,40}")


def open_from_pack(*, acting: Actor, city: str, pack_pool: str) -> Pool:
    """A pool as the city's document has it; with its size where the text gives one."""
    try:
        pack, seat = published_pack(city), organisation(city)
    except (NotPublished, NoSuchOrganisation):
        raise refuse("no_city", "没有这个城市。", "There is no such city.", "city") from None
    require_keeper(acting, seat.id)
    said = next((one for one in pack.funding.pools if one.id == pack_pool), None)
    if said is None:
        raise refuse("no_pool", "文件里没有这个额度。", "The document has no such pool.", "pool")
    pool = Pool(
        code=f"{city}/{said.id}", city=city, tenant_id=seat.id, unit=said.unit,
        name_zh=said.label.zh, name_en=said.label.en, clause=said.clause, pack_pool=said.id,
        borrowed=said.borrowed,
    )  # fmt: skip
    with transaction.atomic():
        pool = lock_pool(_opened(acting, pool, seat).pk)
        if said.size is not None and said.unit != "flat" and not pool.changes:
            _resize(acting, pool, said.size, BY_TEXT.zh)
    return pool


def open_pool(
    *, acting: Actor, place: str, slug: str, name: Label, unit: str, clause: str,
    borrowed: bool = False,
) -> Pool:  # fmt: skip
    """A pool that no pack lists; the clause it rests on is named."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        seat = None
    if seat is None or seat.is_department:
        raise refuse("no_place", "没有这个地方。", "There is no such place.", "place")
    require_keeper(acting, seat.id)
    refuse_all(_unfit(slug, name, unit, clause))
    pool = Pool(
        code=f"{seat.code}/{slug}", city=seat.city, tenant_id=seat.tenant_id, unit=unit,
        name_zh=name.zh.strip(), name_en=name.en.strip(), clause=clause.strip(), borrowed=borrowed,
    )  # fmt: skip
    with transaction.atomic():
        return _opened(acting, pool, seat)


def set_size(*, acting: Actor, pool_id: int, size: int, reason: str) -> None:
    """How many there are from now on: more is given, or what is free is taken back."""
    reason = reasoned(reason)
    if not 0 <= size <= MOST:
        raise refuse("size", "数量应为不小于零的整数。", "A whole number, zero or more.", "size")
    with transaction.atomic():
        pool = lock_pool(access_pool(acting, pool_id).pk)
        require_keeper(acting, pool.tenant_id)
        if pool.unit == Unit.FLAT:
            raise refuse(
                "stock", "房源按房源表计数，请导入或增减房源。",
                "Flats are counted by their stock: add flats, or take some out.", "size",
            )  # fmt: skip
        _resize(acting, pool, size, reason)


def set_terms(*, acting: Actor, pool_id: int, reserve_days: int | None, by_draw: bool) -> None:
    """After how many days a reservation lapses (None: never); flats by lots or by the line."""
    with transaction.atomic():
        pool = lock_pool(access_pool(acting, pool_id).pk)
        require_keeper(acting, pool.tenant_id)
        if reserve_days is not None and not 1 <= reserve_days <= 3650:
            raise refuse(
                "days", "天数应为1至3650，或留空。", "From 1 to 3650 days, or none.",
                "reserve_days",
            )  # fmt: skip
        if by_draw and pool.unit != Unit.FLAT:
            raise refuse(
                "no_lots", "只有房源可以抽签。", "Only flats are drawn by lots.", "by_draw"
            )
        pool.reserve_days, pool.by_draw = reserve_days, by_draw
        pool.save(update_fields=["reserve_days", "by_draw"])
        record_pool(pool, "terms", acting, reserve_days=reserve_days, by_draw=by_draw)


def more(acting: Actor, pool: Pool, count: int, reason: str) -> None:
    """So many are added to the pool, which is locked."""
    ledgers.allot(acting=acting, posting=_posting(pool, count, reason))


def fewer(acting: Actor, pool: Pool, count: int, reason: str) -> None:
    """So many that are free are taken out; QuotaRefused where fewer are free."""
    try:
        ledgers.recall(acting=acting, posting=_posting(pool, count, reason))
    except NotEnough as short:
        raise refuse(
            "in_use", f"只有 {short.available} 个空着，其余已预留或占用，不能减这么多。",
            f"Only {short.available} are free; the others are reserved or occupied.", "size",
        ) from None  # fmt: skip


def _unfit(slug: str, name: Label, unit: str, clause: str) -> Iterator[Refusal]:
    if unit not in UNITS:
        yield Refusal("unit", Label("请选择单位。", "Choose what is counted."), "unit")
    if not SLUG.fullmatch(slug):
        letters = Label("代号用小写字母、数字和短横线。", "Small letters, digits and hyphens.")
        yield Refusal("slug", letters, "slug")
    if not (0 < len(name.zh.strip()) <= 120 and 0 < len(name.en.strip()) <= 200):
        both = Label("请写中文和英文名称。", "Name it in Chinese and in English.")
        yield Refusal("name", both, "name_zh")
    if not 0 < len(clause.strip()) <= 64:
        yield Refusal("clause", Label("请写明依据条款。", "Name the clause."), "clause")


def _opened(acting: Actor, given: Pool, seat: Seat) -> Pool:
    """The pool with its book; the one that is there already where it was opened before."""
    with act_as(SYSTEM):
        found = Pool.objects.filter(code=given.code).first()
        if found is not None:
            return found
        ledgers.open_book(
            acting=acting, code=given.code, kind="pool", unit=given.unit,
            place=seat.code, name=Label(given.name_zh, given.name_en), clause=given.clause,
        )  # fmt: skip
        given.save()
    record_pool(given, "opened", acting, unit=given.unit, borrowed=given.borrowed)
    return given


def _resize(acting: Actor, pool: Pool, size: int, reason: str) -> None:
    """To so many in all; an absolute number, so asking again changes nothing."""
    was = ledgers.balance(pool.code).allotted
    if size == was:
        return
    change = more if size > was else fewer
    change(acting, pool, abs(size - was), reason)
    record_pool(pool, "sized", acting, size=size, was=was)


def _posting(pool: Pool, count: int, reason: str) -> Posting:
    """Each change of a pool's number has its own key; the pool is locked."""
    pool.changes += 1
    pool.save(update_fields=["changes"])
    key = f"quota/pool-{pool.pk}/{pool.changes}"
    return Posting(key, pool.code, count, clause=pool.clause, reason=reason)
