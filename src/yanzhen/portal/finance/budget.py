"""Arranging a budget: what is typed, what the ledger will look like, then the movement itself.

    allot        a year's budget for a fund, a place, a programme
    recall       less of it
    pass_down    to a county or a programme
    carry_over   to a later year, where the office has settled that this fund does

The form is looked at before anything is done (`?look=1`); the page that comes shows each line
before and after, and its button does it, once, under a key that the form carries.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import (
    Balance,
    BookShown,
    KeyUsed,
    LedgerRefused,
    NoSuchLine,
    NotEnough,
    Posting,
)
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import Reach
from yanzhen.portal.finance.arranging import (
    DEEDS,
    TWO_LINES,
    Arranged,
    Fault,
    read,
    sum_after,
)
from yanzhen.portal.finance.fund import book_of, found
from yanzhen.portal.finance.funds import Fund, balance_said, year_of, years_around
from yanzhen.portal.finance.said import line_said
from yanzhen.portal.language import spoken
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

KEY = re.compile(r"[0-9a-f]{32}")


@never_cache
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, city: str, fund: str) -> HttpResponse:
    """The form; with `?look=1` what would come of it; posted, it is done."""
    reach, pack, one = found(current(), city, fund)
    book = book_of(current(), one, None)
    typed = (request.POST if request.method == "POST" else request.GET).dict()
    if request.method == "GET" and not typed.get("look"):
        asked = {"deed": "allot", "year": str(year_of(request)), **typed}
        return _page(request, one, (reach, pack), asked)
    wanted, faults = read(typed, reach, pack)
    if wanted is not None:
        faults = tuple(_short(wanted, one, book))
    if wanted is None or faults:
        return _page(request, one, (reach, pack), typed, faults)
    if request.method == "GET":
        return _page(request, one, (reach, pack), typed, shown=_preview(wanted, one, book))
    try:
        fresh = _do(current(), one, wanted, typed.get("key", ""))
    except LedgerRefused as refused:
        told = tuple(Fault(each.field, each.reason) for each in refused.refusals)
        return _page(request, one, (reach, pack), typed, told)
    except (NotEnough, KeyUsed, NoSuchLine) as refused:
        return _page(request, one, (reach, pack), typed, (Fault("", _said(refused)),))
    messages.success(request, say("arrange_done" if fresh else "arrange_twice", spoken()))
    address = reverse("portal:desk_fund", args=[city, fund])
    return redirect(f"{address}?year={wanted.year}")


def _do(actor: Actor, fund: Fund, wanted: Arranged, key: str) -> int:
    """Open what is missing of the book and its lines, and write the movement."""
    key = key if KEY.fullmatch(key) else uuid.uuid4().hex
    if wanted.deed == "allot":
        ledgers.open_book(
            acting=actor, code=fund.book, kind="fund", unit="fen", place=fund.city,
            name=fund.label, clause=fund.clause,
        )  # fmt: skip
        ledgers.open_line(acting=actor, book=fund.book, year=wanted.year, place=wanted.place,
                          programme=wanted.programme)  # fmt: skip
    if wanted.deed in TWO_LINES:
        ledgers.open_line(acting=actor, book=fund.book, year=wanted.to_year,
                          place=wanted.to_place, programme=wanted.to_programme)  # fmt: skip
    posting = Posting(
        f"arrange/{key}", wanted.line(fund.book), wanted.fen, reason=wanted.reason,
        reference=wanted.document, to=wanted.to_line(fund.book),
    )  # fmt: skip
    return DEEDS[wanted.deed](acting=actor, posting=posting)


def _short(wanted: Arranged, fund: Fund, book: BookShown | None) -> Iterator[Fault]:
    """What can be known before: the line is there, and has so much that is free."""
    if wanted.deed == "allot":
        return
    own = _own(book).get(wanted.line(fund.book))
    if own is None or not own.allotted:
        yield Fault("year", Label("这一科目还没有预算。", "This line has no budget."))
    elif own.available < wanted.fen:
        yield Fault("sum", _not_enough(wanted.fen, own.available))
    if wanted.deed == "carry_over" and book is not None and not book.carries_over:
        yield Fault("deed", Label(
            "本资金未定结余可以结转，请先在资金设置中设定。",
            "Nobody has settled that this fund carries over: set that in the settings first.",
        ))  # fmt: skip


def _preview(
    wanted: Arranged, fund: Fund, book: BookShown | None
) -> list[tuple[str, Balance, int]]:
    """Each line that changes: its code, its balance, by how much what is free grows."""
    own = _own(book)
    code, to = wanted.line(fund.book), wanted.to_line(fund.book)
    change = wanted.fen if wanted.deed == "allot" else -wanted.fen
    rows = [(code, own.get(code, Balance()), change)]
    return [*rows, (to, own.get(to, Balance()), wanted.fen)] if to else rows


def _own(book: BookShown | None) -> Mapping[str, Balance]:
    return {line.code: line.own for line in book.lines} if book is not None else {}


def _said(refused: NotEnough | KeyUsed | NoSuchLine) -> Label:
    if isinstance(refused, NotEnough):
        return _not_enough(refused.wanted, refused.available)
    if isinstance(refused, KeyUsed):
        return Label("这张表已办理过另一笔，请重新填写。",
                     "This form was used for another sum already: fill in a new one.")  # fmt: skip
    return Label("没有这一科目。", "There is no such line.")


def _not_enough(wanted: int, available: int) -> Label:
    return Label(
        f"要动用{money(wanted, 'zh')}，这一科目可用的只有{money(available, 'zh')}。",
        f"{money(wanted, 'en')} are wanted; the line has {money(available, 'en')} free.",
    )


def _page(
    request: HttpRequest, fund: Fund, where: tuple[Reach, Pack], typed: Mapping[str, str],
    faults: Iterable[Fault] = (), shown: list[tuple[str, Balance, int]] | None = None,
) -> HttpResponse:  # fmt: skip
    language, (reach, pack) = spoken(), where
    errors = {one.field or "whole": one.say.say(language) for one in faults}
    places = [(o.code, o.label.say(language)) for o in reach.places if o.city == pack.city]
    year = int(typed["year"]) if typed.get("year", "").isdecimal() else year_of(request)
    context = {
        "fund": fund, "title": fund.label.say(language), "posted": typed, "errors": errors,
        "deeds": [(deed, say(f"deed_{deed}", language)) for deed in DEEDS],
        "years": [(str(one), str(one)) for one in [*years_around(year), year + 2]],
        "places": [one for one in places if "/" in one[0]],
        "programmes": _programmes(pack, language), "key": uuid.uuid4().hex,
        "two_lines": typed.get("deed") in TWO_LINES,
        "preview": [_change(one, language) for one in shown or ()],
        "entered": [(name, typed[name]) for name in typed if name not in UNSENT],
        "summary": say(f"deed_{typed['deed']}", language) if shown else "",
        "refusals": list(dict.fromkeys(errors.values())),
    }  # fmt: skip
    status = 400 if errors else 200
    return render(request, "portal/finance/arrange.html", context, status=status)


UNSENT = frozenset({"look", "key", "csrfmiddlewaretoken"})


def _programmes(pack: Pack, language: Language) -> list[tuple[str, str]]:
    return [
        (one.id, f"{pack.clause_label(one.clause).say(language)} {one.title.say(language)}")
        for one in pack.rules.values() if one.amount is not None
    ]  # fmt: skip


def _change(row: tuple[str, Balance, int], language: Language) -> Mapping[str, Any]:
    code, before, change = row
    after = sum_after(before, change)
    return {
        "name": line_said(code, language), "before": balance_said(before, language),
        "after": balance_said(after, language), "less": change < 0,
        "change": ("−" if change < 0 else "+") + money(abs(change), language),
    }  # fmt: skip
