"""The only door to pools, requests, flats and draws: absent and forbidden look alike.

Pools themselves are no secret. Who looks at a pool's list works for the place that has it, or for
one where its posts are used; who decides is the talent office, or an approver, of the place itself.
"""

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.organisations.service import above, subtree
from yanzhen.apps.quotas.errors import NoSuchQuota, refuse
from yanzhen.apps.quotas.models import Draw, Flat, Pool, Request

READERS = frozenset({Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE, Role.FINANCE, Role.AUDITOR})
DECIDERS = frozenset({Role.TALENT_OFFICE, Role.APPROVER})
ASKERS = frozenset({Role.CLERK, Role.TALENT_OFFICE})
KEEPERS = frozenset({Role.TALENT_OFFICE})


def access_pool(actor: Actor, pool_id: int) -> Pool:
    """A pool of a place of hers, or one whose posts are used in a place of hers."""
    pool = Pool.objects.filter(pk=pool_id).first()
    if pool is None or not sees(actor, pool.tenant_id, pool.city, pool.borrowed):
        raise NoSuchQuota(pool_id)
    return pool


def sees(actor: Actor, tenant_id: int, city: str, borrowed: bool) -> bool:
    """Whether a pool's page is there for her: where she works, or may use something of it."""
    return reads_at(actor, tenant_id) or (borrowed and city in _cities_of(actor))


def reads_at(actor: Actor, tenant_id: int) -> bool:
    """Whether she works at the place, or above it, in an office that reads these."""
    return actor.is_system or actor.holds_any(READERS, tenant_id)


def _cities_of(actor: Actor) -> frozenset[str]:
    posts = [one.tenant_id for one in actor.posts if one.role in READERS]
    return frozenset(subtree(one)[0].city for one in posts if one is not None)


def lock_pool(pool_id: int) -> Pool:
    """The pool, locked: its line of those who wait does not change under whoever holds it."""
    pool = Pool.objects.select_for_update(no_key=True).filter(pk=pool_id).first()
    if pool is None:
        raise NoSuchQuota(pool_id)
    return pool


def access_request(actor: Actor, request_id: int, *, change: bool = False) -> Request:
    """A request that is there for her; to be changed: with its pool locked before it."""
    rows = Request.objects.visible_to(actor).select_related("pool")
    found = rows.filter(pk=request_id).first()
    if found is None:
        raise NoSuchQuota(request_id)
    if change:
        with act_as(SYSTEM):
            lock_pool(found.pool_id)
            found = (
                Request.objects.select_for_update(of=("self",), no_key=True)
                .select_related("pool")
                .get(pk=request_id)
            )
    return found


def access_flat(actor: Actor, flat_id: int) -> Flat:
    """A flat of a place of hers."""
    found = Flat.objects.visible_to(actor).select_related("pool").filter(pk=flat_id).first()
    if found is None or not reads_at(actor, found.tenant_id):
        raise NoSuchQuota(flat_id)
    return found


def access_draw(actor: Actor, draw_id: int, *, change: bool = False) -> Draw:
    """A draw: to look at for everybody once it is published; to change for the office."""
    rows = Draw.objects.visible_to(actor).select_related("pool", "tenant")
    if change:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=draw_id).first()
    if found is None:
        raise NoSuchQuota(draw_id)
    if change:
        require_decider(actor, found.pool)
    return found


def decides(actor: Actor, pool: Pool) -> bool:
    """Whether she reserves, refuses and releases in this pool."""
    return actor.is_system or actor.holds_any(DECIDERS, pool.tenant_id)


def require_decider(actor: Actor, pool: Pool) -> None:
    if not decides(actor, pool):
        raise refuse(
            "not_yours", "只有管理这个额度的人才工作机构和审批人员可以办理。",
            "Only the talent office and approvers of the place that has the pool do this.",
        )  # fmt: skip


def require_keeper(actor: Actor, tenant_id: int) -> None:
    """Opening pools, their size and their rules: the talent office of the place."""
    if not (actor.is_system or actor.holds_any(KEEPERS, tenant_id)):
        raise refuse(
            "not_office", "额度由本级或上级的人才工作机构设立和调整。",
            "Pools are opened and sized by the talent office of the place or of one above it.",
        )  # fmt: skip


def is_below(place: int, top: int) -> bool:
    """Whether a place is that one, or lies below it."""
    return place == top or any(one.id == top for one in above(place))
