"""What somebody was about to send when she was asked again who she is: kept, shown, confirmed.

    hold(request)      seals the form into her session, for ten minutes
    GET /confirm/      shows it again, to be changed or sent; nothing was done in between
    let_go(request)    once it is sent

It is sealed, since a session lies in the database in plain text and a reason may name somebody.
Nothing is sent by itself: the form of this page goes through the same door as any other one.
"""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.apps.sealing.service import CannotOpen, open_sealed, seal
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.words import WORDS, say

HELD = "yanzhen_held"
KEPT_FOR = 600
"""Seconds: as long as it takes to find the telephone with the codes."""
LONGEST = 64_000
CONTEXT = "session.held"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "next"})
LONG_TEXTS = frozenset(
    {"reason", "opinion", "answer", "conclusion", "result", "departure", "supplements"}
)


@dataclass(frozen=True)
class Entry:
    """One field of what is held: a hidden one has no label, one in words is not to be changed."""

    name: str
    value: str
    label: str = ""
    words: str = ""
    is_long: bool = False


def hold(request: HttpRequest) -> str:
    """Keep the form of a request; the address of the page that shows it again."""
    address, post = reverse("portal:held"), request.POST.copy()
    for name in NOT_KEPT:
        post.pop(name, None)
    text = json.dumps({"path": request.path, "post": post.urlencode()})
    if len(text) <= LONGEST and request.path != address:
        sealed = base64.b64encode(seal(text, context=CONTEXT)).decode()
        request.session[HELD] = {"at": int(time.time()), "sealed": sealed, "path": request.path}
    return address


def let_go(request: HttpRequest) -> None:
    """The form of this address is being sent: it is held no longer."""
    if request.session.get(HELD, {}).get("path") == request.path:
        del request.session[HELD]


@never_cache
@require_GET
def held(request: HttpRequest) -> HttpResponse:
    """What she was about to send, filled in again."""
    kept = _kept(request)
    if kept is None:
        messages.info(request, say("held_nothing", spoken()))
        return redirect("portal:desk" if current().is_staff else "portal:my")
    address, post = kept
    entries = [_entry(name, value, spoken()) for name, values in post.lists() for value in values]
    context = {"address": address, "said": post.get("said", ""), "entries": entries}
    return render(request, "portal/held.html", context)


def _kept(request: HttpRequest) -> tuple[str, QueryDict] | None:
    found = request.session.get(HELD)
    if found is None:
        return None
    if time.time() - found["at"] > KEPT_FOR:
        del request.session[HELD]
        return None
    try:
        text = open_sealed(base64.b64decode(found["sealed"]), context=CONTEXT)
    except CannotOpen:  # the keys were changed in between
        del request.session[HELD]
        return None
    data = json.loads(text)
    return data["path"], QueryDict(data["post"])


def _entry(name: str, value: str, language: Language) -> Entry:
    """A field as it is shown: a text to be changed, a choice in words, or hidden."""
    label = WORDS.get(f"held_{name}") or WORDS.get(f"needs_{name}")
    if label is None:
        return Entry(name, value)
    said = label[0] if language == "zh" else label[1]
    words = IN_WORDS[name](value, language) if name in IN_WORDS and value else ""
    return Entry(name, value, said, words, name in LONG_TEXTS)


def _role(value: str, language: Language) -> str:
    return Role(value).label.say(language) if value in set(Role) else value


def _organisation(value: str, language: Language) -> str:
    found = organisations_by_id([int(value)]) if value.isdecimal() else {}
    return next((one.label.say(language) for one in found.values()), value)


IN_WORDS: dict[str, Callable[[str, Language], str]] = {
    "role": _role,
    "organisation": _organisation,
}
