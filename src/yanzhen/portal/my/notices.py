"""What the service has told her, and how else she wants to be told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.notices.service import (
    Received,
    WishRefused,
    mark_read,
    received,
    want,
    wanted,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

PAGE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """The latest notices; all that are shown count as read."""
    reason = ""
    if request.method == "POST":
        phone = request.POST.get("phone", "").strip()
        try:
            want(acting=current(), email="email" in request.POST, phone=phone)
        except WishRefused as refused:
            reason = refused.reason.say(spoken())
        else:
            messages.success(request, say("notices_wish_saved", spoken()))
            return redirect("portal:notices")
    return _page(request, reason)


def _page(request: HttpRequest, reason: str) -> HttpResponse:
    actor, before = current(), request.GET.get("before", "")
    found = received(acting=actor, before=int(before) if before.isdecimal() else None, most=PAGE)
    lines = [_line(one, spoken()) for one in found]
    if new := [one.id for one in found if one.is_new]:
        mark_read(new, acting=actor)
    context = {
        "lines": lines, "wanted": wanted(acting=actor), "phone_error": reason,
        "older": found[-1].id if len(found) == PAGE else None,
    }  # fmt: skip
    return render(request, "portal/my/notices.html", context, status=400 if reason else 200)


def _line(one: Received, language: Language) -> dict[str, object]:
    return {
        "title": one.title.say(language), "body": one.body.say(language), "link": one.link,
        "when": moment_said(one.created_at, language), "is_new": one.is_new,
    }  # fmt: skip
