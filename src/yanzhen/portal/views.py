"""The pages: each view parses, asks, and answers; what is shown is made elsewhere.

Nothing about a visitor is kept. The calculator's form changes nothing on the server, so it needs
no token against forged posts, and with it no cookie. (The sandbox keeps what it is asked to keep.)
"""

from dataclasses import replace

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.policies.service import (
    NotPublished,
    UnreadablePack,
    published_cities,
    published_pack,
)
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Subject, Vocabulary
from yanzhen.portal import documents, form, library
from yanzhen.portal.answers import Answers, Unreadable
from yanzhen.portal.calculation import take_turn
from yanzhen.portal.comparison import comparison_view, whole_vocabulary
from yanzhen.portal.demo import demo_accounts
from yanzhen.portal.form import Posted
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day

HX = "HX-Request"


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Who are you, and which city?"""
    listed = cities()
    subjects = {one.id: one for city in listed for one in subjects_of(access_pack(city["id"]))}
    people = [_named(subject) for subject in subjects.values()]
    context = {"cities": listed, "people": people, "demo": demo_accounts(spoken())}
    return render(request, "portal/start.html", context)


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """From the start page's form to the calculator."""
    city = request.GET.get("city", "")
    access_pack(city)
    who = urlencode({"who": request.GET.get("who", "")})
    return redirect(f"{reverse('portal:calculator', args=[city])}?{who}")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest, city: str) -> HttpResponse:
    """Questions beside results; one turn for each post."""
    pack = access_pack(city)
    people = [one.id for one in subjects_of(pack)]
    posted, unreadable = _posted(request, people, pack.vocabulary)
    posted = _in_city(posted, request.POST.get("city", city), pack)
    turn = take_turn(pack, posted, timezone.localdate(), spoken())
    context = city_context(pack) | {
        "turn": turn,
        "day_said": day(timezone.localdate(), spoken()),
        "unreadable": unreadable,
        "people": [_named(subject) for subject in subjects_of(pack)],
        "who": _named(pack.vocabulary.subjects[turn.who]),
        "elsewhere": [one for one in cities() if one["id"] != city],
    }
    template = "portal/calculator.html"
    if HX in request.headers:
        template = f"portal/parts/{'live' if posted.action == 'live' else 'workspace'}.html"
    return render(request, template, context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """One situation in every city that is published."""
    packs = [access_pack(one["id"]) for one in cities()]
    if not packs:
        raise Http404("compare")
    vocabulary = whole_vocabulary(packs)
    people = {one.id: one for pack in packs for one in subjects_of(pack)}
    posted, unreadable = _posted(request, list(people), vocabulary)
    answers = posted.answers.leaving(request.POST.get("city", ""), vocabulary)
    context = {
        "view": comparison_view(packs, answers, timezone.localdate(), spoken()),
        "day_said": day(timezone.localdate(), spoken()),
        "unreadable": unreadable,
        "dropped": posted.dropped,
        "people": [_named(subject) for subject in people.values()],
        "who": _named(vocabulary.subjects[answers.who]),
    }
    return render(request, "portal/compare.html", context)


@require_GET
def policies(request: HttpRequest, city: str) -> HttpResponse:
    """All rules of a city, by clause."""
    pack = access_pack(city)
    people = subjects_of(pack)
    who = request.GET.get("who", "")
    chosen = who if who in {one.id for one in people} else ""
    context = city_context(pack) | {
        "clauses": library.clauses_with_rules(pack, chosen, spoken()),
        "people": [_named(subject) for subject in people],
        "chosen": chosen,
        "rule_count": len(pack.rules),
    }
    return render(request, "portal/policies.html", context)


@require_GET
def rule(request: HttpRequest, city: str, rule: str) -> HttpResponse:
    """One rule."""
    pack = access_pack(city)
    if rule not in pack.rules:
        raise Http404(rule)
    view = library.rule_view(pack, pack.rules[rule], spoken(), timezone.localdate())
    subject = pack.rules[rule].subject
    return render(request, "portal/rule.html", city_context(pack) | {"rule": view, "who": subject})


@require_GET
def document(request: HttpRequest, city: str, document: str) -> HttpResponse:
    """One document, clause by clause."""
    pack = access_pack(city)
    if document not in pack.documents:
        raise Http404(document)
    found, language = pack.documents[document], spoken()
    context = city_context(pack) | {
        "title": found.title.say(language),
        "facts": documents.document_facts(found, language),
        "note": found.note.say(language) if found.note else "",
        "clauses": documents.clause_views(pack, found, language),
    }
    return render(request, "portal/document.html", context)


@require_GET
def tiers(request: HttpRequest, city: str) -> HttpResponse:
    """The talent catalogue."""
    pack = access_pack(city)
    if pack.tiers is None:
        raise Http404("tiers")
    context = {
        "title": pack.tiers.title.say(spoken()),
        "classes": documents.tier_views(pack, spoken()),
    }
    return render(request, "portal/tiers.html", city_context(pack) | context)


def healthz(_request: HttpRequest) -> HttpResponse:
    """`ok` when the service answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


# -- access and context


def access_pack(city: str) -> Pack:
    """The pack in force in a city; an unknown city and one that cannot be read look alike."""
    try:
        return published_pack(city)
    except (NotPublished, UnreadablePack):
        raise Http404(city) from None


def subjects_of(pack: Pack) -> list[Subject]:
    """The kinds of applicant that a city's rules speak to."""
    return [one for one in pack.vocabulary.subjects.values() if pack.rules_of(one.id)]


def _posted(request: HttpRequest, people: list[str], vocabulary: Vocabulary) -> tuple[Posted, bool]:
    """What the visitor sent, and whether it was unreadable."""
    asked_for = request.GET.get("who", "")
    nothing = Posted(Answers(asked_for if asked_for in people else people[0]), (), "load")
    if request.method == "GET":
        return nothing, False
    try:
        return form.read(request.POST, nothing.answers.who, vocabulary), False
    except Unreadable:
        return nothing, True


def _in_city(posted: Posted, origin: str, pack: Pack) -> Posted:
    """The answers in this city, when they come from another one or from the comparison."""
    if origin == pack.city:
        return posted
    answers = posted.answers.leaving(origin, pack.vocabulary).arriving(pack.city)
    return replace(posted, answers=answers)


def cities() -> list[dict[str, str]]:
    """The cities with a pack in force, in the visitor's language."""
    language = spoken()
    return [
        {"id": one.city, "label": one.title_zh if language == "zh" else one.title_en}
        for one in published_cities()
    ]


def _named(subject: Subject) -> dict[str, str]:
    language = spoken()
    note = subject.note.say(language) if subject.note else ""
    return {"id": subject.id, "label": subject.label.say(language), "note": note}


def city_context(pack: Pack) -> dict[str, object]:
    """What the head of a city's pages says."""
    language = spoken()
    documents = [(one.id, one.title.say(language)) for one in pack.documents.values()]
    return {
        "city": pack.city, "city_name": pack.title.say(language),
        "policy_name": pack.policy.say(language), "documents": documents,
        "has_tiers": pack.tiers is not None, "has_services": bool(pack.services),
        "version": pack.content_hash[:12],
    }  # fmt: skip
