"""The office's pages of seats: who is authorised, how much is used, authorising, changing."""

import secrets
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.recognition.service import NoSuchRecognition, RecognitionRefused, seats
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.shown import day_in, field, number_in
from yanzhen.portal.seats.shown import picture, seat_line, sentences, use_line
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def seats_page(request: HttpRequest) -> HttpResponse:
    """Everybody who is authorised in her places, and the form that authorises."""
    if request.method == "GET":
        return _list(request)
    try:
        made = seats.authorise(acting=current(), granting=_granting(request))
    except RecognitionRefused as refused:
        return _list(request, sentences(refused, spoken()))
    messages.success(request, say("seats_authorised_now", spoken()))
    return redirect("portal:desk_seat", seat=made.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def seat_page(request: HttpRequest, seat: int) -> HttpResponse:
    """One authorisation: its seats, what was decided, and what can be changed."""
    try:
        if request.method == "GET":
            return _one(request, seat)
        seats.authorisation(current(), seat)
        _change(request, seat)
    except NoSuchRecognition:
        raise Http404(seat) from None
    except RecognitionRefused as refused:
        return _one(request, seat, sentences(refused, spoken()))
    messages.success(request, say("seats_saved", spoken()))
    return redirect("portal:desk_seat", seat=seat)


def _granting(request: HttpRequest) -> seats.Granting:
    return seats.Granting(
        city=field(request, "city"), employer=field(request, "employer"),
        kind=field(request, "kind"), seats=number_in(request, "seats"),
        scope=field(request, "scope")[:400], basis=field(request, "basis")[:300],
        valid_from=day_in(request, "valid_from"), valid_until=day_in(request, "valid_until"),
        levels=tuple(request.POST.getlist("level")),
        key=field(request, "key")[:64] or secrets.token_urlsafe(16),
    )  # fmt: skip


def _change(request: HttpRequest, seat: int) -> None:
    action, actor = field(request, "action"), current()
    if action == "resize":
        seats.resize(acting=actor, key=seat, seats=number_in(request, "seats"),
                     reason=field(request, "resize_reason")[:400])  # fmt: skip
    elif action == "close":
        seats.close(acting=actor, key=seat, reason=field(request, "close_reason")[:400])
    elif action == "give_back":
        use = number_in(request, "use", 0)
        if use not in {one.id for one in seats.uses_of(actor, seat)}:
            raise NoSuchRecognition(use)
        seats.give_back(acting=actor, use=use, reason=field(request, f"return_{use}")[:400])


def _list(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found = seats.of_office(actor)
    offered = seats.offered(actor)
    levels = dict(pair for one in offered for pair in one.levels)
    context = {
        "rows": [seat_line(one, language) for one in found],
        "picture": picture(found, language),
        "cities": [(one.city, one.place.say(language)) for one in offered],
        "kinds": [(kind, label.say(language)) for one in offered for kind, label in one.kinds],
        "levels": [(level, label.say(language)) for level, label in levels.items()],
        "notes": [note.say(language) for one in offered for note in one.notes],
        "key": field(request, "key") or secrets.token_urlsafe(16),
        "posted": request.POST, "posted_levels": request.POST.getlist("level"),
        "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/seats/desk.html", context, status=400 if refusals else 200)


def _one(request: HttpRequest, seat: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found = seats.authorisation(actor, seat)
    context = {
        "one": seat_line(found, language), "picture": picture([found], language),
        "uses": [use_line(use, language, masked=True) for use in seats.uses_of(actor, seat)],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/seats/seat.html", context, status=400 if refusals else 200)
