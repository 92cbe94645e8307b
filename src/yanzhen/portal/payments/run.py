"""The page of a run: how far it is, what is next, its payments; and the steps themselves."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.jobs.service import NoSuchProgress, standing
from yanzhen.apps.payments import service as payments
from yanzhen.apps.payments.service import NoSuchRun, PaymentRefused, ReceiptShown, RunShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.progress import Bar
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.feed import list_page
from yanzhen.portal.payments.lists import (
    LEFT_OUT,
    PAYMENTS,
    left_out_of,
    payments_of,
    state_badge,
)
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say
from yanzhen.portal.working import bar_of

AT_ONCE = 2_000
"""Payments that are frozen while she waits; more of them a worker freezes."""
WAY = ("open", "frozen", "approved", "exported", "settled")


@never_cache
@require_http_methods(["GET", "POST"])
def run(request: HttpRequest, number: str) -> HttpResponse:
    """The run; a form exports its list, accounts masked."""
    return run_page(request, number)


def run_page(
    request: HttpRequest, number: str, refused: PaymentRefused | None = None
) -> HttpResponse:
    """The page, with why a step was refused."""
    place = {"number": number}
    try:
        found = payments.run(current(), number)
        context = _context(found, request.GET.get("work", ""))
        context["refusals"] = [one.say.say(spoken()) for one in refused.refusals] if refused else ()
        page = list_page(
            request, PAYMENTS, payments_of(place), "portal/payments/run.html", context, place
        )
    except NoSuchRun:
        raise Http404(number) from None
    page.status_code = 400 if refused else page.status_code
    return page


@never_cache
@require_http_methods(["GET", "POST"])
def left_out(request: HttpRequest, number: str) -> HttpResponse:
    """What is due and is not in the run."""
    place = {"number": number}
    try:
        context = {"one": payments.run(current(), number).row}
        return list_page(
            request, LEFT_OUT, left_out_of(place), "portal/payments/left_out.html", context, place
        )
    except NoSuchRun:
        raise Http404(number) from None


@never_cache
@require_POST
def freeze(request: HttpRequest, number: str) -> HttpResponse:
    """Take what is due; much of it in the background."""
    try:
        if payments.waits_for(current(), number) > AT_ONCE:
            work = payments.freeze_later(current(), number)
            query = urlencode({"work": work.id})
            return redirect(f"{reverse('portal:pay_run', args=[number])}?{query}")
        payments.freeze(current(), number)
    except NoSuchRun:
        raise Http404(number) from None
    except PaymentRefused as refused:
        return run_page(request, number, refused)
    messages.success(request, say("pay_frozen_now", spoken()))
    return redirect("portal:pay_run", number=number)


@never_cache
@require_POST
def step(request: HttpRequest, number: str) -> HttpResponse:
    """What needs a fresh confirmation of who she is: approving, giving up, paying again."""
    actor, reason = current(), request.POST.get("reason", "")
    try:
        match request.POST.get("action"):
            case "approve":
                payments.approve(actor, number)
                messages.success(request, say("pay_approved_now", spoken()))
            case "cancel":
                payments.cancel(actor, number, reason)
                messages.success(request, say("pay_cancelled_now", spoken()))
            case "retry":
                count = payments.retry(actor, number, reason)
                messages.success(request, say("pay_retried_now", spoken(), count=count))
            case _:
                payments.run(actor, number)
    except NoSuchRun:
        raise Http404(number) from None
    except PaymentRefused as refused:
        return run_page(request, number, refused)
    return redirect("portal:pay_run", number=number)


@never_cache
@require_POST
def file(request: HttpRequest, number: str) -> HttpResponseBase:
    """The bank's file: written to a file that has no name, and gone with the answer."""
    written = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    try:
        layout = request.POST.get("layout", "")
        found = payments.export(current(), number, layout, written)
    except NoSuchRun:
        raise Http404(number) from None
    except PaymentRefused as refused:
        return run_page(request, number, refused)
    written.seek(0)
    chosen = payments.layout_named(found.layout)
    ending = chosen.ending if chosen else "txt"
    return FileResponse(written, as_attachment=True, filename=f"{number}.{ending}")


# ---------------------------------------------------------------- what the page shows


def _context(found: RunShown, work: str) -> dict[str, Any]:
    language, state = spoken(), found.row.state
    sums = [(one.label.say(language), one.count, money(one.fen, language)) for one in found.sums]
    own = state in ("open", "frozen", "approved")
    return {
        "one": found, "row": found.row, "place": found.row.place.say(language),
        "badge": state_badge(state, found.row.label, language),
        "up_to": day(found.row.up_to, language), "sum": money(found.row.fen, language),
        "sums": sums if state != "open" else (), "way": list(_way(found, language)),
        "bar": _bar(work), "can_cancel": found.pays and own,
        "why_not": say(f"pay_not_{found.why_not_approve}", language)
        if found.why_not_approve else "",
        "layouts": [(one.code, one.label.say(language)) for one in payments.layouts().values()],
        "layout": _layout(found, language),
        "receipts": [receipt_line(one, language) for one in found.receipts],
    }  # fmt: skip


def _layout(found: RunShown, language: Language) -> str:
    chosen = payments.layout_named(found.layout)
    return chosen.label.say(language) if chosen else ""


def _bar(work: str) -> Bar | None:
    try:
        return bar_of(standing(work, acting=current())) if work else None
    except NoSuchProgress:
        return None


def _way(found: RunShown, language: Language) -> Iterator[Mapping[str, str]]:
    """The steps from the first to the last, who took each and when."""
    row = found.row
    at = {
        "open": (row.made_by, row.made_at), "frozen": (found.frozen_by, found.frozen_at),
        "approved": (found.approved_by, found.approved_at), "exported": ("", found.exported_at),
        "settled": ("", found.settled_at),
    }  # fmt: skip
    done = [state for state in WAY if at[state][1] is not None]
    for state in WAY:
        by, when = at[state]
        look = "past" if state in done else "next"
        if state not in done and state == WAY[len(done)] and row.state != "cancelled":
            look = "now"
        said = [one for one in (by, moment_said(when, language) if when else "") if one]
        yield {"title": say(f"pay_way_{state}", language), "look": look, "said": " · ".join(said)}


def receipt_line(one: ReceiptShown, language: Language) -> Mapping[str, Any]:
    """A file that was brought, in a line."""
    return {
        "id": one.id, "name": one.file_name, "open": one.open_lines, "settled": one.is_settled,
        "said": f"{one.brought_by} · {moment_said(one.brought_at, language)}",
        "counts": [
            (state_badge(code, label, language), count) for code, label, count in one.outcomes
        ],
    }  # fmt: skip
