"""The funds of her cities in a year: what was given, committed, paid, is free; what has no budget.

A fund that the documents name stands here before it has a budget, with the way to enter one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import Gap
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import Balance, BookShown
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.finance.outlook import SUMS, outlook_said
from yanzhen.portal.finance.said import amount
from yanzhen.portal.kit.bars import Row, picture
from yanzhen.portal.language import spoken
from yanzhen.portal.library import document_of
from yanzhen.portal.readable import money
from yanzhen.portal.words import WORDS

FINANCE = frozenset({Role.FINANCE})
SETTING = FINANCE | {Role.TALENT_OFFICE}
BUDGET = "budget"
"""The id of the ordinary budget, where the documents name no fund."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Fund:
    """A fund of a city, named by its documents or not."""

    city: str
    id: str
    label: Label
    clause: str = ""
    notes: tuple[Label, ...] = ()
    least_fen: int | None = None

    @property
    def book(self) -> str:
        return awards.book_of(self.city, "" if self.id == BUDGET else self.id)


@never_cache
@require_GET
def funds(request: HttpRequest) -> HttpResponse:
    """Every fund of the year, with a picture and the years to come."""
    language, year, actor = spoken(), year_of(request), current()
    cities = []
    for pack in reach_of(actor).packs:
        kept = {one.code: one for one in ledgers.books(actor, pack.city, "fund", year)}
        gaps = awards.gaps(actor, pack.city, year)
        rows = [(one, kept.get(one.book)) for one in funds_of(pack)]
        cities.append({
            "id": pack.city, "title": pack.title.say(language),
            "rows": [_row(one, book, gaps, pack, year, language) for one, book in rows],
            "picture": picture(list(_drawn(rows, language)), language, SUMS),
            "outlook": outlook_said(awards.outlook(actor, pack.city, first=year), language),
        })  # fmt: skip
    context = {
        "cities": cities, "year": year, "years": years_around(year),
        "arranges": actor.holds_any(FINANCE), "sets": actor.holds_any(SETTING),
    }  # fmt: skip
    return render(request, "portal/finance/funds.html", context)


def funds_of(pack: Pack) -> tuple[Fund, ...]:
    """Those that the documents name, and the ordinary budget."""
    named = tuple(
        Fund(pack.city, one.id, one.label, one.clause, one.notes, one.least_per_year)
        for one in pack.funding.funds
    )
    return (*named, Fund(pack.city, BUDGET, Label(*WORDS["money_budget"])))


def year_of(request: HttpRequest) -> int:
    """The year of the address, else this one."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else 0
    return year if FIRST_YEAR <= year <= LAST_YEAR else timezone.localdate().year


def years_around(year: int) -> list[int]:
    return [year - 1, year, year + 1]


def whole_of(book: BookShown | None) -> Balance:
    """What the lines have that are shown; nothing where there is no book."""
    return book.whole if book is not None else Balance()


def _drawn(rows: Iterable[tuple[Fund, BookShown | None]], language: Language) -> Iterable[Row]:
    for one, book in rows:
        balance = whole_of(book)
        if balance.allotted:
            yield bar_of(one.label.say(language), balance, language)


def bar_of(name: str, balance: Balance, language: Language) -> Row:
    """A bar of what is paid, committed, free."""
    parts = (
        ("paid", balance.spent), ("committed", balance.committed + balance.held),
        ("free", balance.available),
    )  # fmt: skip
    return Row(name, parts, money(balance.allotted, language))


def _row(
    one: Fund, book: BookShown | None, gaps: Mapping[str, Gap], pack: Pack, year: int,
    language: Language,
) -> Mapping[str, Any]:  # fmt: skip
    balance, gap = whole_of(book), gaps.get("" if one.id == BUDGET else one.id, Gap())
    document = document_of(pack, one.clause) if one.clause else None
    return {
        "id": one.id, "label": one.label.say(language), "city": one.city, "document": document,
        "clause": one.clause, "clause_label": pack.clause_label(one.clause).say(language),
        "href": f"{reverse('portal:desk_fund', args=[one.city, one.id])}?year={year}",
        "has_budget": balance.allotted > 0,
        "warns": book is not None and any(line.warns for line in book.lines),
        **gap_said(gap, language), **asked_of(one, balance, language),
        **balance_said(balance, language),
    }  # fmt: skip


def gap_said(gap: Gap, language: Language) -> dict[str, Any]:
    """What has no budget."""
    at_risk = money(gap.at_risk_fen, language) if gap.at_risk_fen else ""
    return {"waiting": gap.waiting, "at_risk": at_risk}


def asked_of(fund: Fund, balance: Balance, language: Language) -> dict[str, Any]:
    """What the documents ask of a fund, and whether its budget is less than that."""
    least = fund.least_fen or 0
    return {
        "least": money(least, language) if least else "",
        "less": 0 < balance.allotted < least,
        "notes": [note.say(language) for note in fund.notes],
    }


def balance_said(balance: Balance, language: Language, unit: str = "fen") -> dict[str, str]:
    """A balance in sums, or in so many things."""
    return {
        "allotted": amount(balance.allotted, unit, language),
        "paid": amount(balance.spent, unit, language),
        "committed": amount(balance.committed + balance.held, unit, language),
        "free": amount(balance.available, unit, language),
    }
