"""What a holder's own card opens, what is left of it, what she booked, when it was used."""

import secrets
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import NoSuchPrivilege, Opened, PrivilegeRefused, Wish
from yanzhen.portal.language import spoken
from yanzhen.portal.privileges.named import Names
from yanzhen.portal.privileges.shown import (
    booking_line,
    day_in,
    field,
    left_line,
    number_in,
    sentences,
    use_line,
)
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Her cards; booking, and cancelling what was booked."""
    if request.method == "GET":
        return _page(request)
    try:
        said = _do(request)
    except NoSuchPrivilege:
        raise Http404 from None
    except PrivilegeRefused as refused:
        return _page(request, sentences(refused, spoken()))
    messages.success(request, said)
    return redirect("portal:my_privileges")


def _do(request: HttpRequest) -> str:
    if field(request, "action") == "cancel":
        privileges.cancel(acting=current(), booking_id=number_in(request, "booking"))
        return say("booking_cancelled_now", spoken())
    wish = Wish(
        number_in(request, "offer"), number_in(request, "card"), day_in(request, "on"),
        number_in(request, "people", 0), field(request, "note"),
    )  # fmt: skip
    key = field(request, "key") or secrets.token_urlsafe(16)
    privileges.book(acting=current(), wish=wish, key=key)
    return say("booking_sent", spoken())


def _page(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language = spoken()
    names, found = Names(language), privileges.mine(current())
    context = {
        "cards": [_card(one, names) for one in found.cards],
        "bookings": [booking_line(one, language) for one in found.bookings],
        "uses": [use_line(one, language) for one in found.uses],
        "today": timezone.localdate().isoformat(), "key": secrets.token_urlsafe(16),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/privileges/mine.html", context, status=400 if refusals else 200)


def _card(one: Opened, names: Names) -> dict[str, object]:
    card, language = one.card, names.language
    level = say("my_privileges_card", language, level=card.level) if card.level else ""
    return {
        "id": card.card_id, "city": card.city, "level": level,
        "label": names.card(card.city, card.programme),
        "offers": [
            left_line(row, language)
            | {"group_label": names.group(card.city, card.programme, row.offer.group)}
            for row in one.offers
        ],
    }  # fmt: skip
