"""One's own recognition: what was recognised, where the facts place one, what is going on."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.policies.service import published_cities, published_pack
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import (
    NoSuchRecognition,
    RecognitionRefused,
    RecognitionShown,
)
from yanzhen.apps.registry import service as registry
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.standing import Standing, standing_of
from yanzhen.portal.kit.known import Known
from yanzhen.portal.language import spoken
from yanzhen.portal.recognition.lines import (
    course_badge,
    course_of,
    facts_of,
    state_badge,
    timeline_of,
    title_of,
)
from yanzhen.portal.recognition.typed import errors_of, text
from yanzhen.portal.words import say


@never_cache
@require_GET
def recognition(request: HttpRequest) -> HttpResponse:
    """What she is recognised as, and where her facts place her."""
    language, actor = spoken(), current()
    context = {
        "rows": [_row(one, language) for one in service.mine(actor)],
        "proceedings": [
            {"number": one.number, "title": one.aim_label.say(language),
             "about": title_of(one.recognition, language), "badge": course_badge(one, language),
             "answers": one.state == "told"}
            for one in service.my_proceedings(actor)
        ],
        "standings": _standings(language),
    }  # fmt: skip
    return render(request, "portal/recognition/mine.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def proceeding(request: HttpRequest, number: str) -> HttpResponse:
    """A proceeding about herself, and her answer."""
    if request.method == "GET":
        return _proceeding(request, number, {})
    waives = request.POST.get("action") == "waive"
    try:
        service.answer(current(), number, text(request.POST, "text"), waives)
    except NoSuchRecognition:
        raise Http404(number) from None
    except RecognitionRefused as refused:
        return _proceeding(request, number, errors_of(refused, spoken()))
    messages.success(request, say("recog_done_answer", spoken()))
    return redirect("portal:my_proceeding", number=number)


def _proceeding(request: HttpRequest, number: str, errors: Mapping[str, str]) -> HttpResponse:
    language, actor = spoken(), current()
    try:
        shown = service.my_proceeding(actor, number)
    except NoSuchRecognition:
        raise Http404(number) from None
    one = shown.recognition
    steps = [step for step in service.steps(actor, one.number) if step.proceeding == number]
    context = {
        "shown": shown, "title": shown.aim_label.say(language), "about": title_of(one, language),
        "badge": course_badge(shown, language), "facts": course_of(shown, language),
        "timeline": timeline_of(steps, one, language, office=False),
        "answers": shown.state == "told", "posted": request.POST, "errors": errors,
    }  # fmt: skip
    return render(
        request, "portal/recognition/my_proceeding.html", context, status=400 if errors else 200
    )


def _row(one: RecognitionShown, language: Language) -> Mapping[str, Any]:
    return {
        "number": one.number, "title": title_of(one, language),
        "badge": state_badge(one, language), "facts": facts_of(one, language),
        "place": one.place.say(language), "case": one.case_number,
        "is_current": one.state == "current",
    }  # fmt: skip


def _standings(language: Language) -> list[tuple[str, str, str, Standing]]:
    """Where the catalogue of each city that has one places her, with the item to apply for."""
    actor, today = current(), timezone.localdate()
    own = registry.own_subject(actor)
    if own is None:
        return []
    found = []
    for city in published_cities():
        pack = published_pack(city.city)
        kind = service.catalogue_kind(pack)
        if kind is None:
            continue
        kept = registry.shown_facts(actor, own.pk, today, pack.city)
        facts = {
            name: Known(
                name, one.value, str(one.grade), one.source, one.valid_from, one.valid_until
            )
            for name, one in kept.items()
        }
        standing = standing_of(pack, facts, today, language, kind.item or "")
        if standing is not None:
            found.append((pack.city, pack.title.say(language), kind.item or "", standing))
    return found
