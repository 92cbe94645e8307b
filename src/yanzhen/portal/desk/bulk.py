"""The same done to many cases: first a page that says what would happen to each, then each.

Every case is tried anew and done in a transaction of its own: what has changed since the preview
is listed with its reason, and nothing is done twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Foreseen, Given
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.actions import Unreadable, given
from yanzhen.portal.desk.colleagues import colleagues
from yanzhen.portal.kit.preview import CONFIRMED, Line
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@dataclass(frozen=True)
class Many:
    """An action that can be taken on many cases at once, and what it asks for once for all."""

    id: str
    icon: str
    asks: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        return say(f"bulk_{self.id}", language)


VERBS = {
    one.id: one
    for one in (
        Many("accept", "check"),
        Many("review_agree", "checks", ("opinion",)),
        Many("receive", "inbox"),
        Many("reassign", "user-check", ("person",)),
        Many("take_effect", "send"),
    )
}


@dataclass(frozen=True)
class Offered:
    """A button below the list."""

    id: str
    label: str
    icon: str


def offered(language: Language) -> tuple[Offered, ...]:
    """What can be done to those that were picked."""
    return tuple(Offered(one.id, one.label(language), one.icon) for one in VERBS.values())


def page(request: HttpRequest) -> HttpResponse:
    """The preview, or what became of it once it is confirmed."""
    verb, rows = VERBS[request.POST["action"]], request.POST.getlist("row")
    if not rows:
        messages.warning(request, say("bulk_none", spoken()))
        return redirect("portal:desk")
    looked_at = cases.foreseen(current(), rows, verb.id, timezone.localdate())
    if CONFIRMED not in request.POST:
        return _preview(request, verb, looked_at)
    try:
        brought = given(request.POST, verb.id)
    except Unreadable:
        return _preview(request, verb, looked_at)
    if "person" in verb.asks and brought.person is None:
        return _preview(request, verb, looked_at, say("bulk_whom", spoken()))
    return _done(request, verb, looked_at, brought)


def _preview(
    request: HttpRequest, verb: Many, looked_at: Iterable[Foreseen], error: str = ""
) -> HttpResponse:
    language, looked_at = spoken(), tuple(looked_at)
    will = [_goes(one, language) for one in looked_at if one.leads_to is not None]
    title = say("bulk_title", language, verb=verb.label(language), count=len(will))
    context = {
        "title": title, "button": title, "verb": verb, "will": will, "error": error,
        "will_not": [_stays(one, language) for one in looked_at if one.leads_to is None],
        "rows": [one.number for one in looked_at], "colleagues": _people(verb),
    }  # fmt: skip
    return _shown(request, context, 400 if error else 200)


def _people(verb: Many) -> list[tuple[int, str]]:
    return colleagues(current(), spoken()) if "person" in verb.asks else []


def _done(
    request: HttpRequest, verb: Many, looked_at: Iterable[Foreseen], brought: Given
) -> HttpResponse:
    language, by_number = spoken(), {one.number: one for one in looked_at}
    left = [_stays(one, language) for one in by_number.values() if one.leads_to is None]
    wanted = [one.number for one in by_number.values() if one.leads_to is not None]
    done = []
    for tried in cases.act_on_many(current(), wanted, verb.id, brought):
        one = by_number[tried.number]
        if tried.done:
            done.append(_goes(one, language))
        else:
            reasons = [reason.reason.say(language) for reason in tried.reasons]
            left.append(Line(one.number, _name(one), " ".join(reasons)))
    if not left:
        messages.success(request, say("bulk_done", language, count=len(done)))
        return redirect("portal:desk")
    title = say("bulk_result", language, verb=verb.label(language))
    return _shown(request, {"title": title, "done": done, "will_not": left, "verb": verb})


def _goes(one: Foreseen, language: Language) -> Line:
    said = say("bulk_leads_to", language, state=one.leads_to.say(language)) if one.leads_to else ""
    return Line(one.number, said, _name(one))


def _stays(one: Foreseen, language: Language) -> Line:
    return Line(one.number, _name(one), " ".join(reason.say(language) for reason in one.reasons))


def _name(one: Foreseen) -> str:
    return one.row.masked_name if one.row else ""


def _shown(request: HttpRequest, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    own = {"back": reverse("portal:desk")}
    return render(request, "portal/desk/bulk.html", {**own, **context}, status=status)
