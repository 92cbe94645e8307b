"""A card on paper: its face and a code for doorkeepers, who compare the name with a document."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cards import service as cards_service
from yanzhen.apps.cards.service import CardRefused, CardShown
from yanzhen.portal.cards.shown import card_line, sentences
from yanzhen.portal.language import spoken


def print_page(request: HttpRequest, found: CardShown, back: str) -> HttpResponse:
    """The page to print; without a code where the card does not hold."""
    language, refusals, picture = spoken(), [], ""
    try:
        picture = qr_svg(cards_service.print_token(acting=current(), card_id=found.row.id))
    except CardRefused as refused:
        refusals = sentences(refused, language)
    context = {
        "one": {**card_line(found.row, language), "name": found.name}, "picture": picture,
        "back": back, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/cards/print.html", context, status=400 if refusals else 200)


def qr_svg(text: str) -> str:
    """A QR code as a picture inside the page; the most forgiving one of its size."""
    code = segno.make_qr(text, error="l", boost_error=True)
    return mark_safe(code.svg_inline(border=4, svgclass="qr", lineclass=None, omitsize=True))
