"""Public lists: what could be published and what forbids it, what is public, what was.

Ending a period is an action of the case; nobody ends it before the day that was announced.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import (
    PUBLIC_FIELDS,
    CaseRefused,
    Given,
    NoSuchCase,
    Proposed,
    Published,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

ACTIONS = {"publish": "announce_done", "end_publicity": "announce_ended"}


@never_cache
@require_http_methods(["GET", "POST"])
def publicities(request: HttpRequest) -> HttpResponse:
    """The page, and publishing what was picked or ending what is over."""
    if request.method == "GET":
        return _page(request)
    action, rows = request.POST.get("action", ""), request.POST.getlist("row")
    if action not in ACTIONS or not rows:
        return _page(request, [say("bulk_none", spoken())])
    until = _day(request.POST.get("until", ""))
    done, reasons = _each(action, rows, Given(until=until))
    if done:
        messages.success(request, say(ACTIONS[action], spoken(), count=done))
    return _page(request, reasons) if reasons else redirect("portal:desk_publicity")


def _each(action: str, rows: list[str], given: Given) -> tuple[int, list[str]]:
    """Each in a transaction of its own; how many, and why not the others."""
    language, done, reasons = spoken(), 0, []
    for number in dict.fromkeys(rows):
        try:
            cases.act(current(), number, action, given)
            done += 1
        except CaseRefused as refused:
            said = " ".join(one.reason.say(language) for one in refused.refusals)
            reasons.append(f"{number}{say('colon', language)}{said}")
        except NoSuchCase:
            reasons.append(f"{number}{say('colon', language)}{say('bulk_gone', language)}")
    return done, reasons


def _page(request: HttpRequest, reasons: list[str] | None = None) -> HttpResponse:
    language, today = spoken(), timezone.localdate()
    shown = [_published(one, language) for one in cases.published(current(), today)]
    context = {
        "proposed": [_proposed(one, language) for one in cases.proposals(current(), today)],
        "running": [one for one in shown if not one["closed"]],
        "past": [one for one in shown if one["closed"]],
        "until": request.POST.get("until", ""), "refusals": reasons or (),
        "objections": f"{reverse('portal:desk_cases')}?item=objection&open=open",
    }  # fmt: skip
    status = 400 if reasons else 200
    return render(request, "portal/desk/publicities.html", context, status=status)


def _proposed(one: Proposed, language: Language) -> Mapping[str, Any]:
    return {
        "number": one.row.number, "title": one.row.title.say(language),
        "name": one.row.subject_name, "place": one.row.place.say(language),
        "entry": fields_of(one.entry, language),
        "findings": [finding.say(language) for finding in one.findings],
    }  # fmt: skip


def _published(one: Published, language: Language) -> Mapping[str, Any]:
    return {
        "number": one.number, "entry": fields_of(one.shown.entry, language),
        "name": one.shown.entry.get("name", ""), "closed": one.closed,
        "period": say("announce_period", language, since=day(one.shown.starts_on, language),
                      until=day(one.shown.ends_on, language)),
        "left": say("announce_left", language, days=one.shown.days_left),
        "is_over": not one.shown.open, "objections": one.objections,
    }  # fmt: skip


def fields_of(entry: Mapping[str, str], language: Language) -> list[tuple[str, str]]:
    """An entry as label and text, without what is empty."""
    return [
        (label.say(language), entry[name])
        for name, label in PUBLIC_FIELDS.items()
        if entry.get(name)
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
