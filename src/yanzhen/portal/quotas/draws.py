"""Drawing lots: the office's page, and the page on which everybody can check it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.quotas.service import DrawShown, NoSuchQuota, QuotaRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.shown import field, sentences
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

DECIDING = frozenset({Role.TALENT_OFFICE, Role.APPROVER})


@require_GET
def public(request: HttpRequest, draw: int) -> HttpResponse:
    """What was promised, what came out, and how to compute it again."""
    try:
        found = quotas.draw(current(), draw)
    except NoSuchQuota:
        raise Http404(draw) from None
    if found.state not in ("published", "drawn"):
        raise Http404(draw)
    context = {"draw": _shown(found, spoken())}
    return render(request, "portal/quotas/draw.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def at_desk(request: HttpRequest, draw: int) -> HttpResponse:
    """The same for the office, with the requests behind the numbers."""
    try:
        if request.method == "GET":
            return _page(request, draw)
        quotas.draw_at_desk(current(), draw)
        _act(request, draw)
    except NoSuchQuota:
        raise Http404(draw) from None
    except QuotaRefused as refused:
        return _page(request, draw, sentences(refused, spoken()))
    messages.success(request, say("quota_saved", spoken()))
    return redirect("portal:desk_draw", draw=draw)


def _act(request: HttpRequest, draw: int) -> None:
    actor = current()
    match field(request, "action"):
        case "publish":
            quotas.publish_draw(acting=actor, draw_id=draw)
        case "draw":
            quotas.draw_lots(acting=actor, draw_id=draw, witness=field(request, "witness"))
        case "cancel":
            reason = field(request, "cancel_reason")
            quotas.cancel_draw(acting=actor, draw_id=draw, reason=reason)


def _page(request: HttpRequest, draw: int, refusals: Sequence[str] = ()) -> HttpResponse:
    found = quotas.draw_at_desk(current(), draw)
    context = {
        "draw": _shown(found, spoken()), "pool": found.pool_id, "entries": found.entries,
        "can": _possible(found), "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/desk_draw.html", context, status=400 if refusals else 200)


def _possible(found: DrawShown) -> set[str]:
    if not current().holds_any(DECIDING):
        return set()
    if found.state == "prepared":
        return {"publish", "cancel"}
    if found.state == "published":
        return {"cancel"} | ({"draw"} if timezone.localdate() >= found.draws_on else set())
    return set()


def _shown(one: DrawShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "title": one.title, "pool": one.pool.say(language),
        "place": one.place.say(language), "flats": one.flats, "state": one.state,
        "said": say(f"draw_{one.state}", language), "day": day(one.draws_on, language),
        "witness_source": one.witness_source, "witness": one.witness,
        "participants": one.participants, "count": len(one.participants),
        "commitment": one.commitment, "seed": one.seed, "outcome": one.outcome,
        "winners": one.outcome[: one.flats], "after": one.outcome[one.flats :],
        "published": moment_said(one.published_at, language) if one.published_at else "",
        "drawn": moment_said(one.drawn_at, language) if one.drawn_at else "",
    }  # fmt: skip
