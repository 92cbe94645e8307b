"""Issuing cards at the desk: one on a recognition or decision, or all that are due."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cards import service as cards_service
from yanzhen.apps.cards.service import CardRefused
from yanzhen.portal.cards.shown import face_shown, sentences
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest) -> HttpResponse:
    """The programmes of her cities, a form for one card, and the start of many."""
    if request.method == "GET":
        return _page(request)
    try:
        if _field(request, "action") == "many":
            work = cards_service.start_issuing(current(), *_programme(request))
            return redirect("portal:work", work=work.id)
        made = _one(request)
    except CardRefused as refused:
        return _page(request, sentences(refused, spoken()))
    messages.success(request, say("card_issued_now", spoken(), number=made.number))
    return redirect("portal:desk_card", card=made.pk)


def _one(request: HttpRequest) -> cards_service.Card:
    city, programme = _programme(request)
    return cards_service.issue_on(
        current(), city, programme, number=_field(request, "basis"), until=_until(request),
        reason=_field(request, "reason"),
    )  # fmt: skip


def _until(request: HttpRequest) -> date | None:
    text = _field(request, "until")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise cards_service.refuse(
            "bad_day", "请填写日期，例如 2026-11-28。", "Enter a date such as 2026-11-28.", "until"
        ) from None


def _programme(request: HttpRequest) -> tuple[str, str]:
    city, _, programme = _field(request, "programme").partition("/")
    return city, programme


def _page(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    rows = [
        {
            **face_shown(one.face, language),
            "key": f"{one.face.city}/{one.face.programme}", "count": one.live,
            "basis": "、".join(say(f"card_basis_{basis}", language) for basis in one.basis),
            "notes": [note.say(language) for note in one.notes], "many": one.many,
        }
        for one in cards_service.programmes_of(actor)
    ]  # fmt: skip
    context = {
        "rows": rows, "programmes": [(one["key"], one["label"]) for one in rows],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/cards/issue.html", context, status=400 if refusals else 200)


def _field(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()
