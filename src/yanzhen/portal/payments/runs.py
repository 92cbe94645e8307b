"""The list of payment runs, and the form that opens another one."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, Role, current
from yanzhen.apps.organisations.service import below, organisations_by_id
from yanzhen.apps.payments import service as payments
from yanzhen.apps.payments.service import PaymentRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.feed import list_page
from yanzhen.portal.payments.lists import RUNS
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def runs(request: HttpRequest) -> HttpResponse:
    """The runs of her places, and their export."""
    context = {
        "pays": current().holds_any(payments.PAYERS),
        "waiting": len(payments.proposed_accounts(current())),
    }
    return list_page(request, RUNS, RUNS.source({}), "portal/payments/runs.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def opened(request: HttpRequest) -> HttpResponse:
    """A title, a place, a day up to which it pays."""
    if request.method == "GET":
        return _form(request, {"up_to": timezone.localdate().isoformat()}, {})
    posted = {name: request.POST.get(name, "").strip() for name in ("title", "place", "up_to")}
    try:
        up_to = date.fromisoformat(posted["up_to"])
    except ValueError:
        return _form(request, posted, {"up_to": say("bad_day", spoken())})
    try:
        run = payments.open_run(current(), posted["place"], posted["title"], up_to)
    except PaymentRefused as refused:
        said = {one.field or "whole": one.say.say(spoken()) for one in refused.refusals}
        return _form(request, posted, said)
    return redirect("portal:pay_run", number=run.row.number)


def _form(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    places = list(places_paid_for(current(), spoken()))
    context = {"posted": posted, "errors": errors, "places": places}
    return render(request, "portal/payments/open.html", context, status=400 if errors else 200)


def places_paid_for(actor: Actor, language: Language) -> Iterator[tuple[str, str]]:
    """The places for which she pays, indented by their depth."""
    ids = [
        one.tenant_id
        for one in actor.posts
        if one.role == Role.FINANCE and one.tenant_id is not None
    ]
    for seat in below(seat.code for seat in organisations_by_id(ids).values()):
        if seat.is_active and not seat.is_department:
            yield seat.code, "\u3000" * seat.code.count("/") + seat.label.say(language)
