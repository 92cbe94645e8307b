"""A partner's pages: read a card, tap once, see what was used.

/partner/        scan or type a code  ->  verdict with the offers that this card opens  ->  one tap

It works without a script: a scanner that types, or a code that is pasted, fills the field. A camera
is added by a script where the browser has one.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import (
    NoSuchPrivilege,
    PrivilegeRefused,
    StatementShown,
    Verdict,
)
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.privileges.named import Names
from yanzhen.portal.privileges.sheet import as_workbook
from yanzhen.portal.privileges.shown import (
    booking_line,
    field,
    left_line,
    month_in,
    month_said,
    months_of,
    number_in,
    sentences,
    statement_line,
    use_line,
)
from yanzhen.portal.readable import day
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def partner(request: HttpRequest) -> HttpResponse:
    """The page at the gate."""
    try:
        if request.method == "GET":
            return _page(request)
        if field(request, "action") == "look":
            return _verdict(request)
        said = _do(request)
    except NoSuchPrivilege:
        raise Http404 from None
    except PrivilegeRefused as refused:
        return _page(request, sentences(refused, spoken()))
    messages.success(request, said)
    return redirect("portal:partner")


@never_cache
@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """What was used in a month, of one provider of hers."""
    statement, ours = _statement(request)
    language = spoken()
    context = {
        "one": statement_line(statement, language), "title": month_said(statement.month, language),
        "months": months_of(statement, language),
        "ours": [(str(pk), name.say(language)) for pk, name in ours],
    }  # fmt: skip
    return render(request, "portal/privileges/month.html", context)


@never_cache
@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    statement, _ = _statement(request)
    return as_workbook(statement, spoken())


def _statement(request: HttpRequest) -> tuple[StatementShown, Sequence[tuple[int, Label]]]:
    wanted = request.GET.get("provider", "")
    usual = privileges.first_of(timezone.localdate())
    try:
        ours = privileges.partnered(current())
        named = [pk for pk, _ in ours if str(pk) == wanted] or [ours[0][0]]
        return privileges.statement(current(), named[0], month_in(request.GET, usual)), ours
    except NoSuchPrivilege:
        raise Http404 from None


def _do(request: HttpRequest) -> str:
    """Record a use, take one back, answer a booking; what is to be said of it."""
    actor, language = current(), spoken()
    match field(request, "action"):
        case "use":
            made = privileges.record_use(
                acting=actor, ticket=field(request, "ticket"), key=field(request, "key"),
                privilege_id=number_in(request, "offer"),
            )  # fmt: skip
            titles = {one.id: one.title for one in privileges.own_offers(actor)}
            title = titles[made.privilege_id].say(language) if made.privilege_id in titles else ""
            return say("partner_recorded" if made.fresh else "partner_again", language, title=title)
        case "back":
            privileges.take_back(
                acting=actor, use_id=number_in(request, "use"), reason=field(request, "reason")
            )
            return say("partner_taken_back", language)
        case "confirm" | "decline" as answer:
            privileges.answer(
                acting=actor, booking_id=number_in(request, "booking"),
                confirm=answer == "confirm", reason=field(request, "reason"),
            )  # fmt: skip
            return say("partner_answered", language)
    raise Http404


def _verdict(request: HttpRequest) -> HttpResponse:
    """What the code says, and what can be recorded by one tap."""
    actor, language = current(), spoken()
    said, at = field(request, "at"), _moment(field(request, "at"))
    if said and at is None:
        return _page(request, [say("partner_bad_at", language)])
    verdict = privileges.look(acting=actor, code=field(request, "code"), at=at)
    rows = privileges.for_card(actor, verdict.ticket) if verdict.seen else ()
    context = {
        "card": _card(verdict, language), "ticket": verdict.ticket,
        "refused": verdict.refused.say.say(language) if verdict.refused else "",
        "late": say("partner_late_now", language, when=moment_said(verdict.at, language))
        if verdict.at else "",
        "offers": [left_line(one, language) for one in rows],
        "key": secrets.token_urlsafe(16),
    }  # fmt: skip
    return render(request, "portal/privileges/verdict.html", context)


def _card(verdict: Verdict, language: Language) -> dict[str, object] | None:
    seen = verdict.seen
    if seen is None:
        return None
    return {
        "label": Names(language).card(seen.city, seen.programme), "level": seen.level,
        "name": seen.name_mask, "printed": seen.printed,
        "until": day(seen.valid_until, language) if seen.valid_until
        else say("partner_no_end", language),
    }  # fmt: skip


def _page(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, found = spoken(), privileges.at_the_gate(current())
    context = {
        "names": say("comma", language).join(name.say(language) for name in found.names),
        "uses": [use_line(one, language) for one in found.uses],
        "tallies": [
            (one.label.say(language), say("partner_uses", language, uses=one.uses),
             say("partner_cards", language, cards=one.cards))
            for one in found.month
        ],
        "bookings": [booking_line(one, language) for one in found.bookings],
        "posted": request.POST, "refusals": refusals,
        "now": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
    }  # fmt: skip
    return render(request, "portal/privileges/gate.html", context, status=400 if refusals else 200)


def _moment(said: str) -> datetime | None:
    """A moment of a form, by the clock on the wall."""
    try:
        return timezone.make_aware(datetime.fromisoformat(said))
    except ValueError:
        return None
