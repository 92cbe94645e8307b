"""What each clause has cost, and for whom: by rule, clause, year, place, industry, tier, employer.

/desk/money/costs/?by=tier&year=2026&place=12       granted, paid, not paid yet, and the year before

Whoever sees the persons of her place sees how many they are. For others a count of fewer than ten
in the views by tier and by industry is left out: in a small group it could say who it is.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.awards.service import Cost, clause_costs, years_of
from yanzhen.apps.organisations.service import Seat, subtree
from yanzhen.policy import Pack
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.choices import Reach, reach_of
from yanzhen.portal.kit.bars import Picture, Row, picture
from yanzhen.portal.language import spoken
from yanzhen.portal.library import document_of
from yanzhen.portal.listing.columns import Cell, Column, Listing
from yanzhen.portal.listing.workbook import XLSX, write
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

VIEWS = ("rule", "clause", "year", "place", "industry", "tier", "employer")
SMALL_GROUPS = frozenset({"industry", "tier"})
FEW = 10
ALL_YEARS = "all"
ROOM_FOR_A_SUM = 76


@dataclass(frozen=True)
class Asked:
    """What the page was asked for, once it is known to be there."""

    reach: Reach
    city: str
    by: str
    year: int | None
    years: tuple[int, ...]
    place: Seat | None

    @cached_property
    def pack(self) -> Pack | None:
        return next((one for one in self.reach.packs if one.city == self.city), None)

    @property
    def tenants(self) -> frozenset[int] | None:
        return frozenset(one.id for one in subtree(self.place.id)) if self.place else None

    @property
    def compares(self) -> bool:
        """A year has one before it; the view by years has them all."""
        return self.year is not None and self.by != "year"

    @property
    def hides_few(self) -> bool:
        return self.by in SMALL_GROUPS and not current().holds(Role.TALENT_OFFICE)

    @property
    def query(self) -> str:
        place = {"place": str(self.place.id)} if self.place else {}
        return urlencode(
            {"city": self.city, "by": self.by, "year": self.year or ALL_YEARS, **place}
        )


@dataclass(frozen=True)
class Line:
    """One row: sums in fen; `people` is None where the group is too small to say."""

    name: str
    small: str
    href: str
    awards: int
    people: int | None
    granted: int
    paid: int
    open: int
    before: int | None


@never_cache
@require_GET
def costs(request: HttpRequest) -> HttpResponse:
    """The table and the picture of one view."""
    language, asked = spoken(), asked_for(request.GET)
    lines = lines_of(asked, language)
    context = {
        "selects": selects(asked, language), "lines": lines, "picture": drawn(lines, language),
        "totals": totals(lines, language), "sums": [_said(one, language) for one in lines],
        "compares": asked.compares, "query": asked.query,
        "hidden": any(one.people is None for one in lines), "few": FEW,
        "before": (asked.year or 0) - 1,
        "title": say(f"costs_by_{asked.by}", language),
    }  # fmt: skip
    return render(request, "portal/oversight/costs.html", context)


@never_cache
@require_GET
def sheet(request: HttpRequest) -> HttpResponse:
    """The same as a workbook, sums in yuan."""
    asked, content = asked_for(request.GET), io.BytesIO()
    write(listing_of(asked), lines_of(asked, spoken()), spoken(), content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    name = f"costs-{asked.city}-{asked.by}-{asked.year or ALL_YEARS}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def asked_for(given: Mapping[str, str]) -> Asked:
    """What an address asks for; what is not there for her falls back to what is."""
    reach = reach_of(current())
    cities = [one.city for one in reach.packs]
    city = given.get("city", "")
    city = city if city in cities else next(iter(cities), "")
    by = given.get("by", "")
    years = tuple(years_of(current(), city))
    place = given.get("place", "")
    seats = {str(one.id): one for one in reach.places if one.city == city}
    return Asked(
        reach, city, by if by in VIEWS else VIEWS[0], _year(given.get("year", ""), years), years,
        seats.get(place),
    )  # fmt: skip


def _year(said: str, years: Sequence[int]) -> int | None:
    """The year that was chosen; at first the current one, or the last that there is."""
    if said == ALL_YEARS:
        return None
    if said.isdecimal() and int(said) in years:
        return int(said)
    today = timezone.localdate().year
    return today if today in years or not years else years[0]


def selects(asked: Asked, language: Language) -> list[Mapping[str, object]]:
    """The choices above the table."""
    views = [(one, say(f"costs_by_{one}", language)) for one in VIEWS]
    years = [(str(one), say("costs_year", language, year=one)) for one in asked.years]
    years.append((ALL_YEARS, say("costs_all_years", language)))
    places = [(str(one.id), one.label.say(language)) for one in asked.reach.places
              if one.city == asked.city]  # fmt: skip
    cities = [(one.city, one.title.say(language)) for one in asked.reach.packs]
    found = [
        _select("city", cities, asked.city, language) if len(cities) > 1 else None,
        _select("by", views, asked.by, language),
        _select("year", years, str(asked.year or ALL_YEARS), language),
        _select("place", [("", say("costs_all_places", language)), *places],
                str(asked.place.id) if asked.place else "", language),
    ]  # fmt: skip
    return [one for one in found if one is not None]


def _select(
    name: str, options: Sequence[tuple[str, str]], chosen: str, language: Language
) -> Mapping[str, object]:
    title = say(f"costs_choose_{name}", language)
    return {"name": name, "title": title,
            "options": [(value, label, value == chosen) for value, label in options]}  # fmt: skip


def lines_of(asked: Asked, language: Language) -> list[Line]:
    """The costs of the view, those that cost most first; years in their order."""
    if asked.pack is None:
        return []
    year = None if asked.by == "year" else asked.year
    found = clause_costs(current(), asked.city, asked.by, year, asked.tenants)
    lines = [_line(one, asked, language) for one in found]
    return sorted(lines, key=lambda one: one.name) if asked.by == "year" else lines


def _line(one: Cost, asked: Asked, language: Language) -> Line:
    hides = asked.hides_few and 0 < one.subjects < FEW
    name = one.label.say(language) if one.key else say(f"costs_no_{asked.by}", language)
    return Line(
        name, _clause(one, asked, language), _href(one, asked), one.awards,
        None if hides else one.subjects, one.granted_fen, one.paid_fen, one.open_fen,
        one.before_fen if asked.compares else None,
    )  # fmt: skip


def _clause(one: Cost, asked: Asked, language: Language) -> str:
    if asked.by != "rule" or asked.pack is None or one.key not in asked.pack.rules:
        return ""
    return asked.pack.clause_label(asked.pack.rules[one.key].clause).say(language)


def _href(one: Cost, asked: Asked) -> str:
    """Where the row leads to: the rule, the clause in its document, the employer."""
    if asked.pack is None or not one.key:
        return ""
    if asked.by == "rule" and one.key in asked.pack.rules:
        return reverse("portal:rule", args=[asked.city, one.key])
    if asked.by == "clause" and (document := document_of(asked.pack, one.key)) is not None:
        return f"{reverse('portal:document', args=[asked.city, document.id])}#clause-{one.key}"
    if asked.by == "employer":
        return reverse("portal:desk_subject", args=[one.key])
    return ""


def drawn(lines: Sequence[Line], language: Language) -> Picture | None:
    """Paid and not paid yet, side by side."""
    rows = [
        Row(one.name, (("paid", one.paid), ("open", one.open)), money(one.granted, language))
        for one in lines
    ]
    return picture(rows, language, ROOM_FOR_A_SUM)


def totals(lines: Sequence[Line], language: Language) -> list[tuple[str, str]]:
    """What all of it comes to."""
    named = {"granted": [o.granted for o in lines], "paid": [o.paid for o in lines],
             "open": [o.open for o in lines]}  # fmt: skip
    sums = [(say(f"costs_{name}", language), money(sum(fen), language))
            for name, fen in named.items()]  # fmt: skip
    return [*sums, (say("costs_awards", language), str(sum(one.awards for one in lines)))]


def _said(one: Line, language: Language) -> Mapping[str, object]:
    return {
        "line": one, "granted": money(one.granted, language), "paid": money(one.paid, language),
        "open": money(one.open, language), "people": _counted(one, one.people, language),
        "awards": _counted(one, one.awards, language),
        "before": "" if one.before is None else money(one.before, language),
        "change": _change(one, language),
    }  # fmt: skip


def _counted(one: Line, count: int | None, language: Language) -> str:
    """A count of a row: where that of the people is left out, so is that of their awards."""
    return say("costs_few", language, few=FEW) if one.people is None else str(count)


def _change(one: Line, language: Language) -> str:
    """How much more or less than in the year before."""
    if one.before is None or one.before == one.granted:
        return ""
    more = one.granted > one.before
    key = "costs_more" if more else "costs_less"
    return say(key, language, sum=money(abs(one.granted - one.before), language))


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else Decimal(fen) / 100


def listing_of(asked: Asked) -> Listing[Line]:
    """The columns of the workbook."""
    sums = ("granted", "paid", "open", *(("before",) if asked.compares else ()))
    return Listing[Line](
        "costs",
        columns=(
            Column("name", f"costs_by_{asked.by}", lambda one, _: Cell(one.name), look="main"),
            Column("clause", "costs_clause", lambda one, _: Cell(one.small)),
            Column("awards", "costs_awards", _cell("awards"), look="number"),
            Column("people", "costs_people", _cell("people"), look="number"),
            *(_sum_column(one) for one in sums),
        ),
    )  # fmt: skip


def _cell(name: str) -> Callable[[Line, Language], Cell]:
    def cell(one: Line, language: Language) -> Cell:
        count = getattr(one, name)
        return Cell(_counted(one, count, language), sheet=None if one.people is None else count)

    return cell


def _sum_column(name: str) -> Column[Line]:
    def cell(one: Line, _: Language) -> Cell:
        return Cell(sheet=_yuan(getattr(one, name)))

    return Column(name, f"costs_{name}_yuan", cell, look="number")
