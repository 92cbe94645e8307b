"""Letting a flat, putting the agreed end off, ending the lease.

    let(acting=office, request_id=9, flat_id=4, since=date(2026, 12, 1), until=None)
    end_lease(acting=office, lease_id=2, on=date(2027, 3, 31), reason="购房")

No document sets a term or says how often it may be longer: the office enters what was agreed. Where
a rule excludes whoever rents a flat (`fact` of the pack's pool), the registry learns of the lease,
and nobody moves in while she is still paid under such a rule.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.quotas.access import access_flat, access_request, decides, require_decider
from yanzhen.apps.quotas.actions.deciding import set_free, take_up
from yanzhen.apps.quotas.eligibility import excluded_rules, in_pack
from yanzhen.apps.quotas.errors import NoSuchQuota, refuse
from yanzhen.apps.quotas.models import Flat, Lease, Pool, Request
from yanzhen.apps.quotas.reasons import reasoned
from yanzhen.apps.quotas.timeline import write_event
from yanzhen.apps.registry.service import Grade, record_fact

OTHERS_OVERLAP = "quotas_lease_no_two_at_once"


def let(
    *, acting: Actor, request_id: int, flat_id: int, since: date, until: date | None = None
) -> Lease:
    """A flat for whom one is reserved."""
    if until is not None and until < since:
        raise refuse("backwards", "到期日早于起租日。", "It ends before it begins.", "until")
    with transaction.atomic():
        flat = access_flat(acting, flat_id)
        request = access_request(acting, request_id, change=True)
        require_decider(acting, request.pool)
        with act_as(SYSTEM):
            flat = Flat.objects.select_for_update(of=("self",)).get(pk=flat.pk)
            _fits(request, flat)
            _not_paid_beside(request, since)
            lease = _made(request, flat, since, until)
            flat.state = Flat.State.LET
            flat.save(update_fields=["state"])
            take_up(request, acting)
            write_event(request, "let", acting, flat=flat.pk, since=since.isoformat(),
                        until=until.isoformat() if until else None)  # fmt: skip
            _learn(request, lease, True, since)
    return lease


def extend_lease(*, acting: Actor, lease_id: int, until: date | None, reason: str) -> Lease:
    """Another agreed end, or none."""
    reason = reasoned(reason)
    with transaction.atomic():
        lease, request = _opened(acting, lease_id)
        if until is not None and until < lease.since:
            raise refuse("backwards", "到期日早于起租日。", "It ends before it begins.", "until")
        with act_as(SYSTEM):
            lease.until = until
            lease.save(update_fields=["until"])
            write_event(request, "extended", acting, reason,
                        until=until.isoformat() if until else None)  # fmt: skip
    return lease


def end_lease(*, acting: Actor, lease_id: int, on: date, reason: str) -> Lease:
    """Its last day; the flat is free, and the next in line is told."""
    reason = reasoned(reason)
    with transaction.atomic():
        lease, request = _opened(acting, lease_id)
        if on < lease.since:
            raise refuse("backwards", "退租日早于起租日。", "It ends before it begins.", "on")
        with act_as(SYSTEM):
            lease.ended_on, lease.reason = on, reason
            lease.save(update_fields=["ended_on", "reason"])
            Flat.objects.filter(pk=lease.flat_id).update(state=Flat.State.FREE)
            _learn(request, lease, False, on + timedelta(days=1))
            set_free(request, acting, reason, "left")
    return lease


def _opened(acting: Actor, lease_id: int) -> tuple[Lease, Request]:
    """A lease that goes on, of a pool of hers; its request and pool are locked."""
    found = Lease.objects.visible_to(acting).select_related("flat__pool").filter(pk=lease_id)
    lease = found.first()
    if lease is None or not decides(acting, lease.flat.pool):
        raise NoSuchQuota(lease_id)
    with act_as(SYSTEM):
        request = access_request(SYSTEM, lease.request_id, change=True)
        lease.refresh_from_db()
    if lease.ended_on is not None:
        raise refuse("ended", "这份租约已经结束。", "This lease has ended.")
    return lease, request


def _fits(request: Request, flat: Flat) -> None:
    if request.state != Request.State.RESERVED:
        raise refuse("not_reserved", "请先预留，再签约入住。", "Reserve first, then let the flat.")
    if flat.pool_id != request.pool_id:
        raise refuse("other_pool", "这套房不属于这个额度。", "A flat of another pool.", "flat")
    if flat.state != Flat.State.FREE:
        raise refuse("not_free", "这套房已有人或已退出房源。", "This flat is not free.", "flat")


def _made(request: Request, flat: Flat, since: date, until: date | None) -> Lease:
    assert request.subject_id is not None  # a flat is asked for by a person
    lease = Lease(
        flat=flat, request=request, subject_id=request.subject_id, tenant_id=flat.tenant_id,
        account_id=request.account_id, address=flat.address, since=since, until=until,
    )  # fmt: skip
    try:
        with transaction.atomic():
            lease.save()
    except IntegrityError as trouble:
        if OTHERS_OVERLAP not in str(trouble):
            raise
        raise refuse(
            "overlaps", "这套房在这段时间已有租约，请改起租日或另选房屋。",
            "Another lease of this flat covers that time: begin later, or choose another flat.",
            "since",
        ) from None  # fmt: skip
    return lease


def _not_paid_beside(request: Request, since: date) -> None:
    rules = excluded_rules(request.pool, since)
    if not rules or request.subject_id is None:
        return
    numbers = [
        number for ask in _askers() for number in ask(request.subject_id, request.pool.city, rules)
    ]
    if numbers:
        listed = "、".join(numbers)
        raise refuse(
            "paid_beside",
            f"正在享受与租住不能同时享受的待遇（{listed}），请先终止或暂停，再签约入住。",
            f"Paid under a rule for whom rents no such flat ({listed}): end or suspend that first.",
        )  # fmt: skip


def _learn(request: Request, lease: Lease, has: bool, since: date) -> None:
    """The registry knows who rents one, where a rule asks for it."""
    fact = _fact_of(request.pool)
    if fact is not None and request.subject_id is not None:
        record_fact(
            acting=SYSTEM, subject_id=request.subject_id, name=fact, value=has, grade=Grade.A,
            city=request.pool.city, evidence=f"lease:{lease.pk}", valid_from=since,
        )  # fmt: skip


def _fact_of(pool: Pool) -> str | None:
    _, said = in_pack(pool)
    return said.fact if said is not None else None


@cache
def _askers() -> tuple[Callable[[int, str, Iterable[str]], Iterable[str]], ...]:
    """Who knows what is being paid: called with subject, city and rules, answers with numbers."""
    return tuple(import_string(place) for place in settings.PAID_UNDER)
