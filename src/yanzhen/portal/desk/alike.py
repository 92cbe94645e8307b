"""Subjects that may be one: two at a time side by side, to bring together or to tell apart."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Card, NoSuchSubject, RegistryRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.people import scheme_said
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

MOST_SHOWN = 20


@never_cache
@require_http_methods(["GET", "POST"])
def alike(request: HttpRequest) -> HttpResponse:
    """The pairs, and what is found of one of them."""
    if request.method == "GET":
        return _page(request)
    action, one, other = (request.POST.get(name, "") for name in ("action", "one", "other"))
    if not one.isdecimal() or not other.isdecimal():
        raise Http404
    try:
        if action == "merge":
            registry.merge(
                acting=current(), winner_id=int(one), loser_id=int(other),
                reason=request.POST.get("reason", ""),
            )  # fmt: skip
        else:
            registry.tell_apart(acting=current(), one_id=int(one), other_id=int(other))
    except NoSuchSubject:
        raise Http404 from None
    except RegistryRefused as refused:
        return _page(request, [reason.reason.say(spoken()) for reason in refused.refusals])
    said = "merge_done" if action == "merge" else "merge_apart"
    messages.success(request, say(said, spoken()))
    return redirect("portal:desk_alike")


def _page(request: HttpRequest, reasons: list[str] | None = None) -> HttpResponse:
    pairs, language = registry.alike(current()), spoken()
    shown = pairs[:MOST_SHOWN]
    cards = registry.cards(current(), {key for one in shown for key in (one.one_id, one.other_id)})
    context = {
        "pairs": [
            [_side(cards[one.one_id], language), _side(cards[one.other_id], language)]
            for one in shown
            if one.one_id in cards and one.other_id in cards
        ],
        "left": max(0, len(pairs) - MOST_SHOWN), "may_merge": current().holds(Role.TALENT_OFFICE),
        "refusals": reasons or (),
    }  # fmt: skip
    return render(request, "portal/desk/alike.html", context, status=400 if reasons else 200)


def _side(card: Card, language: Language) -> Mapping[str, Any]:
    return {
        "id": card.id, "name": card.masked_name, "kind": say(f"subject_{card.kind}", language),
        "born": day(card.birth, language) if card.birth else "",
        "numbers": [(scheme_said(scheme, language), masked) for scheme, masked in card.numbers],
    }  # fmt: skip
