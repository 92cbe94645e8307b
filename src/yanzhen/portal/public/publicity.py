"""Publicity lists: what is public today, how long it stays, and how to object.

They are made from an allow-list of fields; nothing of a case beside them is reached from here.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, NoSuchCase, PublicityShown
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge, Cell, Column, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Held
from yanzhen.portal.readable import day
from yanzhen.portal.views import access_pack, cities, city_context
from yanzhen.portal.words import say

FIELDS = ("name", "contact", "text")


def _name_cell(one: PublicityShown, language: Language) -> Cell:
    href = reverse("portal:objection", args=[one.city, one.id])
    return Cell(one.entry["name"], href, one.entry["employer"], sheet=one.entry["name"])


def _left_cell(one: PublicityShown, language: Language) -> Cell:
    key = "publicity_last_day" if one.days_left == 0 else "publicity_left"
    said = say(key, language, days=one.days_left)
    tone = "due-yellow" if one.days_left <= 1 else "lake"
    return Cell(badge=Badge(said, tone, "hourglass"), sheet=one.ends_on)


def _item_cell(one: PublicityShown, language: Language) -> Cell:
    return Cell(one.entry["item"], small=one.entry["clause"])


LISTING = Listing[PublicityShown](
    "publicity",
    columns=(
        Column("name", "publicity_name", _name_cell, look="main"),
        Column("item", "case_item", _item_cell),
        Column("proposed", "publicity_proposed", lambda one, _: Cell(one.entry["proposed"])),
        Column("place", "case_place", lambda one, lang: Cell(one.place.say(lang))),
        Column("left", "publicity_until", _left_cell, "ends"),
    ),
    searched="publicity_search",
    order="ends",
    empty="publicity_none",
)


def entries(place: Mapping[str, str]) -> Held[PublicityShown]:
    """What is public in a city today."""
    return Held(
        cases.publicity(current(), place["city"]),
        orders={"ends": lambda one: (one.ends_on, one.id)},
        search=lambda one: " ".join(one.entry.values()),
    )


FEED = Feed("publicity", Label("公示", "Publicity"), LISTING, entries)


@require_GET
def publicity(request: HttpRequest) -> HttpResponse:
    """The cities."""
    return render(request, "portal/public/cities.html", {"cities": cities()})


@never_cache
@require_GET
def city_list(request: HttpRequest, city: str) -> HttpResponse:
    """What a city publishes today, with the days that are left."""
    pack, place = access_pack(city), {"city": city}
    context = city_context(pack) | {"exports": False}
    return list_page(request, FEED, entries(place), "portal/public/list.html", context, place)


@never_cache
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, city: str, publicity: int) -> HttpResponse:
    """One entry, and the form to object to it."""
    pack = access_pack(city)
    found = next((one for one in cases.publicity(current(), city) if one.id == publicity), None)
    if found is None:
        raise Http404(publicity)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            number = _raise(request, found)
        except NoSuchCase:  # the period ended a moment ago
            raise Http404(publicity) from None
        except CaseRefused as refused:
            errors = {one.field: one.reason.say(spoken()) for one in refused.refusals}
        else:
            query = urlencode({"number": number})
            return redirect(f"{reverse('portal:objection_raised', args=[city])}?{query}")
    context = city_context(pack) | _entry(found, spoken()) | {
        "posted": request.POST, "errors": errors,
        "key": request.POST.get("key") or secrets.token_urlsafe(12),
        "refusals": [reason for field, reason in errors.items() if field not in FIELDS],
    }  # fmt: skip
    return render(request, "portal/public/objection.html", context, status=400 if errors else 200)


@require_GET
def raised(request: HttpRequest, city: str) -> HttpResponse:
    """The objection has arrived; its number."""
    context = city_context(access_pack(city)) | {"number": request.GET.get("number", "")[:40]}
    return render(request, "portal/public/raised.html", context)


def _raise(request: HttpRequest, found: PublicityShown) -> str:
    said = {name: request.POST.get(name, "").strip() for name in FIELDS}
    return cases.raise_objection(
        current(), found.id, said["name"], said["contact"], said["text"],
        request.POST.get("key", ""),
    )  # fmt: skip


def _entry(found: PublicityShown, language: Language) -> dict[str, Any]:
    entry = found.entry
    lines = [
        ("publicity_name", entry["name"]), ("publicity_employer", entry["employer"]),
        ("case_item", entry["item"]), ("publicity_clause", entry["clause"]),
        ("publicity_proposed", entry["proposed"]), ("case_place", found.place.say(language)),
        ("publicity_until", day(found.ends_on, language)),
    ]  # fmt: skip
    return {
        "entry": found,
        "lines": [(say(key, language), value) for key, value in lines if value],
    }
