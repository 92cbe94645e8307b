"""Public lists, for anybody: what is published, how many days are left, and the way to object."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import PUBLIC_FIELDS, CaseRefused, NoSuchCase, PublicityShown
from yanzhen.apps.policies.service import published_cities
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

FIELDS = ("name", "contact", "text")


@never_cache
@require_GET
def publicity(request: HttpRequest) -> HttpResponse:
    """Every city with what it publishes today."""
    language = spoken()
    cities = [
        (one.title_zh if language == "zh" else one.title_en,
         [_entry(entry, language) for entry in cases.publicity(current(), one.city)])
        for one in published_cities()
    ]  # fmt: skip
    return render(request, "portal/public/publicity.html", {"cities": cities})


@never_cache
@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, city: str, entry: int) -> HttpResponse:
    """An objection against one entry; the form sent twice is one objection."""
    found = next((one for one in cases.publicity(current(), city) if one.id == entry), None)
    if found is None:
        raise Http404(entry)
    if request.method == "GET":
        return _page(request, found, {})
    posted = {name: request.POST.get(name, "") for name in FIELDS}
    try:
        number = cases.raise_objection(
            current(), entry, posted["name"], posted["contact"], posted["text"],
            request.POST.get("key", "")[:40] or secrets.token_hex(8),
        )  # fmt: skip
    except NoSuchCase:
        raise Http404(entry) from None
    except CaseRefused as refused:
        return _page(
            request, found, {one.field: one.reason.say(spoken()) for one in refused.refusals}
        )
    messages.success(request, say("objection_raised", spoken(), number=number))
    return redirect("portal:publicity")


def _page(
    request: HttpRequest, found: PublicityShown, errors: Mapping[str, str]
) -> HttpResponse:
    context = {
        "entry": _entry(found, spoken()), "errors": errors, "posted": request.POST,
        "key": request.POST.get("key", "") or secrets.token_hex(8),
    }  # fmt: skip
    return render(request, "portal/public/objection.html", context, status=400 if errors else 200)


def _entry(one: PublicityShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "city": one.city, "name": one.entry["name"],
        "fields": [
            (label.say(language), one.entry[name])
            for name, label in PUBLIC_FIELDS.items()
            if one.entry.get(name) and name != "name"
        ],
        "until": say("publicity_until", language, day=day(one.ends_on, language)),
        "left": say(
            "publicity_left" if one.days_left else "publicity_last_day", language,
            days=one.days_left,
        ),
        "is_soon": one.days_left <= 1,
    }  # fmt: skip
