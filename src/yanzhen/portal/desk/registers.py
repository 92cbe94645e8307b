"""Registers of talent: to open, to make, to take out for a reason that is written down."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import PRESETS, Card, NoSuchEntry, RegistryRefused
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.people import COLUMNS, part_of
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Listing
from yanzhen.portal.listing.feed import Feed, exported, list_page
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

LISTING = Listing[Card]("register", COLUMNS, empty="register_empty")
FIELDS = ("preset", "name", "purpose", "place")


@never_cache
@require_http_methods(["GET", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """The registers that she may open; the talent office makes another one."""
    if request.method == "GET":
        return _page(request, {}, {})
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    place = int(posted["place"]) if posted["place"].isdecimal() else 0
    seat = organisations_by_id([place]).get(place)
    if seat is None:
        return _page(request, posted, {"place": say("register_no_place", spoken())})
    try:
        registry.make_register(
            acting=current(), organisation_id=place, city=seat.city, preset=posted["preset"],
            name=posted["name"], purpose=posted["purpose"],
        )  # fmt: skip
    except RegistryRefused as refused:
        said = {one.field or "whole": one.reason.say(spoken()) for one in refused.refusals}
        return _page(request, posted, said)
    messages.success(request, say("register_made", spoken()))
    return redirect("portal:desk_registers")


def _members(view: int, wanted: Wanted) -> Part[Card]:
    return part_of(registry.members(current(), view), wanted)


def of_register(place: Mapping[str, str]) -> Paged[Card]:
    """Who is in a register today."""
    return Paged(partial(_members, int(place["register"])))


REGISTER = Feed("desk.register", Label("人才库名单", "A register"), LISTING, of_register)


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, register: int) -> HttpResponse:
    """The members of a register, and their export with a reason."""
    try:
        view = registry.access_view(current(), register)
    except NoSuchEntry:
        raise Http404(register) from None
    place, reasons = {"register": str(register)}, []
    if request.method == "POST":
        try:
            registry.taken_out(current(), register, request.POST.get("reason", ""))
            return exported(REGISTER, of_register(place), Wanted.of(LISTING, request.GET), place)
        except RegistryRefused as refused:
            reasons = [one.reason.say(spoken()) for one in refused.refusals]
    context = {"view": _shown(view, spoken()), "exports": False, "refusals": reasons}
    shown = list_page(
        request, REGISTER, of_register(place), "portal/desk/register.html", context, place
    )
    shown.status_code = 400 if reasons else 200
    return shown


def _page(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    language = spoken()
    context = {
        "registers": [_shown(one, language) for one in registry.registers(current())],
        "presets": [(key, one.name.say(language)) for key, one in PRESETS.items()],
        "places": list(_places(language)), "posted": posted, "errors": errors,
    }  # fmt: skip
    return render(request, "portal/desk/registers.html", context, status=400 if errors else 200)


def _places(language: Language) -> Iterator[tuple[str, str]]:
    """The places whose talent office she is."""
    ids = [
        one.tenant_id
        for one in current().posts
        if one.role == Role.TALENT_OFFICE and one.tenant_id is not None
    ]
    for key, one in organisations_by_id(ids).items():
        yield str(key), one.label.say(language)


def _shown(view: Any, language: Language) -> Mapping[str, Any]:
    return {
        "id": view.pk, "name": view.name, "purpose": view.purpose,
        "since": day(timezone.localdate(view.made_at), language),
        "needs_consent": bool(view.consent), "by_hand": not view.criteria,
    }  # fmt: skip
