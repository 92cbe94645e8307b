"""The register of recognitions at the desk, and one recognition with its whole life."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import (
    NoSuchRecognition,
    RecognitionRefused,
    RecognitionShown,
    Wanted,
)
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted as Asked
from yanzhen.portal.readable import day
from yanzhen.portal.recognition.lines import (
    course_badge,
    facts_of,
    rested_on,
    state_badge,
    timeline_of,
    title_of,
)
from yanzhen.portal.recognition.typed import errors_of, text
from yanzhen.portal.words import say


def name_cell(one: RecognitionShown, _language: Language) -> Cell:
    return Cell(one.masked_name, reverse("portal:desk_recognised", args=[one.number]), one.number)


def level_cell(one: RecognitionShown, language: Language) -> Cell:
    return Cell(one.level_label.say(language), small=one.kind_label.say(language))


def basis_cell(one: RecognitionShown, language: Language) -> Cell:
    item = one.item_label.say(language) if one.item_label else one.by_label.say(language)
    return Cell(one.clause_label.say(language), small=item)


def term_cell(one: RecognitionShown, language: Language) -> Cell:
    last = one.ended_on or one.valid_until
    until = day(last, language) if last else say("recog_no_end", language)
    return Cell(day(one.valid_from, language), small=until, sheet=one.valid_from)


def states(language: Language) -> Choices:
    return [(name, label.say(language)) for name, label in service.STATES.items()]


COLUMNS = (
    Column[RecognitionShown]("name", "recog_person", name_cell, look="main"),
    Column[RecognitionShown]("level", "recog_level", level_cell),
    Column[RecognitionShown](
        "state", "recog_state", lambda one, lang: Cell(badge=state_badge(one, lang))
    ),
    Column[RecognitionShown]("basis", "recog_clause", basis_cell),
    Column[RecognitionShown]("term", "recog_term", term_cell),
    Column[RecognitionShown](
        "place", "recog_place", lambda one, lang: Cell(one.place.say(lang)), look="quiet"
    ),
)
LISTING = Listing[RecognitionShown](
    "recognitions", COLUMNS, (Filter("state", "recog_state", states),), "recog_search",
    empty="recog_none",
)  # fmt: skip


def paged(wanted: Asked) -> Part[RecognitionShown]:
    """One page of the recognitions that she sees."""
    asked = service.Filters(state=wanted.filters.get("state", ""), text=wanted.search)
    found = service.recognitions(current(), asked, wanted.page, wanted.size)
    return Part(found.rows, found.total)


def seen(_place: Mapping[str, str]) -> Paged[RecognitionShown]:
    return Paged(paged)


REGISTER = Feed("desk.recognitions", Label("人才认定", "Recognitions"), LISTING, seen)


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Every recognition of her places, and of the whole city where its counties share them."""
    language = spoken()
    going = [
        {"number": one.number, "name": one.recognition.masked_name,
         "title": one.aim_label.say(language), "badge": course_badge(one, language)}
        for one in service.open_proceedings(current())
    ]  # fmt: skip
    context = {"going": going, "office": current().holds(Role.TALENT_OFFICE)}
    return list_page(request, REGISTER, seen({}), "portal/recognition/register.html", context)


@never_cache
@require_GET
def recognised(request: HttpRequest, number: str) -> HttpResponse:
    """One recognition."""
    return page(request, number)


@never_cache
@require_POST
def opening(request: HttpRequest, number: str) -> HttpResponse:
    """Open a proceeding about it."""
    post = request.POST
    proposal = text(post, "proposal")
    wanted = Wanted(
        text(post, "aim"), text(post, "way"), text(post, "cause"), text(post, "clause"),
        text(post, "to_level"), int(proposal) if proposal.isdecimal() else None,
    )  # fmt: skip
    try:
        made = service.open_proceeding(current(), number, wanted)
    except NoSuchRecognition:
        raise Http404(number) from None
    except RecognitionRefused as refused:
        return page(request, number, errors_of(refused, spoken()))
    messages.success(request, say("recog_done_open", spoken()))
    return redirect("portal:desk_proceeding", number=made)


def page(
    request: HttpRequest, number: str, errors: Mapping[str, str] | None = None
) -> HttpResponse:
    language, actor = spoken(), current()
    try:
        one = service.recognition_numbered(actor, number)
    except NoSuchRecognition:
        raise Http404(number) from None
    if not actor.tenants:  # her own page shows it to her
        raise Http404(number)
    going = service.proceedings_of(actor, number)
    is_open = any(each.state in ("open", "told", "heard") for each in going)
    context = {
        "one": one, "title": title_of(one, language), "badge": state_badge(one, language),
        "place": one.place.say(language), "facts": facts_of(one, language),
        "rested": rested_on(one, language), "shared": one.is_shared and not one.office,
        "timeline": timeline_of(service.steps(actor, number), one, language, office=True),
        "proceedings": [
            (each.number, each.aim_label.say(language), course_badge(each, language))
            for each in going
        ],
        "may_open": one.office and one.state == "current" and not is_open,
        "ways": _ways(language), "aims": _aims(language),
        "levels": [(name, label.say(language)) for name, label in service.levels_below(one)],
        "proposal": request.POST.get("proposal", request.GET.get("proposal", "")),
        "posted": request.POST, "errors": errors or {},
    }  # fmt: skip
    return render(
        request, "portal/recognition/recognised.html", context, status=400 if errors else 200
    )


def _ways(language: Language) -> Choices:
    return [(name, label.say(language)) for name, label in service.WAYS.items()]


def _aims(language: Language) -> Choices:
    return [(name, label.say(language)) for name, label in service.AIM_LABELS.items()]
