"""What the service has told her, and how else she wants to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.notices.service import Received, mark_read, received, want, wanted
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

PAGE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The latest notices; all that are shown count as read."""
    account = current().account_id
    assert account is not None  # the door lets nobody else in
    if request.method == "POST":
        want(account, email="email" in request.POST, sms="sms" in request.POST)
        messages.success(request, say("notices_wish_saved", spoken()))
        return redirect("portal:notices")
    before = request.GET.get("before", "")
    found = received(account, int(before) if before.isdecimal() else None, PAGE)
    lines = [_line(one, spoken()) for one in found]
    mark_read(account, [one.id for one in found if one.is_new])
    context = {
        "lines": lines, "wanted": wanted(account),
        "older": found[-1].id if len(found) == PAGE else None,
    }  # fmt: skip
    return render(request, "portal/my/notices.html", context)


def _line(one: Received, language: Language) -> dict[str, object]:
    return {
        "title": one.title.say(language), "body": one.body.say(language), "link": one.link,
        "when": moment_said(one.created_at, language), "is_new": one.is_new,
    }  # fmt: skip
