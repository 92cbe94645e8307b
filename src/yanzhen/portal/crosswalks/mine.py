"""Her recognition in another city: what would be told, the code for it, what was told and heard."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.crosswalks.service import (
    CrosswalkRefused,
    NoSuchCrosswalk,
    NoSuchStatement,
    Offer,
    WayOut,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.crosswalks.shown import (
    city_name,
    direction,
    document_card,
    heard_card,
    told_card,
    told_lines,
)
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Both sides of it: to tell another city, and to bring another city's code here."""
    if request.method == "GET":
        return _page(request)
    try:
        offer = _change(request)
    except (NoSuchCrosswalk, NoSuchStatement) as missing:
        raise Http404(str(missing)) from None
    except CrosswalkRefused as refused:
        return _page(request, refusals=[one.reason.say(spoken()) for one in refused.refusals])
    # The code is shown in this answer only: it is kept nowhere where it can be read again.
    return redirect("portal:my_elsewhere") if offer is None else _page(request, offer)


def _change(request: HttpRequest) -> Offer | None:
    given, language = request.POST, spoken()
    if (way := given.get("offer", "")).isdecimal():
        if not given.get("agree"):
            raise crosswalks.refuse(
                "not_agreed", say("elsewhere_not_agreed", "zh"), say("elsewhere_not_agreed", "en")
            )
        return crosswalks.offer(acting=current(), crosswalk_id=int(way))
    if reference := given.get("take_back"):
        crosswalks.take_back(acting=current(), reference=reference)
        messages.success(request, say("elsewhere_taken_back", language))
    elif (paper := given.get("paper", "")).isdecimal():
        crosswalks.ask_elsewhere(
            acting=current(), crosswalk_id=int(paper), code=given.get("code", "")
        )
        messages.success(request, say("elsewhere_heard", language))
    return None


def _page(
    request: HttpRequest, offer: Offer | None = None, refusals: list[str] | None = None
) -> HttpResponse:
    language, actor = spoken(), current()
    context = {
        "ways": [_way(one, language) for one in crosswalks.ways_out(actor)],
        "told": [told_card(one, language) for one in crosswalks.told_by(actor)],
        "papers": [(one.id, direction(one.document, language)) for one in crosswalks.ways_in()],
        "heard": [heard_card(one, language) for one in crosswalks.heard_of(actor)],
        "offer": _offer(offer, language) if offer else None, "refusals": refusals or (),
    }  # fmt: skip
    status = 400 if refusals else 200
    return render(request, "portal/crosswalks/mine.html", context, status=status)


def _way(one: WayOut, language: Language) -> Mapping[str, Any]:
    kind = one.recognition.kind
    lines = told_lines(
        one.document, kind, one.level, one.leading_industry, one.valid_until, language
    )
    return {
        "id": one.crosswalk_id, "city": city_name(one.city, language), "lines": lines,
        "paper": document_card(one.document, language),
    }  # fmt: skip


def _offer(one: Offer, language: Language) -> Mapping[str, str]:
    until = timezone.localtime(one.until)
    return {"code": one.code, "city": city_name(one.city, language), "until": f"{until:%H:%M}"}
