"""One's own cards: the list, one card, its print, its file for wallets."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cards import service as cards_service
from yanzhen.apps.cards.service import CardRefused, CardShown, NoSuchCard
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.cards.phone import phone_data
from yanzhen.portal.cards.printing import print_page
from yanzhen.portal.cards.shown import card_line, course, sentences
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

ACTIONS: dict[str, Callable[..., object]] = {
    "lost": cards_service.lost, "recovered": cards_service.recovered,
    "give_back": cards_service.give_back, "unbind": cards_service.unbind,
}  # fmt: skip


@never_cache
@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """All of hers, those that hold first."""
    rows = sorted(cards_service.mine(current()), key=lambda one: one.state != "valid")
    context = {"rows": [card_line(one, spoken()) for one in rows]}
    return render(request, "portal/cards/mine.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, card: int) -> HttpResponse:
    """Her card, to be shown; and what she may do with it."""
    found, action = _own(card), request.POST.get("action", "")
    if action not in ACTIONS:
        return _page(request, found)
    try:
        ACTIONS[action](acting=current(), card_id=card)
    except CardRefused as refused:
        return _page(request, found, sentences(refused, spoken()))
    messages.success(request, say(f"card_done_{action}", spoken()))
    return redirect("portal:my_card", card=card)


@never_cache
@require_GET
def printed(request: HttpRequest, card: int) -> HttpResponse:
    """Her card for print."""
    return print_page(request, _own(card), back="portal:my_card")


@never_cache
@require_GET
def wallet(request: HttpRequest, card: int) -> HttpResponse:
    """The file for wallets."""
    found = _own(card)
    try:
        file = cards_service.wallet_file(acting=current(), card_id=card)
    except CardRefused as refused:
        return _page(request, found, sentences(refused, spoken()))
    response = HttpResponse(file, content_type=cards_service.WALLET_MEDIA_TYPE)
    name = f"{found.row.number}.sd-jwt"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _own(card: int) -> CardShown:
    """Staff who may see it at the desk do not see it here."""
    try:
        return cards_service.own_card(current(), card)
    except NoSuchCard:
        raise Http404(card) from None


def _page(request: HttpRequest, found: CardShown, refusals: Sequence[str] = ()) -> HttpResponse:
    language = spoken()
    context = {
        "one": {**card_line(found.row, language), "name": found.name}, "can": found.can,
        "bound": _bound(found, language), "timeline": course(found.events, language, by=False),
        "data": phone_data(found, language), "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/cards/my_card.html", context, status=400 if refusals else 200)


def _bound(found: CardShown, language: Language) -> str:
    if found.bound_since is None:
        return ""
    return say("card_bound_since", language, day=day(found.bound_since.date(), language))
