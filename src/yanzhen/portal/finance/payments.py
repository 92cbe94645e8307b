"""Every payment of the awards that she sees: when, how much, how far it is; and its sheet."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.awards import service
from yanzhen.apps.awards.service import PaymentRow, Payments
from yanzhen.apps.sealing.service import masked_name
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.finance.said import STATE_TONES, span
from yanzhen.portal.listing.columns import Badge, Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

STATES = ("planned", "due", "held_back", "in_run", "paid", "failed", "cancelled")
BEFORE, AFTER = 3, 6
"""Years offered around this one."""


def title_cell(row: PaymentRow, language: Language) -> Cell:
    title = row.title.say(language)
    href = reverse("portal:desk_award", args=[row.award])
    return Cell(title, href, f"{row.award} / {row.payment.number}", sheet=title)


def state_cell(row: PaymentRow, language: Language) -> Cell:
    """How far it is, and that it has no budget."""
    one, text = row.payment, row.payment.label.say(language)
    waits = one.state in ("planned", "due", "held_back", "failed") and not one.has_budget
    small = say("award_bare", language) if waits else ""
    badge = Badge(text, STATE_TONES.get(one.state, "plain"))
    return Cell(badge=badge, small=small, sheet=f"{text} {small}".strip())


def when_cell(row: PaymentRow, language: Language) -> Cell:
    return Cell(span(row.payment.due_on, row.payment.until_on, language), sheet=row.payment.due_on)


def sum_cell(row: PaymentRow, language: Language) -> Cell:
    return Cell(money(row.payment.fen, language), sheet=Decimal(row.payment.fen) / 100)


LISTING = Listing[PaymentRow](
    "payments",
    columns=(
        Column("title", "award_title", title_cell, look="main"),
        Column("award", "payment_award", lambda r, _: Cell(r.award), look="quiet"),
        Column("number", "award_number", lambda r, _: Cell(sheet=r.payment.number), look="quiet"),
        Column("name", "case_applicant", lambda r, _: Cell(masked_name(r.subject_name)),
               look="name"),
        Column("when", "award_when", when_cell, "due"),
        Column("sum", "award_sum", sum_cell, look="number"),
        Column("state", "case_state", state_cell),
        Column("place", "case_place", lambda r, language: Cell(r.place.say(language))),
    ),
    filters=(
        Filter("state", "case_state",
               lambda lang: [(one, say(f"payment_{one}", lang)) for one in STATES]),
        Filter("budget", "payment_budget", lambda lang: [("none", say("award_bare", lang))]),
        Filter("year", "outlook_year", lambda _: _years()),
        Filter("place", "case_place", lambda _: ()),
    ),
    searched="payment_search",
    order="due",
    empty="payments_none",
)  # fmt: skip


def seen(_place: Mapping[str, str]) -> Paged[PaymentRow]:
    """The payments that are there for whoever acts."""
    actor = current()

    def page(wanted: Wanted) -> Part[PaymentRow]:
        found = service.payments(actor, asked(wanted), wanted.page, wanted.size)
        return Part(found.rows, found.total)

    return Paged(page)


def asked(wanted: Wanted) -> Payments:
    """The filters of the address as the service takes them."""
    chosen = wanted.filters
    place, year = chosen.get("place", ""), chosen.get("year", "")
    return Payments(
        tenant_id=int(place) if place.isdecimal() else None, state=chosen.get("state", ""),
        year=int(year) if year.isdecimal() else None, award=wanted.search,
        without_budget=chosen.get("budget") == "none", descending=wanted.descending,
    )  # fmt: skip


PAYMENTS = Feed("finance.payments", Label("分期明细", "Payments"), LISTING, seen)


@never_cache
@require_http_methods(["GET", "POST"])
def payments(request: HttpRequest) -> HttpResponse:
    """The list and its export."""
    places = reach_of(current()).places

    def offered(language: Language) -> Choices:
        return [(str(one.id), one.label.say(language)) for one in places]

    filters = (replace(o, choices=offered) if o.id == "place" else o for o in LISTING.filters)
    feed = replace(PAYMENTS, listing=replace(LISTING, filters=tuple(filters)))
    return list_page(request, feed, seen({}), "portal/finance/payments.html", {})


def _years() -> Choices:
    this = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this - BEFORE, this + AFTER)]
