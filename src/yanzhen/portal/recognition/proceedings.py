"""A proceeding at the desk: telling the person, hearing her, the decision of a second person."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.recognition import service
from yanzhen.apps.recognition.service import NoSuchRecognition, RecognitionRefused
from yanzhen.portal.language import spoken
from yanzhen.portal.recognition.lines import course_badge, course_of, timeline_of, title_of
from yanzhen.portal.recognition.typed import day, errors_of, text
from yanzhen.portal.words import say

Deed = Callable[[str, QueryDict], None]


def _tell(number: str, post: QueryDict) -> None:
    service.tell(current(), number, day(post, "answer_by"))


def _hear(number: str, post: QueryDict) -> None:
    on, how, minutes = day(post, "on"), text(post, "how"), text(post, "minutes")
    service.hear(current(), number, how, on, minutes)


DEEDS: dict[str, Deed] = {
    "tell": _tell,
    "hear": _hear,
    "decide": lambda number, post: service.decide(current(), number, text(post, "reason")),
    "drop": lambda number, post: service.drop(current(), number, text(post, "reason")),
}


@never_cache
@require_GET
def proceeding(request: HttpRequest, number: str) -> HttpResponse:
    """One proceeding."""
    return _page(request, number, {})


@never_cache
@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Do one thing with it; what cannot be done is said on the page itself."""
    deed = request.POST.get("action", "")
    try:
        if deed not in DEEDS:
            service.proceeding_of(current(), number)
            return redirect("portal:desk_proceeding", number=number)
        DEEDS[deed](number, request.POST)
    except NoSuchRecognition:
        raise Http404(number) from None
    except RecognitionRefused as refused:
        return _page(request, number, errors_of(refused, spoken()), deed)
    messages.success(request, say(f"recog_done_{deed}", spoken()))
    return redirect("portal:desk_proceeding", number=number)


def _page(
    request: HttpRequest, number: str, errors: Mapping[str, str], deed: str = ""
) -> HttpResponse:
    language, actor = spoken(), current()
    try:
        shown = service.proceeding_of(actor, number)
    except NoSuchRecognition:
        raise Http404(number) from None
    one = shown.recognition
    steps = [step for step in service.steps(actor, one.number) if step.proceeding == number]
    context = {
        "shown": shown, "one": one, "title": shown.aim_label.say(language),
        "about": title_of(one, language), "badge": course_badge(shown, language),
        "facts": course_of(shown, language), "deed": deed,
        "hands": [
            (say("recog_opened_by", language), shown.opened_by),
            (say("recog_decided_by", language), shown.decided_by),
        ],
        "timeline": timeline_of(steps, one, language, office=True),
        "hows": [(name, label.say(language)) for name, label in service.HEARD.items()],
        "posted": request.POST, "errors": errors,
    }  # fmt: skip
    return render(
        request, "portal/recognition/proceeding.html", context, status=400 if errors else 200
    )
