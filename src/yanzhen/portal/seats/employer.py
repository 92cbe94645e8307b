"""An employer's page: its seats, recognising somebody within them, what it has decided."""

import secrets
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.recognition.service import NoSuchRecognition, RecognitionRefused, seats
from yanzhen.apps.registry import service as registry
from yanzhen.portal.employer.following import acting_officer
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.shown import day_in, field, number_in
from yanzhen.portal.seats.shown import picture, seat_line, sentences, use_line
from yanzhen.portal.words import say

MOST_PEOPLE = 500


@never_cache
@require_http_methods(["GET", "POST"])
def seats_page(request: HttpRequest) -> HttpResponse:
    """Her employers' seats, a form for each authorisation in force, and the history."""
    actor = acting_officer()
    if request.method == "GET":
        return _page(request, actor)
    try:
        seats.recognise(acting=current(), deciding=_deciding(request))
    except NoSuchRecognition:
        return _page(request, actor, [say("seats_choose", spoken())])
    except RecognitionRefused as refused:
        return _page(request, actor, sentences(refused, spoken()))
    messages.success(request, say("seats_recognised_now", spoken()))
    return redirect("portal:employer_seats")


def _deciding(request: HttpRequest) -> seats.Deciding:
    return seats.Deciding(
        authorisation=number_in(request, "authorisation", 0),
        subject_id=number_in(request, "person", 0), level=field(request, "level"),
        decision=field(request, "decision")[:120], decided_on=day_in(request, "decided_on"),
        reason=field(request, "reason")[:4000], papers=field(request, "papers")[:4000],
        key=field(request, "key")[:64] or secrets.token_urlsafe(16),
    )  # fmt: skip


def _page(request: HttpRequest, actor: Actor, refusals: Sequence[str] = ()) -> HttpResponse:
    language = spoken()
    found = seats.of_employers(actor)
    context = {
        "rows": [seat_line(one, language) for one in found],
        "picture": picture(found, language),
        "forms": [
            {**seat_line(one, language), "people": _people(actor, one.employer_id)}
            for one in found
            if one.state == "open"
        ],
        "uses": [use_line(one, language, masked=False) for one in seats.uses_of_employers(actor)],
        "cities": "、".join(one.say(language) for one in seats.cities_that_authorise()),
        "today": timezone.localdate().isoformat(),
        "key": field(request, "key") or secrets.token_urlsafe(16),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/seats/employer.html", context, status=400 if refusals else 200)


def _people(actor: Actor, employer: int) -> list[tuple[str, str]]:
    rows = registry.employees(actor, employer).order_by("name", "pk")[:MOST_PEOPLE]
    return [(str(one.pk), one.name) for one in rows]
