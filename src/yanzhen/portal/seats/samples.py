"""The office's samples of what employers decided: drawing one, going through it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.recognition.service import NoSuchRecognition, RecognitionRefused, seats
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.shown import day_in, field, number_in
from yanzhen.portal.seats.shown import sample_line, sampled_line, sentences
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def samples_page(request: HttpRequest) -> HttpResponse:
    """The samples of her places, and the form that draws one."""
    if request.method == "GET":
        return _list(request)
    drawing = seats.Drawing(
        field(request, "city"), day_in(request, "since"), day_in(request, "until"),
        number_in(request, "size"), field(request, "seed"),
    )  # fmt: skip
    try:
        made = seats.draw(acting=current(), drawing=drawing)
    except RecognitionRefused as refused:
        return _list(request, sentences(refused, spoken()))
    return redirect("portal:desk_seat_sample", sample=made.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def sample_page(request: HttpRequest, sample: int) -> HttpResponse:
    """What was drawn, with a form for each that keeps what came out."""
    place = number_in(request, "place", 0)
    try:
        if request.method == "GET":
            return _one(request, sample)
        seats.mark(
            acting=current(), sample=sample, place=place, outcome=field(request, "outcome"),
            note=field(request, "note")[:2000],
        )  # fmt: skip
    except NoSuchRecognition:
        raise Http404(sample) from None
    except RecognitionRefused as refused:
        return _one(request, sample, sentences(refused, spoken()))
    messages.success(request, say("sample_marked", spoken(), place=place))
    return redirect(f"{reverse('portal:desk_seat_sample', args=[sample])}#item-{place}")


def _list(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    context = {
        "rows": [sample_line(one, language) for one in seats.samples(actor)],
        "cities": [(one.city, one.place.say(language)) for one in seats.offered(actor)],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/seats/samples.html", context, status=400 if refusals else 200)


def _one(request: HttpRequest, sample: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found, items = seats.sample(actor, sample)
    context = {
        "sample": sample_line(found, language),
        "items": [sampled_line(one, language) for one in items],
        "marks": found.city in {one.city for one in seats.offered(actor)},
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/seats/sample.html", context, status=400 if refusals else 200)
