"""The administrator's page of keys: to give, replace and revoke them; the webhooks of each.

A new secret is shown in the answer that made it, and nowhere else.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanzhen.apps.accounts.service import Actor, Role, current
from yanzhen.apps.clients import service as clients
from yanzhen.apps.clients.service import (
    SCOPES,
    ClientRefused,
    DeliveryShown,
    GivenKey,
    HookShown,
    KeyShown,
    NoSuchClient,
    NoSuchWebhook,
)
from yanzhen.apps.organisations.service import below, organisation, organisations_by_id
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import day
from yanzhen.portal.words import WORDS, say

ROLES = tuple(role for role in Role if role in clients.ROLES)
USUAL_DAYS = "365"


@never_cache
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest) -> HttpResponse:
    """The keys of her places, and a form for another one."""
    if request.method == "GET":
        return _page(request, {"days": USUAL_DAYS})
    posted: dict[str, Any] = {
        name: request.POST.get(name, "").strip() for name in ("name", "organisation", "days")
    }
    posted |= {name: request.POST.getlist(name) for name in ("roles", "scopes")}
    days = posted["days"]
    try:
        given = clients.give_key(
            acting=current(), name=posted["name"], organisation=posted["organisation"],
            roles=posted["roles"], scopes=posted["scopes"],
            days=int(days) if days.isascii() and days.isdecimal() and len(days) < 6 else 0,
        )  # fmt: skip
    except ClientRefused as refused:
        errors = {one.field or "whole": one.reason.say(spoken()) for one in refused.refusals}
        return _page(request, posted, errors)
    return _given(request, given)


@never_cache
@require_GET
def key(request: HttpRequest, key: str) -> HttpResponse:
    """One key, what may be done with it, and its webhooks with their last deliveries."""
    return _one(request, key)


@never_cache
@require_POST
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Another secret, or the end of the key."""
    try:
        match request.POST.get("action"):
            case "rotate":
                return _given(request, clients.rotate_key(acting=current(), prefix=key))
            case "revoke":
                clients.revoke_key(acting=current(), prefix=key)
                messages.success(request, say("keys_revoked_now", spoken()))
        return redirect("portal:desk_key", key=key)
    except NoSuchClient:
        raise Http404(key) from None
    except ClientRefused as refused:
        return _one(request, key, [one.reason.say(spoken()) for one in refused.refusals])


@never_cache
@require_POST
def webhook(request: HttpRequest, key: str, hook: str) -> HttpResponse:
    """Switch an address off, or send again what it did not take."""
    again = request.POST.get("again", "")
    try:
        if again:
            clients.resend(acting=current(), prefix=key, webhook=hook, delivery=again)
            messages.success(request, say("hooks_is_again", spoken()))
        elif request.POST.get("action") == "off":
            clients.end_webhook(acting=current(), prefix=key, webhook=hook)
            messages.success(request, say("hooks_is_off", spoken()))
    except (NoSuchClient, NoSuchWebhook):
        raise Http404(hook) from None
    return redirect("portal:desk_key", key=key)


def _given(request: HttpRequest, given: GivenKey) -> HttpResponse:
    context = {"key": given.key, "until": day(timezone.localdate(given.expires_at), spoken())}
    return render(request, "portal/desk/key_given.html", context)


def _page(
    request: HttpRequest, posted: Mapping[str, Any], errors: Mapping[str, str] | None = None
) -> HttpResponse:
    language, actor = spoken(), current()
    context = {
        "rows": [_row(one, language) for one in clients.keys_of(actor)],
        "places": list(_places(actor, language)),
        "roles": [(role.value, role.label.say(language)) for role in ROLES],
        "scopes": [(name, label.say(language)) for name, label in SCOPES.items()],
        "posted": posted, "errors": errors or {},
    }  # fmt: skip
    return render(request, "portal/desk/keys.html", context, status=400 if errors else 200)


def _one(request: HttpRequest, key: str, refusals: list[str] | None = None) -> HttpResponse:
    language, actor = spoken(), current()
    try:
        found = clients.key_of(actor, key)
        hooks = clients.hooks_of(actor, key)
    except NoSuchClient:
        raise Http404(key) from None
    context = {
        "one": _row(found, language), "hooks": [_hook(one, language) for one in hooks],
        "refusals": refusals or (),
    }  # fmt: skip
    return render(request, "portal/desk/key.html", context, status=400 if refusals else 200)


def _places(actor: Actor, language: Language) -> Iterator[tuple[str, str]]:
    """Where she may give keys, indented by their depth."""
    own = [
        post.organisation_id
        for post in actor.posts
        if post.role == Role.ADMINISTRATOR and post.organisation_id is not None
    ]
    for seat in below(seat.code for seat in organisations_by_id(own).values()):
        if seat.is_active:
            yield seat.code, "\u3000" * seat.code.count("/") + seat.label.say(language)


def _row(one: KeyShown, language: Language) -> Mapping[str, Any]:
    used = one.last_used_on
    state = "valid" if one.stands else "revoked" if one.revoked_at else "over"
    scopes = [SCOPES[name].say(language) for name in one.scopes if name in SCOPES]
    return {
        "id": one.prefix, "name": one.name, "stands": one.stands,
        "place": organisation(one.organisation).label.say(language),
        "state": say(f"keys_{state}", language),
        "scopes": scopes or [say("keys_no_scope", language)],
        "since": say("keys_since", language, day=day(timezone.localdate(one.created_at), language)),
        "until": say("keys_until", language, day=day(timezone.localdate(one.expires_at), language)),
        "used": say("keys_used", language, day=day(used, language)) if used
        else say("keys_unused", language),
    }  # fmt: skip


def _hook(one: HookShown, language: Language) -> Mapping[str, Any]:
    events = "、".join(one.events) if language == "zh" else ", ".join(one.events)
    return {
        "id": one.id, "url": one.url, "events": say("hooks_events", language, events=events),
        "since": say("hooks_since", language, when=moment_said(one.created_at, language)),
        "deliveries": [_delivery(sent, language) for sent in one.deliveries],
    }  # fmt: skip


def _delivery(one: DeliveryShown, language: Language) -> Mapping[str, Any]:
    answer = (
        say("hooks_answer", language, status=one.answered)
        if one.answered
        else say("hooks_no_answer", language)
    )
    return {
        "id": one.id, "event": one.event, "when": moment_said(one.created_at, language),
        "state": say(f"hooks_state_{one.state}", language), "failed": one.state == "failed",
        "answer": answer if one.attempts else "", "problem": _problem(one.problem, language),
        "attempts": say("hooks_attempts", language, count=one.attempts) if one.attempts else "",
    }  # fmt: skip


def _problem(name: str, language: Language) -> str:
    if not name or f"hooks_problem_{name}" in WORDS:
        return say(f"hooks_problem_{name}", language) if name else ""
    return say("hooks_problem_other", language, name=name)
