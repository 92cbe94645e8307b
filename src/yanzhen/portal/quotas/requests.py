"""One request at the desk: what it asks for, what the rules say, its life, what can be done."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.quotas.service import NoSuchQuota, QuotaRefused, RequestShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.shown import (
    course,
    day_in,
    field,
    lease_line,
    number_in,
    request_line,
    sentences,
    ticket_line,
)
from yanzhen.portal.words import say

REASONED: dict[str, Callable[..., object]] = {
    "reserve": quotas.reserve, "occupy": quotas.occupy, "release": quotas.release,
    "refuse": quotas.refuse_request, "withdraw": quotas.withdraw,
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest, wish: int) -> HttpResponse:
    """Looking at it, and everything that is done with it."""
    try:
        if request.method == "GET":
            return _page(request, wish)
        quotas.request(current(), wish)
        _act(request, wish)
    except NoSuchQuota:
        raise Http404(wish) from None
    except QuotaRefused as refused:
        return _page(request, wish, sentences(refused, spoken()))
    messages.success(request, say("quota_saved", spoken()))
    return redirect("portal:desk_quota_request", wish=wish)


def _act(request: HttpRequest, wish: int) -> None:
    action, actor = field(request, "action"), current()
    given: dict[str, Any] = {"acting": actor, "request_id": wish}
    if action in REASONED:
        REASONED[action](**given, reason=field(request, f"{action}_reason"))
    elif action == "move":
        quotas.move(**given, place=number_in(request, "place", 1),
                    reason=field(request, "move_reason"))  # fmt: skip
    elif action == "let":
        since = day_in(request, "since") or timezone.localdate()
        quotas.let(**given, flat_id=number_in(request, "flat", 0), since=since,
                   until=day_in(request, "until"))  # fmt: skip


def _page(request: HttpRequest, wish: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found = quotas.request(actor, wish)
    is_flat = found.row.unit == "flat"
    lets = is_flat and found.decides and found.row.state == "reserved"
    context = {
        "one": request_line(found.row, language), "pool": found.row.pool_id,
        "timeline": course(found.events, language), "can": _possible(found),
        "look": _look(found, language),
        "lease": lease_line(found.lease, language, timezone.localdate()) if found.lease else None,
        "ticket": ticket_line(found.ticket, language) if found.ticket else None,
        "flats": _free(found, language) if lets else (),
        "today": timezone.localdate().isoformat(), "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/request.html", context, status=400 if refusals else 200)


def _possible(found: RequestShown) -> set[str]:
    """What is offered; whether it can be, the app says."""
    state, is_flat = found.row.state, found.row.unit == "flat"
    can = {"withdraw"} if found.asked and state in ("waiting", "reserved") else set()
    if not found.decides:
        return can
    if state == "waiting":
        return can | {"refuse", "move"} | (set() if found.by_draw else {"reserve"})
    if state == "reserved":
        return can | {"release", "let" if is_flat else "occupy"}
    return can | ({"release"} if state == "occupied" and not is_flat else set())


def _look(found: RequestShown, language: Language) -> dict[str, str] | None:
    if found.look is None:
        return None
    said = found.look.say.say(language)
    return {"code": found.look.code, "title": say(f"look_{found.look.code}", language), "say": said}


def _free(found: RequestShown, language: Language) -> list[tuple[str, str]]:
    flats = quotas.free_flats(current(), found.row.pool_id)
    return [
        (str(one.id), say("flat_short", language, address=one.address, rooms=one.rooms,
                          area=f"{one.area.normalize():f}"))
        for one in flats
    ]  # fmt: skip
