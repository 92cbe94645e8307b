"""Claiming back what an award paid: the form, and looking at once whether there is a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards.service import AwardRefused, NoSuchAward
from yanzhen.apps.claims import service
from yanzhen.apps.claims.service import ClaimRefused, NoSuchClaim, OpeningForm, Wanted
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.claims.asked import Asked, errors_of
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

FIELDS = ("clawback", "clause", "amount", "reason", "how_to_pay", "proposal")


@never_cache
@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, award: str) -> HttpResponse:
    """By a reason of the policy, or by a clause that she names."""
    try:
        if request.method == "GET":
            given = {"proposal": request.GET.get("proposal", "")}
            return _page(request, award, given)
        return _opened(request, award)
    except (NoSuchAward, NoSuchClaim):
        raise Http404(award) from None


@never_cache
@require_POST
def look(request: HttpRequest, award: str) -> HttpResponse:
    """Whether the registry knows a reason today."""
    try:
        found = service.propose(current(), award)
    except NoSuchAward:
        raise Http404(award) from None
    if found:
        messages.success(request, say("claims_looked_found", spoken(), count=len(found)))
        return redirect("portal:desk_claim", number=found[0])
    messages.success(request, say("claims_looked_nothing", spoken()))
    return redirect("portal:desk_claim_open", award=award)


def _opened(request: HttpRequest, award: str) -> HttpResponse:
    asked = Asked(request.POST)
    posted = {name: asked.text(name) for name in FIELDS}
    try:
        amount = asked.fen("amount") if posted["amount"] and not posted["clawback"] else None
        asked.refuse()
        wanted = Wanted(
            posted["reason"], posted["clawback"], posted["clause"], amount, posted["how_to_pay"]
        )
        number = service.open_claim(current(), award, wanted, posted["proposal"])
    except ClaimRefused as refused:
        return _page(request, award, posted, dict(errors_of(refused, spoken())))
    except AwardRefused as refused:
        said = " ".join(one.say.say(spoken()) for one in refused.refusals)
        return _page(request, award, posted, {"whole": said})
    messages.success(request, say("claims_done_open", spoken()))
    return redirect("portal:desk_claim", number=number)


def _page(
    request: HttpRequest, award: str, posted: dict[str, str], errors: dict[str, str] | None = None
) -> HttpResponse:
    language = spoken()
    form = service.form_of(current(), award)
    context: dict[str, Any] = {
        "form": form, "title": form.title.say(language), "paid": money(form.paid_fen, language),
        "most": money(form.most_fen, language), "reasons": _reasons(form, language),
        "clauses": [(one, label.say(language)) for one, label in form.clauses],
        "notes": [note.say(language) for one in form.reasons for note in one.notes],
        "proposals": [(one.number, one.title.say(language)) for one in form.proposals],
        "posted": posted, "errors": errors or {},
    }  # fmt: skip
    return render(
        request, "portal/claims/opening.html", context, status=400 if errors is not None else 200
    )


def _reasons(form: OpeningForm, language: Language) -> list[tuple[str, str]]:
    return [
        (one.id, f"{one.clause_label.say(language)} {one.trigger.say(language)}")
        for one in form.reasons
    ]
