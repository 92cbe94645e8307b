"""A person's own bank account: what she is paid to, and a form for another one."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.payments import service as payments
from yanzhen.apps.payments.service import PaymentRefused
from yanzhen.portal.language import spoken
from yanzhen.portal.payments.accounts import account_line
from yanzhen.portal.words import say

FIELDS = ("holder", "bank", "number")


@never_cache
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Her accounts; a new one takes the place of the one in use."""
    if request.method == "GET":
        return _page(request, {}, {})
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    try:
        payments.give_account(current(), posted["holder"], posted["bank"], posted["number"])
    except PaymentRefused as refused:
        said = {one.field or "whole": one.say.say(spoken()) for one in refused.refusals}
        return _page(request, posted, said)
    messages.success(request, say("pay_own_given", spoken()))
    return redirect("portal:my_account")


def _page(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    found = [account_line(one, spoken()) for one in payments.own_accounts(current())]
    # What somebody typed of a number is not shown again: she enters it anew.
    kept = {name: value for name, value in posted.items() if name != "number"}
    context = {"accounts": found, "posted": kept, "errors": errors}
    return render(request, "portal/payments/own.html", context, status=400 if errors else 200)
