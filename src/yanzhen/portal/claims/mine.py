"""What is claimed back from oneself, or from the employer whose HR one is: why, and how to pay."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import current
from yanzhen.apps.claims import service
from yanzhen.apps.claims.service import NoSuchClaim
from yanzhen.portal.claims.lines import (
    due_badge,
    facts_of,
    parts_of,
    received_of,
    state_badge,
    sums_of,
    timeline_of,
)
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import money
from yanzhen.portal.words import say


@never_cache
@require_GET
def claims(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first."""
    language = spoken()
    rows = [
        {
            "number": one.number, "title": one.title.say(language), "payee": one.payee_name,
            "badge": state_badge(one, language, office=False), "due": due_badge(one, language),
            "amount": money(one.amount_fen, language),
            "left": say("claims_left_is", language, sum=money(one.left_fen, language))
            if one.state == "repaying" else "",
        }
        for one in service.mine(current())
    ]  # fmt: skip
    return render(request, "portal/claims/mine.html", {"rows": rows})


@never_cache
@require_GET
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """One of them: only what the payee may know, and no names of the office."""
    language = spoken()
    try:
        shown = service.claim(current(), number)
    except NoSuchClaim:
        raise Http404(number) from None
    if not shown.own:
        raise Http404(number)
    row = shown.row
    context = {
        "claim": shown, "title": row.title.say(language),
        "badge": state_badge(row, language, office=False),
        "place": row.place.say(language), "sums": sums_of(shown, language),
        "facts": facts_of(shown, language, office=False), "parts": parts_of(shown, language),
        "received": received_of(shown, language, office=False),
        "timeline": timeline_of(shown, language, office=False),
        "owes": row.state == "repaying",
    }  # fmt: skip
    return render(request, "portal/claims/my_claim.html", context)
