"""A fund in a year: its lines by place and programme, what has no budget, the years to come."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.service import Gap
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.service import BookShown, LineShown, NoSuchLine
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import Reach, reach_of
from yanzhen.portal.finance.funds import (
    BUDGET,
    FINANCE,
    Fund,
    asked_of,
    balance_said,
    bar_of,
    funds_of,
    gap_said,
    whole_of,
    year_of,
    years_around,
)
from yanzhen.portal.finance.outlook import SUMS, outlook_said
from yanzhen.portal.kit.bars import Row, picture
from yanzhen.portal.language import spoken
from yanzhen.portal.library import document_of
from yanzhen.portal.words import say


@never_cache
@require_GET
def fund(request: HttpRequest, city: str, fund: str) -> HttpResponse:
    """The fund in the year of the address."""
    actor, language, year = current(), spoken(), year_of(request)
    reach, pack, one = found(actor, city, fund)
    book = book_of(actor, one, year)
    whole = whole_of(book)
    rows = [_line(line, reach, pack, language) for line in book.lines] if book else []
    gap = awards.gaps(actor, city, year).get(award_fund(one), Gap())
    context = {
        "fund": one, "title": one.label.say(language), "city": city,
        "clause": pack.clause_label(one.clause).say(language) if one.clause else "",
        "document": document_of(pack, one.clause) if one.clause else None,
        "year": year, "years": years_around(year), "sums": list(_sums(whole, language)),
        "has_budget": whole.allotted > 0, "rows": rows,
        "picture": picture(list(_bars(book, reach, pack, language)), language, SUMS, in_order=True),
        "extra": {**gap_said(gap, language), **asked_of(one, whole, language)},
        "warns": [row["name"] for row in rows if row["warns"]],
        "percent": book.warns_at_percent if book else None,
        "outlook": outlook_said(
            awards.outlook(actor, city, fund=award_fund(one), first=year), language
        ),
        "arranges": actor.holds_any(FINANCE),
    }  # fmt: skip
    return render(request, "portal/finance/fund.html", context)


def found(actor: Actor, city: str, fund: str) -> tuple[Reach, Pack, Fund]:
    """The fund of a city that she works in; as if there were none otherwise."""
    reach = reach_of(actor)
    for pack in reach.packs:
        if pack.city == city:
            for one in funds_of(pack):
                if one.id == fund:
                    return reach, pack, one
    raise Http404(f"{city}/{fund}")


def book_of(actor: Actor, fund: Fund, year: int | None) -> BookShown | None:
    """Its book with the lines of a year; nothing before it has a budget."""
    try:
        return ledgers.book(actor, fund.book, year)
    except NoSuchLine:
        return None


def award_fund(fund: Fund) -> str:
    """What awards call it."""
    return "" if fund.id == BUDGET else fund.id


def name_of(line: LineShown, reach: Reach, pack: Pack) -> Label:
    """Whom and what a line is for."""
    place = next((one.label for one in reach.seats if one.id == line.organisation_id), None)
    rule = pack.rules[line.programme].title if line.programme in pack.rules else None
    names = [one for one in (place, rule or _named(line.programme)) if one is not None]
    if not names:
        year = line.year or ""
        return Label(say("money_of_year", "zh", year=year), say("money_of_year", "en", year=year))
    return Label(" · ".join(o.zh for o in names), " · ".join(o.en for o in names))


def _named(programme: str) -> Label | None:
    return Label(programme, programme) if programme else None


def _line(line: LineShown, reach: Reach, pack: Pack, language: Language) -> Mapping[str, Any]:
    query = urlencode({"line": line.code})
    return {
        "name": name_of(line, reach, pack).say(language), "depth": line.depth,
        "href": f"{reverse('portal:desk_statement')}?{query}", "warns": line.warns,
        "percent": line.own.used_percent if line.own.allotted else None,
        **balance_said(line.own, language),
    }  # fmt: skip


def _bars(book: BookShown | None, reach: Reach, pack: Pack, language: Language) -> Iterator[Row]:
    for line in book.lines if book else ():
        if line.own.allotted:
            yield bar_of(name_of(line, reach, pack).say(language), line.own, language)


def _sums(whole: ledgers.Balance, language: Language) -> Iterator[tuple[str, str]]:
    for name, sum_ in balance_said(whole, language).items():
        yield say(f"money_{name}", language), sum_
