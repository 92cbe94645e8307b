"""While somebody is away a colleague acts in her place: to give, to see, to end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, Role, current, holders
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, DelegationShown, NoSuchDraft
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

FIELDS = ("post", "to", "starts_on", "ends_on")
GIVEN_AWAY = frozenset({Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.TALENT_OFFICE, Role.FINANCE})


@never_cache
@require_http_methods(["GET", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Her delegations, and a form for another one."""
    if request.method == "GET":
        return _page(request, {})
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        if ended := request.POST.get("end", ""):
            cases.end_delegation(current(), int(ended) if ended.isdecimal() else 0)
            messages.success(request, say("away_ended", spoken()))
        else:
            _give(posted)
            messages.success(request, say("away_given", spoken()))
    except (NoSuchDraft, _Unreadable):
        return _page(request, posted, [say("away_unreadable", spoken())])
    except CaseRefused as refused:
        return _page(request, posted, [one.reason.say(spoken()) for one in refused.refusals])
    return redirect("portal:desk_away")


class _Unreadable(ValueError):
    """A field is empty or makes no sense."""


def _give(posted: Mapping[str, str]) -> None:
    role, _, organisation = posted["post"].partition(":")
    days = [_day(posted[name]) for name in ("starts_on", "ends_on")]
    if role not in GIVEN_AWAY or not organisation.isdecimal() or not posted["to"].isdecimal():
        raise _Unreadable
    cases.delegate(current(), int(posted["to"]), Role(role), int(organisation), days[0], days[1])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Unreadable from None


def _page(
    request: HttpRequest, posted: Mapping[str, str], reasons: list[str] | None = None
) -> HttpResponse:
    language = spoken()
    shown = [_shown(one, language) for one in cases.delegations(current())]
    context = {
        "posts": list(_posts(current(), language)), "people": list(_people(current())),
        "given": [one for one in shown if one["given"]],
        "taken": [one for one in shown if not one["given"]],
        "posted": posted, "refusals": reasons or (),
    }  # fmt: skip
    return render(request, "portal/desk/away.html", context, status=400 if reasons else 200)


def _posts(actor: Actor, language: Language) -> Iterator[tuple[str, str]]:
    """The posts that she can let somebody act in."""
    held = [one for one in actor.posts if one.role in GIVEN_AWAY]
    seats = organisations_by_id(one.organisation_id for one in held if one.organisation_id)
    for one in held:
        if one.organisation_id in seats:
            place = seats[one.organisation_id].label.say(language)
            said = say("colleague", language, name=place, role=one.role.label.say(language))
            yield f"{one.role}:{one.organisation_id}", said


def _people(actor: Actor) -> Iterator[tuple[int, str]]:
    ids = {one.organisation_id for one in actor.posts if one.organisation_id is not None}
    found = {one.account_id: one.name for one in holders(ids)} if ids else {}
    yield from ((key, name) for key, name in found.items() if key != actor.account_id)


def _shown(one: DelegationShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "given": one.given, "who": one.taker if one.given else one.giver,
        "role": Role(one.role).label.say(language), "organisation": one.organisation.say(language),
        "period": say("announce_period", language, since=day(one.starts_on, language),
                      until=day(one.ends_on, language)),
        "is_ended": one.ended_at is not None,
    }  # fmt: skip
