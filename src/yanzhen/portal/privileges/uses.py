"""What was used in a month, for the talent office: bars, statements to confirm, signals.

/desk/privileges/uses/?month=2026-11&by=level
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import (
    NoSuchPrivilege,
    Odd,
    PrivilegeRefused,
    SignalShown,
    StatementShown,
    Tally,
    WatchShown,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.bars import Row, picture
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.privileges.named import Names
from yanzhen.portal.privileges.sheet import as_workbook
from yanzhen.portal.privileges.shown import (
    field,
    limit_in,
    month_in,
    month_said,
    months_of,
    number_in,
    sentences,
    statement_line,
    use_line,
)
from yanzhen.portal.words import say


@never_cache
@require_GET
def uses(request: HttpRequest) -> HttpResponse:
    """A month by group, level or provider, and its statements."""
    language, actor = spoken(), current()
    month = month_in(request.GET, privileges.first_of(timezone.localdate()))
    by = request.GET.get("by", "")
    by = by if by in privileges.BY else privileges.BY[0]
    tallies = privileges.used(actor, month, by)
    names = Names(language)
    lines = [(_named(one, by, names), one.uses, one.cards) for one in tallies]
    rows = [Row(name, (("taken", count),), str(count)) for name, count, _ in lines]
    context = {
        "month": f"{month:%Y-%m}", "title": month_said(month, language), "by": by,
        "ways": [(one, say(f"uses_by_{one}", language)) for one in privileges.BY],
        "lines": lines, "picture": picture(rows, language),
        "total": sum(count for _, count, _ in lines),
        "statements": [statement_line(o, language) for o in privileges.statements(actor, month)],
    }  # fmt: skip
    return render(request, "portal/privileges/uses.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, provider: int) -> HttpResponse:
    """One provider's month; confirming it."""
    try:
        found = _statement(request, provider)
        if request.method == "GET":
            return _statement_page(request, found)
        privileges.confirm(acting=current(), statement_id=found.id or 0)
    except NoSuchPrivilege:
        raise Http404(provider) from None
    except PrivilegeRefused as refused:
        return _statement_page(request, found, sentences(refused, spoken()))
    messages.success(request, say("use_confirmed_now", spoken()))
    address = reverse("portal:desk_use_statement", args=[provider])
    return redirect(f"{address}?month={found.month:%Y-%m}")


@never_cache
@require_GET
def sheet(request: HttpRequest, provider: int) -> HttpResponse:
    """The same as a workbook."""
    try:
        return as_workbook(_statement(request, provider), spoken())
    except NoSuchPrivilege:
        raise Http404(provider) from None


@never_cache
@require_http_methods(["GET", "POST"])
def signals(request: HttpRequest) -> HttpResponse:
    """What looks odd, what was done about it, and from when on something is told."""
    if request.method == "GET":
        return _signals(request)
    try:
        said = _do(request)
    except NoSuchPrivilege:
        raise Http404 from None
    except PrivilegeRefused as refused:
        return _signals(request, sentences(refused, spoken()))
    messages.success(request, said)
    return redirect("portal:desk_signals")


def _do(request: HttpRequest) -> str:
    if field(request, "action") == "watch":
        odd = Odd(*(limit_in(request, name) for name in ("kmh", "minutes", "a_day")))
        privileges.set_watch(
            acting=current(), place=field(request, "place"), odd=odd, basis=field(request, "basis")
        )
        return say("watch_saved", spoken())
    privileges.answer_signal(
        acting=current(), signal_id=number_in(request, "signal"), done=field(request, "done")
    )
    return say("signal_answered", spoken())


def _statement(request: HttpRequest, provider: int) -> StatementShown:
    month = month_in(request.GET, privileges.first_of(timezone.localdate()))
    return privileges.statement(current(), provider, month)


def _statement_page(
    request: HttpRequest, found: StatementShown, refusals: Sequence[str] = ()
) -> HttpResponse:
    language, actor = spoken(), current()
    context = {
        "one": statement_line(found, language), "title": month_said(found.month, language),
        "months": months_of(found, language),
        "confirms": found.state == "made" and actor.holds(Role.TALENT_OFFICE),
        "refusals": refusals,
    }  # fmt: skip
    return render(
        request, "portal/privileges/statement.html", context, status=400 if refusals else 200
    )


def _signals(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    every = request.GET.get("show") == "all"
    context = {
        "signals": [_signal(one, language) for one in privileges.signals(actor, not every)],
        "watches": [_watch(one, language) for one in privileges.watches(actor)],
        "every": every, "keeps": actor.holds(Role.TALENT_OFFICE),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(
        request, "portal/privileges/signals.html", context, status=400 if refusals else 200
    )


def _signal(one: SignalShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "badge": Badge(say(f"signal_{one.kind}", language), "warn"),
        "says": say(f"signal_{one.kind}_says", language, **one.told),
        "provider": one.provider.say(language), "when": moment_said(one.at, language),
        "card": say("signal_card", language, card=one.card_id) if one.card_id else "",
        "uses": [use_line(use, language) for use in one.uses],
        "done": say("signal_was_done", language, by=one.done_by, done=one.done) if one.done else "",
    }  # fmt: skip


def _watch(one: WatchShown, language: Language) -> Mapping[str, Any]:
    values = {"kmh": one.kmh, "minutes": one.minutes, "a_day": one.a_day}
    off = say("watch_off", language)
    return {
        "place": one.place.say(language), "code": one.place_code, "basis": one.basis,
        "pairs": [(say(f"watch_{name}", language), off if n is None else n)
                  for name, n in values.items()],
        **{name: "" if n is None else n for name, n in values.items()},
    }  # fmt: skip


def _named(one: Tally, by: str, names: Names) -> str:
    if by == "group":
        city, programme, group = one.key.split("/")
        return names.group(city, programme, group)
    return one.label.say(names.language) or say("uses_no_level", names.language)
