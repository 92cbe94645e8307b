"""The statement of a line of the books: how it stood, what moved, how it stood then.

/desk/audit/statement/?line=xiangtan/talent-fund/2026&since=2026-01-01&until=2026-11-29
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import current
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Balance, BookShown, NoSuchLine, Place, StatementRow
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.oversight.amounts import amount_said
from yanzhen.portal.oversight.audit import span_of
from yanzhen.portal.words import say

STAGES = ("allotted", "available", "held", "committed", "spent")
MOST_LINES = 300


@never_cache
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """The lines of a book to choose from, and what moved on the one that was chosen."""
    line, language = request.GET.get("line", ""), spoken()
    code = request.GET.get("book", "") or "/".join(line.split("/")[:2])
    if not code:
        return redirect("portal:audit")
    try:
        book = ledgers.book(current(), code)
        shown = _shown(request.GET, line, book, language) if line else None
    except NoSuchLine:
        raise Http404(code) from None
    context = {
        "book": book.name.say(language), "code": book.code, "line": line,
        "lines": [_line(one.code, one.depth, book, one.own, language)
                  for one in book.lines[:MOST_LINES]],
        "more_lines": max(len(book.lines) - MOST_LINES, 0),
        "statement": shown, "stages": [say(f"stage_{one}", language) for one in STAGES],
    }  # fmt: skip
    return render(request, "portal/oversight/statement.html", context)


def _line(
    code: str, depth: int, book: BookShown, own: Balance, language: Language
) -> Mapping[str, Any]:
    return {
        "code": code, "depth": depth, "href": f"?{urlencode({'line': code})}",
        "amounts": _amounts(own, book.unit, language),
    }  # fmt: skip


def _amounts(balance: Balance, unit: str, language: Language) -> list[str]:
    return [amount_said(getattr(balance, one), unit, language) for one in STAGES]


def _shown(
    given: Mapping[str, str], line: str, book: BookShown, language: Language
) -> Mapping[str, Any]:
    since, until = span_of(given)
    found = ledgers.statement(current(), line, since, until, _after(given))
    days = {"since": timezone.localdate(since).isoformat(),
            "until": timezone.localdate(until).isoformat()}  # fmt: skip
    more = ""
    if found.next is not None:
        place = {"at": found.next.at.isoformat(), "id": str(found.next.id)}
        more = urlencode({"line": line, **days, **place})
    return {
        "opening": _amounts(found.opening, book.unit, language),
        "closing": _amounts(found.closing, book.unit, language),
        "rows": [_row(one, line, language) for one in found.rows], "more": more, **days,
    }  # fmt: skip


def _after(given: Mapping[str, str]) -> Place | None:
    """Where the page before ended."""
    at, last = given.get("at", ""), given.get("id", "")
    try:
        return Place(datetime.fromisoformat(at), int(last)) if at and last else None
    except ValueError:
        return None


def _row(one: StatementRow, line: str, language: Language) -> Mapping[str, Any]:
    moved = one.movement
    other = moved.to_line if moved.line == line else moved.line
    award = moved.reference
    return {
        "id": moved.id, "when": moment_said(moved.at, language), "by": moved.by,
        "label": moved.label.say(language), "reason": moved.reason,
        "amount": amount_said(moved.amount, moved.unit, language),
        "other": other if other != line else "",
        "case": moved.case,
        "case_href": reverse("portal:desk_case", args=[moved.case]) if moved.case else "",
        "award": award,
        "award_href": reverse("portal:desk_award", args=[award]) if award else "",
        "after": _amounts(one.after, moved.unit, language),
    }  # fmt: skip
