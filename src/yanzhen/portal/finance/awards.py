"""Every award that she sees: narrowed to a state, a rule, a place, to what waits on somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards import service
from yanzhen.apps.awards.service import AwardRow, Filters
from yanzhen.apps.registry.service import cards
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import Reach, reach_of
from yanzhen.portal.finance.said import STATE_TONES
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge, Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say

WAITS: dict[str, Filters] = {
    "budget": Filters(state="waiting_budget"),
    "suspended": Filters(state="suspended"),
    "held": Filters(held_back=True),
    "plan": Filters(plan="to_plan"),
    "correction": Filters(corrections=True),
    "risk": Filters(at_risk=True),
}
"""What waits on somebody of an office, by the name that stands in the address."""
YEARS = 6
MOST_SAID = 99
"""A list that is longer is long."""
STATES = ("running", "waiting_budget", "suspended", "stopped", "done")


def title_cell(row: AwardRow, language: Language) -> Cell:
    title = row.title.say(language)
    return Cell(title, reverse("portal:desk_award", args=[row.number]), row.number, sheet=title)


def state_cell(row: AwardRow, language: Language) -> Cell:
    text = (
        say("award_to_plan", language) if row.plan == "to_plan" else row.state_label.say(language)
    )
    return Cell(badge=Badge(text, STATE_TONES.get(row.state, "plain")), sheet=text)


def sum_cell(row: AwardRow, language: Language) -> Cell:
    """What was granted; the computed sum beside it where that is more. No cash: who gives it."""
    if row.nature != "money":
        return Cell(say(f"award_nature_{row.nature}", language))
    less = row.granted_fen != row.computed_fen
    small = say("award_of", language, sum=money(row.computed_fen, language)) if less else ""
    return Cell(money(row.granted_fen, language), small=small, sheet=Decimal(row.granted_fen) / 100)


LISTING = Listing[AwardRow](
    "awards",
    columns=(
        Column("title", "award_title", title_cell, look="main"),
        Column("name", "case_applicant", lambda r, _: Cell(masked_name(r.subject_name)),
               look="name"),
        Column("state", "case_state", state_cell),
        Column("why", "award_why", lambda r, lang: Cell(r.why.say(lang) if r.why else "")),
        Column("granted", "award_granted", sum_cell, "granted", "number"),
        Column("place", "case_place", lambda r, language: Cell(r.place.say(language))),
        Column("case", "case_number", lambda r, _: Cell(r.case_number), look="quiet"),
        Column("effective", "award_effective",
               lambda r, lang: Cell(day(r.effective_on, lang), sheet=r.effective_on), "effective"),
    ),
    filters=(
        Filter("waits", "award_waits", lambda lang: [(k, say(f"waits_{k}", lang)) for k in WAITS]),
        Filter("state", "case_state", lambda lang: [(k, say(f"award_{k}", lang)) for k in STATES]),
        Filter("rule", "award_rule", lambda _: ()),
        Filter("place", "case_place", lambda _: ()),
        Filter("year", "award_year", lambda _: ()),
        Filter("employer", "award_employer", lambda _: ()),
    ),
    searched="award_search",
    order="-effective",
    empty="awards_none",
)  # fmt: skip


def seen(_place: Mapping[str, str]) -> Paged[AwardRow]:
    """The awards that are there for whoever acts."""
    actor = current()

    def page(wanted: Wanted) -> Part[AwardRow]:
        found = service.awards(actor, asked(wanted), wanted.page, wanted.size)
        return Part(found.rows, found.total)

    return Paged(page)


def asked(wanted: Wanted) -> Filters:
    """The filters of the address as the service takes them."""
    chosen = wanted.filters
    place, year, employer = (chosen.get(name, "") for name in ("place", "year", "employer"))
    city, _, rule = chosen.get("rule", "").rpartition("/")
    found = replace(
        WAITS.get(chosen.get("waits", ""), Filters()), text=wanted.search, city=city, rule=rule,
        tenant_id=int(place) if place.isdecimal() else None,
        year=int(year) if year.isdecimal() else None,
        employer_id=int(employer) if employer.isdecimal() else None,
        order=wanted.order, descending=wanted.descending,
    )  # fmt: skip
    return replace(found, state=chosen["state"]) if chosen.get("state") else found


AWARDS = Feed("finance.awards", Label("待遇台账", "Awards"), LISTING, seen)


@never_cache
@require_http_methods(["GET", "POST"])
def awards(request: HttpRequest) -> HttpResponse:
    """The list and its export."""
    employer = _employer(request.GET.get("employer", ""))
    feed = replace(AWARDS, listing=_filled(reach_of(current()), employer))
    context = {"tabs": list(_tabs(request.GET.get("waits", ""), spoken()))}
    return list_page(request, feed, seen({}), "portal/finance/awards.html", context)


def _tabs(chosen: str, language: Language) -> Iterator[tuple[str, str, str, bool]]:
    """The lists of what waits on somebody, each with its length: address, name, length, chosen."""
    yield "?", say("waits_all", language), "", chosen not in WAITS
    for name, count in service.how_many_wait(current(), WAITS, MOST_SAID + 1).items():
        said = f"{MOST_SAID}+" if count > MOST_SAID else str(count)
        yield f"?waits={name}", say(f"waits_{name}", language), said, name == chosen


def _employer(text: str) -> Choices:
    """The employer that the address names: a list of all of them would be long."""
    chosen = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
    found = cards(current(), [chosen]) if chosen else {}
    return [(str(key), one.name) for key, one in found.items()]


def _filled(reach: Reach, employer: Choices) -> Listing[AwardRow]:
    """The list with the choices that depend on who acts."""

    def rules(language: Language) -> Choices:
        return [
            (f"{pack.city}/{rule.id}", f"{pack.clause_label(rule.clause).say(language)} "
                                       f"{rule.title.say(language)}")
            for pack in reach.packs for rule in pack.rules.values() if rule.amount is not None
        ]  # fmt: skip

    def places(language: Language) -> Choices:
        return [(str(one.id), one.label.say(language)) for one in reach.places]

    def years(_language: Language) -> Choices:
        this = timezone.localdate().year
        return [(str(year), str(year)) for year in range(this, this - YEARS, -1)]

    ways = {"rule": rules, "place": places, "year": years, "employer": lambda _: employer}
    offered = (one for one in LISTING.filters if one.id != "employer" or employer)
    filters = (replace(one, choices=ways.get(one.id, one.choices)) for one in offered)
    return replace(LISTING, filters=tuple(filters))
