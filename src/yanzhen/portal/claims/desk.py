"""Claims at the desk: the list, one claim with all that can be done with it now."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.claims import service
from yanzhen.apps.claims.service import ClaimRefused, ClaimRow, ClaimShown, NoSuchClaim
from yanzhen.policy.values import add_months
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.claims.asked import Asked, errors_of
from yanzhen.portal.claims.lines import (
    due_badge,
    facts_of,
    parts_of,
    received_of,
    state_badge,
    sums_of,
    timeline_of,
)
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.readable import day, money
from yanzhen.portal.words import say

MOST_PARTS = 60
Deed = Callable[[str, Asked], None]


def title_cell(row: ClaimRow, language: Language) -> Cell:
    title = row.title.say(language)
    return Cell(title, reverse("portal:desk_claim", args=[row.number]), row.number, sheet=title)


def state_cell(row: ClaimRow, language: Language) -> Cell:
    return Cell(badge=state_badge(row, language))


def amount_cell(row: ClaimRow, language: Language) -> Cell:
    return Cell(money(row.amount_fen, language) if row.amount_fen else "")


def left_cell(row: ClaimRow, language: Language) -> Cell:
    live = row.state in ("open", "repaying")
    return Cell(money(row.left_fen, language) if live else "")


def due_cell(row: ClaimRow, language: Language) -> Cell:
    return Cell(badge=due_badge(row, language), sheet=row.due_on)


def states(language: Language) -> Choices:
    return [(name, label.say(language)) for name, label in service.STATES.items()]


COLUMNS = (
    Column[ClaimRow]("title", "claims_what", title_cell, look="main"),
    Column[ClaimRow]("state", "claims_state", state_cell),
    Column[ClaimRow]("payee", "claims_payee", lambda row, _: Cell(row.payee_name), look="name"),
    Column[ClaimRow]("amount", "claims_amount", amount_cell, look="number"),
    Column[ClaimRow]("left", "claims_left", left_cell, look="number"),
    Column[ClaimRow]("due", "claims_due", due_cell),
    Column[ClaimRow]("place", "claims_place", lambda row, lang: Cell(row.place.say(lang)),
                     look="quiet"),
)  # fmt: skip
LISTING = Listing[ClaimRow](
    "claims", COLUMNS, (Filter("state", "claims_state", states),), "claims_search",
    empty="claims_none",
)  # fmt: skip


def paged(wanted: Wanted) -> Part[ClaimRow]:
    """One page of the claims that she sees."""
    asked = service.Filters(state=wanted.filters.get("state", ""), text=wanted.search)
    found = service.claims(current(), asked, wanted.page, wanted.size)
    return Part(found.rows, found.total)


def seen(_place: Mapping[str, str]) -> Paged[ClaimRow]:
    return Paged(paged)


CLAIMS = Feed("desk.claims", Label("资金追回", "Claims"), LISTING, seen)


@never_cache
@require_http_methods(["GET", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """All claims of her places, the latest first."""
    return list_page(request, CLAIMS, seen({}), "portal/claims/claims.html", {})


@never_cache
@require_GET
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """One claim."""
    return _page(request, number)


@never_cache
@require_POST
def act(request: HttpRequest, number: str) -> HttpResponse:
    """Do one thing with it; what cannot be done is said on the page itself."""
    deed = request.POST.get("action", "")
    try:
        if deed not in DEEDS:
            service.claim(current(), number)
            return redirect("portal:desk_claim", number=number)
        DEEDS[deed](number, Asked(request.POST))
    except NoSuchClaim:
        raise Http404(number) from None
    except ClaimRefused as refused:
        return _page(request, number, refused, deed)
    messages.success(request, say(f"claims_done_{deed}", spoken()))
    return redirect("portal:desk_claim", number=number)


def _plan(number: str, asked: Asked) -> None:
    parts = asked.parts()
    asked.refuse()
    service.plan_repayment(current(), number, parts)


def _receive(number: str, asked: Asked) -> None:
    fen, on = asked.fen("amount"), asked.day("on")
    asked.refuse()
    service.receive(current(), number, fen, on, asked.text("reference"))


DEEDS: dict[str, Deed] = {
    "approve": lambda number, _: service.approve(current(), number),
    "plan": _plan,
    "receive": _receive,
    "remind": lambda number, _: service.remind(current(), number),
    "write_off": lambda number, asked: service.write_off(current(), number, asked.text("reason")),
    "withdraw": lambda number, asked: service.withdraw(current(), number, asked.text("reason")),
    "agree": lambda number, _: service.agree(current(), number),
    "decline": lambda number, asked: service.decline(current(), number, asked.text("reason")),
}


def _page(
    request: HttpRequest, number: str, refused: ClaimRefused | None = None, deed: str = ""
) -> HttpResponse:
    language = spoken()
    try:
        shown = service.claim(current(), number)
    except NoSuchClaim:
        raise Http404(number) from None
    row = shown.row
    context = {
        "claim": shown, "title": row.title.say(language), "badge": state_badge(row, language),
        "place": row.place.say(language), "sums": sums_of(shown, language),
        "facts": facts_of(shown, language, office=True), "parts": parts_of(shown, language),
        "received": received_of(shown, language, office=True), "hands": _hands(shown, language),
        "timeline": timeline_of(shown, language, office=True), "deed": deed,
        "left": money(row.left_fen, language), "form_parts": _form_parts(request, shown),
        "asks_for": say(f"claims_step_asked_{shown.end_wanted}", language)
        if shown.end_wanted else "",
        "refusals": [said for _, said in errors_of(refused, language)] if refused else (),
    }  # fmt: skip
    return render(
        request, "portal/claims/claim.html", context, status=400 if refused is not None else 200
    )


def _hands(shown: ClaimShown, language: Language) -> list[tuple[str, str, str]]:
    """Who opened it and who approved it, and when."""
    pairs = (
        ("claims_opened_by", shown.opened_by, shown.opened_at),
        ("claims_approved_by", shown.approved_by, shown.approved_at),
        ("claims_asked_by", shown.end_asked_by, shown.ended_at),
    )
    return [
        (say(name, language), who, day(when.date(), language) if when else "")
        for name, who, when in pairs if who
    ]  # fmt: skip


def _form_parts(request: HttpRequest, shown: ClaimShown) -> list[tuple[str, str]]:
    """The rows of the plan's form: as typed, or equal parts a month apart where she asked so."""
    if request.POST.get("action") == "plan":
        given = request.POST
        return list(zip(given.getlist("due"), given.getlist("part"), strict=False))
    asked = Asked(request.GET)
    count, first = asked.text("count"), asked.text("first")
    if not (count.isdecimal() and first and 0 < int(count[:4]) <= MOST_PARTS):
        return []
    begins = asked.day("first")
    return [] if asked.faults else list(_equal(shown.row.left_fen, int(count), begins))


def _equal(fen: int, count: int, begins: date) -> Iterator[tuple[str, str]]:
    """Equal parts to the fen; what does not divide is in the last.

    >>> from datetime import date
    >>> [part for _, part in _equal(10_00, 3, date(2027, 1, 31))]
    ['3.33元', '3.33元', '3.34元']
    """
    each = fen // count
    for n in range(count):
        part = each if n < count - 1 else fen - each * (count - 1)
        yield add_months(begins, n).isoformat(), f"{part // 100}.{part % 100:02d}元"
