"""Bringing a bank's receipts, and the page on which each line says what came of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.jobs.service import NoSuchProgress, standing
from yanzhen.apps.payments import service as payments
from yanzhen.apps.payments.service import NoSuchRun, PaymentRefused, Refusal
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.feed import list_page
from yanzhen.portal.payments.lists import LINES, lines_of
from yanzhen.portal.payments.run import receipt_line, run_page
from yanzhen.portal.words import WORDS, say
from yanzhen.portal.working import bar_of

AT_ONCE = 2_000
"""Lines that are compared while she waits; more of them a worker compares."""


@never_cache
@require_POST
def bring(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a file, and do what it says."""
    actor, upload = current(), request.FILES.get("upload")
    try:
        if upload is None:
            payments.run(actor, number)
            raise PaymentRefused([Refusal("no_file", Label(*WORDS["pay_no_file"]), "upload")])
        receipt = payments.bring_receipts(actor, number, upload.name or "", upload)
        address = reverse("portal:pay_receipt", args=[number, receipt])
        if payments.lines(actor, number, receipt, ["pending"]).total > AT_ONCE:
            work = payments.settle_later(actor, receipt)
            return redirect(f"{address}?{urlencode({'work': work.id})}")
        payments.settle(actor, number, receipt)
    except NoSuchRun:
        raise Http404(number) from None
    except PaymentRefused as refused:
        return run_page(request, number, refused)
    messages.success(request, say("pay_brought_now", spoken()))
    return redirect(address)


@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, number: str, receipt: int) -> HttpResponse:
    """The lines of a file; a form downloads them as a table."""
    place = {"number": number, "receipt": str(receipt)}
    try:
        found = payments.run(current(), number)
    except NoSuchRun:
        raise Http404(number) from None
    one = next((one for one in found.receipts if one.id == receipt), None)
    if one is None:
        raise Http404(receipt)
    work = request.GET.get("work", "")
    try:
        bar = bar_of(standing(work, acting=current())) if work else None
    except NoSuchProgress:
        bar = None
    context = {"row": found.row, "one": receipt_line(one, spoken()), "bar": bar}
    return list_page(
        request, LINES, lines_of(place), "portal/payments/receipt.html", context, place
    )
