"""A case at the desk: looked at, and what can be done with it.

A decision is posted to an address of its own, which asks again who she is. What was brought to
the window, and what an office found, have addresses of their own too.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, NoSuchCase
from yanzhen.apps.policies.service import kept_pack
from yanzhen.portal.answers import Answers
from yanzhen.portal.casefile.actions import Unreadable, given
from yanzhen.portal.desk.case_page import DECISIONS, Extra, page, seen
from yanzhen.portal.entries import taken
from yanzhen.portal.form import with_page
from yanzhen.portal.kit.known import plain
from yanzhen.portal.kit.uploading import all_uploaded
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case, and what can be done with it now."""
    return page(request, seen(number))


@never_cache
@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """An action that decides nothing for good."""
    if request.POST.get("action", "") in DECISIONS:
        raise Http404(number)
    return _act(request, number)


@never_cache
@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """A decision."""
    if request.POST.get("action", "") not in DECISIONS:
        raise Http404(number)
    return _act(request, number)


@never_cache
@require_POST
def receive(request: HttpRequest, number: str) -> HttpResponse:
    """Papers that were brought to the window: scanned, or said in words."""
    files, words = all_uploaded(request), request.POST.get("answer", "")
    return _done(request, number, lambda: cases.receive(current(), number, files, words))


@never_cache
@require_POST
def find(request: HttpRequest, number: str) -> HttpResponse:
    """What an assessment, a review or a meeting found, and what was seen."""
    shown = seen(number)
    pack, name = kept_pack(shown.city, shown.pack_hash), request.POST.get("fact", "")
    if name not in pack.vocabulary.facts:
        raise Http404(number)
    typed = with_page(Answers("person"), [pack.vocabulary.facts[name]], request.POST, "stay")
    found = taken(typed, pack.vocabulary)
    reasons = [one.say(spoken()) for one in found.errors.values()]
    if not reasons and name not in found.facts:
        reasons = [say("find_what", spoken())]
    if reasons:
        return page(request, shown, Extra(reasons))
    value, words = plain(found.facts)[name], request.POST.get("seen", "")
    return _done(request, number, lambda: cases.find(current(), number, name, value, words))


def _act(request: HttpRequest, number: str) -> HttpResponse:
    action = request.POST.get("action", "")
    try:
        brought = given(request.POST, action)
    except Unreadable as unreadable:
        reasons = [one.say(spoken()) for one in unreadable.reasons.values()]
        return page(request, seen(number), Extra(reasons))
    return _done(request, number, lambda: cases.act(current(), number, action, brought))


def _done(request: HttpRequest, number: str, doing: Callable[[], None]) -> HttpResponse:
    """Do it and go on; or the page again with what was entered and every reason."""
    try:
        doing()
    except NoSuchCase:
        raise Http404(number) from None
    except CaseRefused as refused:
        reasons = [one.reason.say(spoken()) for one in refused.refusals]
        return page(request, seen(number), Extra(reasons))
    messages.success(request, say("case_acted", spoken()))
    return _after(number)


def _after(number: str) -> HttpResponse:
    """Back to the case, or to the queue when it went out of her reach."""
    try:
        cases.one(current(), number)
    except NoSuchCase:
        return redirect("portal:desk")
    return redirect("portal:desk_case", number=number)
