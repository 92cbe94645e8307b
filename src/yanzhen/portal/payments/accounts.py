"""Bank accounts that finance enters for somebody: one person enters, another one looks."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.payments import service as payments
from yanzhen.apps.payments.service import AccountShown, NoSuchAccount, PaymentRefused
from yanzhen.apps.registry.service import NoSuchSubject
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.payments.runs import places_paid_for
from yanzhen.portal.words import say

FIELDS = ("subject", "place", "holder", "bank", "number")


@never_cache
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Those that wait for a second look, and a form for another one."""
    if request.method == "GET":
        return _page(request, {"subject": request.GET.get("subject", "")}, {})
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        subject = int(posted["subject"]) if posted["subject"].isdecimal() else 0
        made = payments.propose_account(
            current(), subject, organisation(posted["place"]).id, posted["holder"],
            posted["bank"], posted["number"],
        )  # fmt: skip
    except NoSuchSubject:
        return _page(request, posted, {"subject": say("pay_no_subject", spoken())})
    except NoSuchOrganisation:
        return _page(request, posted, {"place": say("pay_no_place", spoken())})
    except PaymentRefused as refused:
        said = {one.field or "whole": one.say.say(spoken()) for one in refused.refusals}
        return _page(request, posted, said)
    messages.success(request, say("pay_account_proposed", spoken(), name=made.holder))
    return redirect("portal:pay_accounts")


@never_cache
@require_POST
def look(request: HttpRequest, account: int) -> HttpResponse:
    """The second person agrees, or does not."""
    agrees = request.POST.get("action") == "agree"
    try:
        payments.look_at_account(current(), account, agrees)
    except NoSuchAccount:
        raise Http404(account) from None
    except PaymentRefused as refused:
        return _page(
            request, {}, {"whole": " ".join(o.say.say(spoken()) for o in refused.refusals)}
        )
    said = "pay_account_agreed" if agrees else "pay_account_declined"
    messages.success(request, say(said, spoken()))
    return redirect("portal:pay_accounts")


def _page(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    actor, language = current(), spoken()
    # What somebody typed of a number is not shown again: she enters it anew.
    kept = {name: value for name, value in posted.items() if name != "number"}
    context = {
        "waiting": [
            {**account_line(one, language), "own": one.given_by_id == actor.account_id}
            for one in payments.proposed_accounts(actor)
        ],
        "places": list(places_paid_for(actor, language)), "posted": kept, "errors": errors,
    }  # fmt: skip
    return render(request, "portal/payments/accounts.html", context, status=400 if errors else 200)


def account_line(one: AccountShown, language: Language) -> dict[str, Any]:
    """A bank account as a list shows it."""
    return {
        "id": one.id, "name": one.subject_name, "subject": one.subject_id, "holder": one.holder,
        "bank": one.bank, "masked": one.masked,
        "badge": Badge(one.label.say(language), "good" if one.state == "current" else "plain"),
        "said": say(
            f"pay_account_by_{one.source}", language, by=one.given_by,
            when=moment_said(one.given_at, language),
        ),
    }  # fmt: skip
