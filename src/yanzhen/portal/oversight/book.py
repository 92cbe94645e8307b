"""The lines of a book with what each has; its statement is one click further.

/desk/audit/book/?book=xiangtan/talent-fund
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import current
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Balance, NoSuchLine
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.finance.said import amount
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

STAGES = ("allotted", "available", "held", "committed", "spent")
MOST_LINES = 300


@never_cache
@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """The lines of a book to choose from."""
    code, language = request.GET.get("book", ""), spoken()
    if not code:
        return redirect("portal:audit")
    try:
        found = ledgers.book(current(), code)
    except NoSuchLine:
        raise Http404(code) from None
    context = {
        "title": found.name.say(language), "code": found.code,
        "lines": [
            {"code": one.code, "depth": one.depth, "href": statement_of(one.code),
             "amounts": _amounts(one.own, found.unit, language)}
            for one in found.lines[:MOST_LINES]
        ],
        "more": max(len(found.lines) - MOST_LINES, 0),
        "stages": [say(f"stage_{one}", language) for one in STAGES],
    }  # fmt: skip
    return render(request, "portal/oversight/book.html", context)


def statement_of(line: str) -> str:
    """Where the statement of a line is."""
    return f"{reverse('portal:desk_statement')}?{urlencode({'line': line})}"


def _amounts(balance: Balance, unit: str, language: Language) -> list[str]:
    return [amount(getattr(balance, one), unit, language) for one in STAGES]
