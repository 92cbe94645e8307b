"""What the office does with a request: reserve, occupy, release, refuse, move in the line.

    reserve(acting=office, request_id=9)                the first in line, where enough is free
    occupy(acting=office, request_id=9)
    release(acting=office, request_id=9, reason="调离")     the next one in line is told

Reserving holds in the ledger, occupying spends what was held, releasing gives it back: the ledger
alone says what is free. A request and its pool are locked, and each step happens once.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.quotas import counting
from yanzhen.apps.quotas.access import access_request, require_decider
from yanzhen.apps.quotas.eligibility import look_at
from yanzhen.apps.quotas.errors import refuse
from yanzhen.apps.quotas.models import Request
from yanzhen.apps.quotas.reasons import reasoned
from yanzhen.apps.quotas.standing_in_line import place_of, put_at
from yanzhen.apps.quotas.telling import tell_next
from yanzhen.apps.quotas.timeline import tell, write_event
from yanzhen.apps.registry.service import Grade
from yanzhen.policy.vocabulary import Label

State = Request.State
LAPSED = Label("预留到期", "The reservation has lapsed")


def reserve(*, acting: Actor, request_id: int, reason: str = "") -> Request:
    """Hold it for the first in line.

    Where the document's conditions are not known to be met, whoever decided elsewhere that they
    are is named in the reason.
    """
    reason = reasoned(reason, needed=False)
    with transaction.atomic():
        request = _opened(acting, request_id, State.WAITING)
        with act_as(SYSTEM):
            _in_turn(request)
            _conditions(request, reason)
            hold_for(request, acting, reason)
    return request


def occupy(*, acting: Actor, request_id: int, reason: str = "") -> Request:
    """It is taken up. A flat is let instead (`letting`)."""
    reason = reasoned(reason, needed=False)
    with transaction.atomic():
        request = _opened(acting, request_id, State.RESERVED)
        if request.pool.unit == "flat":
            raise refuse("flat", "房源请选定房屋后签约入住。", "Choose a flat, and let it.")
        with act_as(SYSTEM):
            take_up(request, acting, reason)
    return request


def release(*, acting: Actor, request_id: int, reason: str) -> Request:
    """What was reserved or occupied is free again; the next in line is told."""
    reason = reasoned(reason)
    with transaction.atomic():
        request = _opened(acting, request_id, State.RESERVED, State.OCCUPIED)
        if request.pool.unit == "flat" and request.state == State.OCCUPIED:
            raise refuse("flat", "房源请在房屋页面办理退租。", "End the lease on the flat's page.")
        with act_as(SYSTEM):
            set_free(request, acting, reason)
    return request


def refuse_request(*, acting: Actor, request_id: int, reason: str) -> Request:
    """It gets nothing; the reason is told to whoever asked."""
    reason = reasoned(reason)
    with transaction.atomic():
        request = _opened(acting, request_id, State.WAITING)
        with act_as(SYSTEM):
            _become(request, State.REFUSED)
            write_event(request, "refused", acting, reason)
            tell(request, "quota_refused")
    return request


def move(*, acting: Actor, request_id: int, place: int, reason: str) -> Request:
    """To another place in the line; logged with its reason."""
    reason = reasoned(reason)
    with transaction.atomic():
        request = _opened(acting, request_id, State.WAITING)
        with act_as(SYSTEM):
            was = place_of(request)
            put_at(request, place)
            write_event(request, "moved", acting, reason, was=was, place=place_of(request))
    return request


def lapse(ids: Iterable[int]) -> int:
    """Reservations whose last day has passed are free again; how many."""
    done, today = 0, timezone.localdate()
    for one in ids:
        with act_as(SYSTEM), transaction.atomic():
            request = access_request(SYSTEM, one, change=True)
            if request.state == State.RESERVED and (request.reserved_until or today) < today:
                set_free(request, SYSTEM, LAPSED.zh, "lapsed")
                done += 1
    return done


def hold_for(request: Request, acting: Actor, reason: str = "") -> None:
    """Reserve it: the request and its pool are locked, and it is its turn."""
    counting.hold(request, acting)
    days = request.pool.reserve_days
    until = timezone.localdate() + timedelta(days=days) if days else None
    _become(request, State.RESERVED, until)
    write_event(request, "reserved", acting, reason, until=until.isoformat() if until else None)
    tell(request, "quota_reserved")


def take_up(request: Request, acting: Actor, reason: str = "") -> None:
    """Occupied out of what was reserved."""
    counting.occupy(request, acting)
    _become(request, State.OCCUPIED)
    write_event(request, "occupied", acting, reason)


def set_free(request: Request, acting: Actor, reason: str, kind: str = "released") -> None:
    """Free again, and the next in line is told."""
    undo = counting.leave if request.state == State.OCCUPIED else counting.let_go
    undo(request, acting)
    _become(request, State.RELEASED)
    write_event(request, kind, acting, reason)
    tell(request, "quota_released")
    tell_next(request.pool)


def _opened(acting: Actor, request_id: int, *states: str) -> Request:
    request = access_request(acting, request_id, change=True)
    require_decider(acting, request.pool)
    if request.state not in states:
        raise refuse(
            "wrong_state", f"这件申请{request.get_state_display()}，不能这样办理。",
            f"The request is {request.state}: this cannot be done now.",
        )  # fmt: skip
    return request


def _in_turn(request: Request) -> None:
    if request.pool.by_draw and request.drawn_id is None:
        raise refuse(
            "by_lots", "这批房源抽签分配，请先抽签。", "These flats go by lots: draw them first."
        )
    place = place_of(request)
    if place > 1:
        raise refuse(
            "not_first", f"前面还有 {place - 1} 件申请；需要提前的，请先写明理由调整顺序。",
            f"{place - 1} wait before it; to let it go first, move it and say why.",
        )  # fmt: skip


def _conditions(request: Request, reason: str) -> None:
    found = None if reason else look_at(request, timezone.localdate(), Grade.B)
    if found is not None and found.code in ("no", "unknown"):
        zh = f"{found.say.zh}。已由主管部门确认的，请在理由里写明。"
        en = f"{found.say.en}. Where the authority has confirmed it, say so in the reason."
        raise refuse("unverified", zh, en, "reason")


def _become(request: Request, state: str, until: date | None = None) -> None:
    request.state, request.reserved_until = state, until
    request.save(update_fields=["state", "reserved_until"])
