"""Cards at the desk: the list, one card with everything that can happen to it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.cards import service as cards_service
from yanzhen.apps.cards.service import CardRefused, CardRow, CardShown, NoSuchCard
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.cards.printing import print_page
from yanzhen.portal.cards.shown import (
    STATES,
    card_line,
    course,
    level_said,
    sentences,
    state_badge,
    until_said,
)
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import FromQuery
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

ACTIONS: dict[str, Callable[..., object]] = {
    "suspend": cards_service.suspend, "restore": cards_service.restore,
    "lost": cards_service.lost, "recovered": cards_service.recovered,
    "renamed": cards_service.renamed, "replace": cards_service.replace,
    "revoke": cards_service.revoke, "died": cards_service.died, "left": cards_service.left,
}  # fmt: skip
PRESSING = ("restore", "suspend", "lost", "recovered")


def _number(row: CardRow, _language: Language) -> Cell:
    return Cell(row.number, reverse("portal:desk_card", args=[row.id]))


def _programme(row: CardRow, language: Language) -> Cell:
    return Cell(row.face.label.say(language), small=row.face.city_name.say(language))


def _state(row: CardRow, language: Language) -> Cell:
    cause = say(f"card_cause_{row.cause}", language) if row.cause else ""
    return Cell(small=cause, badge=state_badge(row.state, language))


def _until(row: CardRow, language: Language) -> Cell:
    return Cell(until_said(row.valid_until, language), sheet=row.valid_until)


def _issued(row: CardRow, language: Language) -> Cell:
    return Cell(day(row.issued_on, language), sheet=row.issued_on)


def _states(language: Language) -> Choices:
    return [(one, say(f"card_is_{one}", language)) for one in STATES]


def _programmes(language: Language) -> Choices:
    return [
        (f"{one.city}/{one.programme}", f"{one.city_name.say(language)} {one.label.say(language)}")
        for one in cards_service.faces()
    ]


LISTING = Listing[CardRow](
    "cards",
    columns=(
        Column("number", "card_number", _number, look="main"),
        Column("name", "case_applicant", lambda row, _: Cell(row.name_mask), look="name"),
        Column("level", "card_level", lambda row, language: Cell(level_said(row.level, language))),
        Column("state", "card_state", _state),
        Column("programme", "card_programme", _programme),
        Column("until", "card_until", _until, "until"),
        Column("issued", "card_issued", _issued, "issued", "quiet"),
    ),
    filters=(
        Filter("state", "card_state", _states),
        Filter("programme", "card_programme", _programmes),
    ),
    searched="cards_search",
    order="-issued",
    empty="cards_none",
)  # fmt: skip


def seen(_place: Mapping[str, str]) -> FromQuery[CardRow]:
    """The cards that are there for whoever acts."""
    return FromQuery(
        cards_service.listed(current()), rows=cards_service.rows_of,
        orders={"issued": ("id",), "until": ("valid_until",)},
        filters={"state": cards_service.in_state, "programme": cards_service.of_programme},
        search=cards_service.saying,
    )  # fmt: skip


CARDS = Feed("desk.cards", Label("人才卡", "Cards"), LISTING, seen)


@never_cache
@require_http_methods(["GET", "POST"])
def cards(request: HttpRequest) -> HttpResponse:
    """The list and its export."""
    context = {"issues": current().holds(Role.TALENT_OFFICE)}
    return list_page(request, CARDS, seen({}), "portal/cards/desk.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, card: int) -> HttpResponse:
    """One card, and everything that is done with it."""
    try:
        found = cards_service.desk_card(current(), card)
        action = request.POST.get("action", "")
        if action not in ACTIONS:
            return _page(request, found)
        reason = request.POST.get(f"{action}_reason", "")
        ACTIONS[action](acting=current(), card_id=card, reason=reason)
    except NoSuchCard:
        raise Http404(card) from None
    except CardRefused as refused:
        return _page(request, found, sentences(refused, spoken()))
    messages.success(request, say("card_saved", spoken()))
    return redirect("portal:desk_card", card=card)


@never_cache
@require_GET
def printed(request: HttpRequest, card: int) -> HttpResponse:
    """A card for print at a window."""
    try:
        found = cards_service.desk_card(current(), card)
    except NoSuchCard:
        raise Http404(card) from None
    return print_page(request, found, back="portal:desk_card")


def _page(request: HttpRequest, found: CardShown, refusals: Sequence[str] = ()) -> HttpResponse:
    language = spoken()
    renames = found.name != found.registered_name
    acts = [one for one in ACTIONS if one in found.can and (one != "renamed" or renames)]
    context: dict[str, Any] = {
        "one": {**card_line(found.row, language), "name": found.name}, "found": found,
        "acts": [_act(one, language) for one in acts], "renames": renames,
        "prints": current().holds_any(frozenset({Role.CLERK, Role.TALENT_OFFICE})),
        "bound": day(timezone.localdate(found.bound_since), language) if found.bound_since else "",
        "timeline": course(found.events, language), "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/cards/desk_card.html", context, status=400 if refusals else 200)


def _act(action: str, language: Language) -> Mapping[str, Any]:
    return {
        "id": action, "reason": f"{action}_reason", "title": say(f"card_act_{action}", language),
        "note": say(f"card_act_{action}_note", language), "opens": action in PRESSING,
    }  # fmt: skip
