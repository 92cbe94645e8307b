"""The talent office: its city's documents, and what was told and heard by them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.crosswalks.service import (
    CrosswalkRefused,
    DocumentShown,
    Draft,
    NoSuchCrosswalk,
    NoSuchStatement,
    OwnBasis,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.crosswalks.shown import (
    city_name,
    document_card,
    heard_card,
    pack_of,
    told_card,
)
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def crosswalks_page(request: HttpRequest) -> HttpResponse:
    """Documents of her cities; a form drafts, signs, revokes, or says of which industry it is."""
    if request.method == "GET":
        return _page(request)
    try:
        _change(request)
    except (NoSuchCrosswalk, NoSuchStatement) as missing:
        raise Http404(str(missing)) from None
    except CrosswalkRefused as refused:
        return _page(request, [one.reason.say(spoken()) for one in refused.refusals])
    return redirect("portal:desk_crosswalks")


def _change(request: HttpRequest) -> None:
    given, actor = request.POST, current()
    if (paper := given.get("sign", "")).isdecimal():
        crosswalks.sign(acting=actor, crosswalk_id=int(paper))
        messages.success(request, say("crosswalk_signed_now", spoken()))
    elif (paper := given.get("revoke", "")).isdecimal():
        crosswalks.revoke(acting=actor, crosswalk_id=int(paper), reason=given.get("reason", ""))
        messages.success(request, say("crosswalk_revoked_now", spoken()))
    elif reference := given.get("industry"):
        crosswalks.say_industry(
            acting=actor, reference=reference, is_leading=given.get("leading") == "yes",
            basis=given.get("basis", ""),
        )  # fmt: skip
        messages.success(request, say("crosswalk_industry_said", spoken()))
    else:
        crosswalks.draft(acting=actor, draft=_draft(given))
        messages.success(request, say("crosswalk_drafted", spoken()))


def _draft(given: QueryDict) -> Draft:
    """What was entered: by a clause of the pack, or by a document of the office's own."""
    city, _, parity = given.get("by", "").partition(":")
    hours = given.get("silence_hours", "").strip()
    rights, levels = _words(given.get("rights", "")), _words(given.get("levels", ""))
    kind = given.get("kind", "").partition(":")[2]
    own = None if parity else OwnBasis(
        given.get("title", ""), given.get("number", ""), _day(given.get("issued_on")) or date.min
    )  # fmt: skip
    return Draft(
        city, given.get("other", ""), kind=kind or crosswalks.ANY,
        catalogue=given.get("catalogue", "").strip() or crosswalks.ANY,
        levels=() if parity else levels, parity=parity,
        rights=() if parity else rights, level="" if parity else given.get("level", "").strip(),
        basis=own if own is None or own.issued_on != date.min else None,
        from_on=_day(given.get("from_on")), until_on=_day(given.get("until_on")),
        silence_hours=_hours(hours), note=given.get("note", ""),
    )  # fmt: skip


def _words(text: str) -> tuple[str, ...]:
    """What was typed with blanks, commas or enumeration marks between, each once."""
    return tuple(dict.fromkeys(re.split(r"[\s,，、]+", text.strip()))) if text.strip() else ()


def _hours(text: str) -> int | None:
    """Nothing is no limit; what is no number is one that is refused."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _page(request: HttpRequest, refusals: list[str] | None = None) -> HttpResponse:
    language, actor = spoken(), current()
    context = {
        "documents": [_card(one, language) for one in crosswalks.documents(actor)],
        "bases": _bases(language), "others": [
            (code, name.say(language)) for code, name in crosswalks.known_cities().items()
        ],
        "kinds": _kinds(language),
        "told": [told_card(one, language) for one in crosswalks.told_from(actor)],
        "heard": [heard_card(one, language) for one in crosswalks.heard_by(actor)],
        "refusals": refusals or (), "posted": request.POST, "errors": {},
    }  # fmt: skip
    status = 400 if refusals else 200
    return render(request, "portal/crosswalks/desk.html", context, status=status)


def _bases(language: Language) -> list[tuple[str, str]]:
    """Each clause of a pack that honours another city, and the way without one."""
    found = []
    for seat in crosswalks.office_cities(current()):
        pack, name = pack_of(seat.code), seat.label.say(language)
        found += [
            (f"{seat.code}:{one.id}", f"{name} · {one.label.say(language)}")
            for one in (pack.recognition.parities if pack else ())
        ]
        own = say("crosswalk_by_own", language)
        found.append((f"{seat.code}:", f"{name} · {own}"))
    return found


def _kinds(language: Language) -> list[tuple[str, str]]:
    """What cities that are served here recognise; of others a document honours any kind."""
    found = []
    for code, name in crosswalks.known_cities().items():
        pack = pack_of(code)
        found += [
            (f"{code}:{one.id}", f"{name.say(language)} · {one.label.say(language)}")
            for one in (pack.recognition.kinds if pack else ())
        ]
    return found


def _card(one: DocumentShown, language: Language) -> Mapping[str, Any]:
    return {
        **document_card(one.document, language), "id": one.id, "series": one.series,
        "version": one.version, "code": one.city, "name": city_name(one.city, language),
        "state": say(f"crosswalk_{one.state}", language), "is_draft": one.state == "draft",
        "is_in_force": one.state == "in_force", "hours": one.silence_hours, "reason": one.reason,
    }  # fmt: skip
