"""Writing down what happened to a request, and telling whoever waits for it.

All in the caller's transaction. The chain gets numbers and codes, never what people wrote.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from yanzhen.apps.accounts.service import Actor, Role, holders
from yanzhen.apps.audit.service import record
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.organisations.service import departments_of
from yanzhen.apps.quotas.models import Event, Pool, Request
from yanzhen.policy.vocabulary import Label


def write_event(
    request: Request, kind: str, acting: Actor, reason: str = "", **told: int | str | None
) -> None:
    """One line more on the request's timeline, and the event in the city's chain."""
    Event.objects.create(
        request=request, tenant_id=request.tenant_id, used_in_id=request.used_in_id,
        account_id=request.account_id, employer_id=request.employer_id, at=timezone.now(),
        kind=kind, by_id=acting.account_id, by_name=acting.name, reason=reason, told=told,
    )  # fmt: skip
    details: dict[str, Any] = {
        "pool": request.pool.code, "number": request.number, "state": request.state,
        "used_in": request.used_in_id, **told,
    }  # fmt: skip
    record(f"quota.{kind}", acting=acting, subject=f"quota:{request.pk}",
           chain=request.pool.city, details=details)  # fmt: skip


def record_pool(pool: Pool, kind: str, acting: Actor, **details: int | str | bool | None) -> None:
    """What was changed of the pool itself."""
    record(f"quota.{kind}", acting=acting, subject=f"pool:{pool.code}", chain=pool.city,
           details=details)  # fmt: skip


def tell(request: Request, kind: str, **words: Word | None) -> None:
    """The person is told, and whoever asked for her."""
    accounts = dict.fromkeys((request.account_id, request.asked_by_id))
    for account in accounts:
        if account is not None:
            given: dict[str, Word | None] = {
                "number": request.pk,
                "item": name_of(request.pool),
                **words,
            }
            notify(account, kind, given, link_for(request, account))


def tell_office(pool: Pool, kind: str, **words: Word | None) -> None:
    """The talent office of the place that has the pool."""
    seats = {pool.tenant_id, *(one.id for one in departments_of(pool.tenant_id))}
    for account in _accounts(seats):
        given: dict[str, Word | None] = {"item": name_of(pool), **words}
        notify(account, kind, given, f"/desk/quotas/{pool.pk}/")


def _accounts(seats: set[int]) -> Iterable[int]:
    return dict.fromkeys(one.account_id for one in holders(seats, Role.TALENT_OFFICE))


def name_of(pool: Pool) -> Label:
    return Label(pool.name_zh, pool.name_en)


def link_for(request: Request, account: int) -> str:
    """Where she finds it: her own pages, her employer's, or the desk's."""
    if account == request.account_id:
        return "/my/homes/"
    return "/employer/quotas/" if request.employer_id else f"/desk/quotas/requests/{request.pk}/"
