"""What everybody may read: which city honours what, by which clause, and what is left open."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.crosswalks.service import Change, DocumentShown, NoSuchCrosswalk
from yanzhen.apps.policies.service import published_cities
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.crosswalks.shown import city_name, document_card, pack_of
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say


@require_safe
def crosswalks_page(request: HttpRequest) -> HttpResponse:
    """The documents in force, and what the policies of each city say."""
    language = spoken()
    packs = [pack for one in published_cities() if (pack := pack_of(one.city)) is not None]
    context = {
        "documents": [_card(one, language) for one in crosswalks.published()],
        "cities": [
            {"name": city_name(pack.city, language), "says": list(_says(pack, language))}
            for pack in packs
        ],
    }  # fmt: skip
    return render(request, "portal/crosswalks/public.html", context)


@cache_control(public=True, max_age=60)
@require_safe
def documents(_request: HttpRequest) -> HttpResponse:
    """The signed documents in force, for programs; any page of the world may read them."""
    found = [
        {"series": one.series, "version": one.version, "city": one.city, "digest": one.digest,
         "document": one.token}
        for one in crosswalks.published() if one.state == "in_force"
    ]  # fmt: skip
    return JsonResponse({"documents": found}, headers={"Access-Control-Allow-Origin": "*"})


@require_safe
def document(request: HttpRequest, city: str, series: str) -> HttpResponse:
    """Every version of one document, and in what each differs from the one before."""
    try:
        found = crosswalks.versions(city, series)
    except NoSuchCrosswalk as missing:
        raise Http404(str(missing)) from None
    language, differences = spoken(), crosswalks.changes_of(city, series)
    context = {
        "title": _card(found[0], language)["title"],
        "versions": [
            {**_card(one, language),
             "changes": [_change(c, language) for c in differences.get(one.version, ())]}
            for one in found
        ],
    }  # fmt: skip
    return render(request, "portal/crosswalks/document.html", context)


def _card(one: DocumentShown, language: Language) -> Mapping[str, Any]:
    return {
        **document_card(one.document, language), "series": one.series, "version": one.version,
        "code": one.city, "state": say(f"crosswalk_{one.state}", language), "token": one.token,
        "is_in_force": one.state == "in_force", "digest": one.digest, "reason": one.reason,
        "signed": day(one.signed_at.date(), language) if one.signed_at else "",
    }  # fmt: skip


def _change(one: Change, language: Language) -> Mapping[str, str]:
    none = say("crosswalk_nothing", language)
    return {"name": one.name, "before": _plain(one.before, none), "after": _plain(one.after, none)}


def _plain(value: Any, none: str) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or none
    return none if value is None or value == "" else str(value)


def _says(pack: Pack, language: Language) -> Iterator[Mapping[str, Any]]:
    """What the pack has on it; a city whose policies say nothing has no line."""
    found = pack.recognition
    for one in (*found.parities, *((found.mutual,) if found.mutual else ()), *found.information):
        kind = type(one).__name__.lower()
        yield {
            "kind": say(f"crosswalk_says_{kind}", language), "label": one.label.say(language),
            "clause": pack.clause_label(one.clause).say(language),
            "notes": [note.say(language) for note in one.notes],
        }  # fmt: skip
