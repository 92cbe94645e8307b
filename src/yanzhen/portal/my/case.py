"""One's own case: whose turn it is, what was asked for, the whole course, the decision."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards.service import AwardRow, of_case
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import (
    CaseRefused,
    CaseShown,
    DecisionShown,
    NoSuchCase,
    NoSuchDraft,
)
from yanzhen.apps.policies.service import kept_pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.actions import Unreadable, given, verbs
from yanzhen.portal.casefile.course import course, moment_said, turn_of
from yanzhen.portal.casefile.facts import fact_lines, known
from yanzhen.portal.casefile.papers import slots_of_case, taken
from yanzhen.portal.casefile.purse import links_of
from yanzhen.portal.casefile.standing import standing_of_case
from yanzhen.portal.casefile.supplements import SUPPLEMENT, open_supplement
from yanzhen.portal.kit.uploading import all_uploaded
from yanzhen.portal.language import spoken
from yanzhen.portal.my.drafting import file_address
from yanzhen.portal.my.receipt_pdf import lines, receipt_pdf
from yanzhen.portal.readable import money
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case, and what its applicant can do."""
    shown = access_own_case(number)
    if request.method == "GET":
        return _page(request, shown)
    action = request.POST.get("action", "")
    try:
        materials = _handed_in(request, shown) if action == SUPPLEMENT else ()
        cases.act(current(), number, action, given(request.POST, action, materials))
    except NoSuchCase:
        raise Http404(number) from None
    except CaseRefused as refused:
        reasons = [one.reason.say(spoken()) for one in refused.refusals]
    except Unreadable as unreadable:
        reasons = [one.say(spoken()) for one in unreadable.reasons.values()]
    else:
        messages.success(request, say("case_acted", spoken()))
        return redirect("portal:my_case", number=number)
    return _page(request, access_own_case(number), reasons)


@never_cache
@require_GET
def whichever(request: HttpRequest, number: str) -> HttpResponse:
    """The case where she works on it, or where she follows it: notices know nothing of pages."""
    shown = access_own_case(number)
    return redirect(f"portal:{'desk' if shown.is_staff_view else 'my'}_case", number=number)


@never_cache
@require_GET
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt, to be kept or printed."""
    found = _receipt(number)
    context = {"receipt": found, "lines": lines(found, spoken())}
    return render(request, "portal/my/receipt.html", context)


@never_cache
@require_GET
def receipt_file(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt as PDF."""
    content = receipt_pdf(_receipt(number), spoken())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="receipt-{number}.pdf"'
    return response


@never_cache
@require_GET
def file(request: HttpRequest, material: str) -> HttpResponse:
    """A file of a case or a draft; never shown inside a page of ours."""
    try:
        found, body = cases.open_file(current(), material)
    except NoSuchDraft:
        raise Http404(material) from None
    response = HttpResponse(body, content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def access_own_case(number: str) -> CaseShown:
    """A case that is there for the actor; any other looks like none."""
    try:
        return cases.one(current(), number)
    except NoSuchCase:
        raise Http404(number) from None


def _handed_in(request: HttpRequest, shown: CaseShown) -> list[str]:
    """The files of the form taken in, with those that were taken in before."""
    staged = [one.id for one in shown.materials if one.stage == "staged"]
    for asked, name, body in all_uploaded(request):
        staged.append(cases.upload_to_case(current(), shown.row.number, asked, name, body).id)
    return staged


def _page(request: HttpRequest, shown: CaseShown, reasons: list[str] | None = None) -> HttpResponse:
    language, pack = spoken(), kept_pack(shown.city, shown.pack_hash)
    possible = verbs(shown.actions, language)
    asked = open_supplement(shown, language)
    facts = known(shown, current())
    href, action = ("#supplement", say("case_supplement_now", language)) if asked else ("", "")
    context = {
        "case": shown, "title": shown.row.title.say(language),
        "city_name": pack.title.say(language), "place": shown.row.place.say(language),
        "turn": turn_of(shown, language, href, action), "timeline": course(shown, pack, language),
        "asked": asked,
        "staged": [
            taken(one, file_address, language)
            for one in shown.materials if one.stage == "staged"
        ],
        "verbs": [one for one in possible if one.id != SUPPLEMENT],
        "facts": fact_lines(shown, pack, facts, language),
        "standing": standing_of_case(shown, pack, facts, language),
        "slots": slots_of_case(shown, pack, file_address, language),
        "decisions": [_decision(one, language) for one in shown.decisions],
        "awards": links_of(_awards(shown), language, staff=False),
        "clauses": [pack.clause_label(one).say(language) for one in shown.clauses],
        "refusals": reasons or (),
    }  # fmt: skip
    return render(request, "portal/my/case.html", context, status=400 if reasons else 200)


def _awards(shown: CaseShown) -> tuple[AwardRow, ...]:
    """What it became; nothing is looked up while nothing was granted."""
    granted = any(one.outcome == "granted" for one in shown.decisions)
    return of_case(current(), shown.row.number) if granted else ()


def _decision(one: DecisionShown, language: Language) -> Mapping[str, str]:
    granted = one.outcome == "granted"
    return {
        "tone": "good" if granted else "bad",
        "outcome": say("decision_granted" if granted else "decision_declined", language),
        "sum": money(one.amount_fen, language) if one.amount_fen is not None else "",
        "reason": one.reason, "departs": say("decision_departs", language) if one.departs else "",
        "when": moment_said(one.decided_at, language), "hash": one.hash[:16],
    }  # fmt: skip


def _receipt(number: str) -> Mapping[str, Any]:
    """What the receipt says, in words."""
    try:
        found = cases.receipt(current(), number)
    except NoSuchCase:
        raise Http404(number) from None
    language = spoken()
    days = {"statutory": found.statutory_days, "promised": found.promised_days}
    return {
        "number": found.number, "title": found.title.say(language), "name": found.subject_name,
        "place": found.place.say(language), "window": found.window.say(language),
        "when": moment_said(found.submitted_at, language), "materials": found.materials,
        "days": [
            (say(f"item_days_{kind}", language), _days(count, language))
            for kind, count in days.items()
        ],
        "caution": found.caution.say(language) if found.caution else "",
    }  # fmt: skip


def _days(count: int | None, language: Language) -> str:
    if count is None:
        return say("item_days_unsaid", language)
    return say("item_days_count", language, days=count)
