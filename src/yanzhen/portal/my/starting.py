"""Beginning an application: for whom, in which place, with what the calculator was told.

The calculator keeps nothing. Whoever goes on from it to an application has her answers kept in
her session until the draft is begun: so they are there after she has signed in.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused
from yanzhen.apps.organisations.service import places_of
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import RegistryRefused, Scheme
from yanzhen.policy import Pack, ServiceItem, facts_of_item, item_title
from yanzhen.portal.answers import Answers, Unreadable
from yanzhen.portal.entries import taken
from yanzhen.portal.kit.known import plain
from yanzhen.portal.language import spoken
from yanzhen.portal.views import access_pack, city_context
from yanzhen.portal.words import say

KEPT = "application_answers"
DOCUMENTS = (
    Scheme.ID_CARD, Scheme.HK_MACAO_RESIDENCE, Scheme.TAIWAN_RESIDENCE, Scheme.HK_MACAO_PERMIT,
    Scheme.TAIWAN_PERMIT, Scheme.PASSPORT, Scheme.PERMANENT_RESIDENCE,
)  # fmt: skip
HERSELF = "self"


@csrf_exempt  # It changes her own session only, and the form that posts it has no token.
@never_cache
@require_POST
def from_calculator(request: HttpRequest, city: str, item: str) -> HttpResponse:
    """Go on from the calculator: its answers wait until she has signed in."""
    pack, found = _offered(city, item)
    line = request.POST.get("state", "")
    try:
        Answers.read(line, pack.vocabulary)
    except Unreadable:
        line = ""
    request.session[KEPT] = {"city": city, "line": line}
    return redirect("portal:apply", city=city, item=found.id)


@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, city: str, item: str) -> HttpResponse:
    """For whom, and where; then the form."""
    pack, found = _offered(city, item)
    if request.method == "GET":
        return _page(request, pack, found, {})
    try:
        who, kind = _applicant(request, pack)
        draft = cases.start(
            current(), city, found.id, request.POST.get("place", ""), who,
            answers=_told_before(request, pack, found, kind),
        )  # fmt: skip
    except (CaseRefused, RegistryRefused) as refused:
        errors = {one.field: one.reason.say(spoken()) for one in refused.refusals}
        return _page(request, pack, found, errors)
    request.session.pop(KEPT, None)
    return redirect("portal:draft", draft=draft.id)


def _offered(city: str, item: str) -> tuple[Pack, ServiceItem]:
    pack = access_pack(city)
    if item not in pack.services:
        raise Http404(item)
    return pack, pack.services[item]


def _applicant(request: HttpRequest, pack: Pack) -> tuple[int, str]:
    """The subject that the application is about, and its kind."""
    actor, chosen = current(), request.POST.get("who", HERSELF)
    if chosen != HERSELF and chosen.isdecimal() and int(chosen) in actor.employers:
        return int(chosen), "employer"
    own = registry.own_subject(actor)
    if own is not None:
        return own.pk, own.kind
    added = registry.add_subject(
        acting=actor, kind="person", name=request.POST.get("name", ""),
        numbers={request.POST.get("scheme", ""): request.POST.get("number", "")},
    )  # fmt: skip
    return added.subject.pk, "person"


def _told_before(request: HttpRequest, pack: Pack, item: ServiceItem, kind: str) -> dict[str, Any]:
    """What she has told the calculator about this city, as far as the form asks for it."""
    kept = request.session.get(KEPT) or {}
    if kept.get("city") != pack.city or not kept.get("line"):
        return {}
    answers, _ = Answers.read(kept["line"], pack.vocabulary)
    if answers.who != kind:
        return {}
    names = {one.id for one in facts_of_item(pack, item)}
    facts = taken(answers, pack.vocabulary).facts
    return plain({name: value for name, value in facts.items() if name in names})


def _page(
    request: HttpRequest, pack: Pack, item: ServiceItem, errors: dict[str, str]
) -> HttpResponse:
    language, actor = spoken(), current()
    own = registry.own_subject(actor)
    posted = request.POST
    context = city_context(pack) | {
        "title": item_title(pack, item).say(language), "item_id": item.id,
        "own": own, "people": _people(actor, item, own is not None),
        "schemes": [(one.value, _scheme(one), one == posted.get("scheme")) for one in DOCUMENTS],
        "places": [
            (one.code, one.label.say(language), one.code == posted.get("place"))
            for one in places_of(pack.city)
        ],
        "posted": posted, "errors": errors, "number_error": _first(errors, *Scheme),
        "refusals": [reason for field, reason in errors.items() if field not in FIELDS],
        "brings": bool((request.session.get(KEPT) or {}).get("line")),
        "back": reverse("portal:service", args=[pack.city, item.id]),
    }  # fmt: skip
    return render(request, "portal/my/start.html", context, status=400 if errors else 200)


def _first(errors: dict[str, str], *fields: str) -> str:
    return next((errors[one] for one in fields if one in errors), "")


FIELDS = frozenset({"name", "number", "place", *(one.value for one in Scheme)})


def _people(actor: Actor, item: ServiceItem, is_known: bool) -> list[tuple[str, str]]:
    """For whom she may file: herself, and the employers that she acts for."""
    found = []
    if "person" in item.subjects or not item.subjects:
        found.append((HERSELF, say("apply_self", spoken())))
    if "employer" in item.subjects:
        found += [
            (str(one.id), one.name) for one in registry.cards(actor, actor.employers).values()
        ]
    return found


def _scheme(scheme: Scheme) -> str:
    return scheme.label_zh if spoken() == "zh" else scheme.label_en
