"""What somebody with an account comes to first: what waits on her, what she began, her cases."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, DraftShown, NoSuchDraft, OfferShown, Row
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.casefile.due import due_of_row
from yanzhen.portal.casefile.lists import DUE, NUMBER, OPEN, PLACE, STATE, SUBMITTED, item_cell
from yanzhen.portal.kit.due import due_badge
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Column, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Held
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

MOST_OWN = 200
"""Cases of one person that are held at once; beyond, the oldest are found by their number."""


MINE = Listing[Row](
    "mine",
    columns=(
        Column("item", "case_item", item_cell("my_case"), look="main"),
        NUMBER,
        STATE,
        DUE,
        PLACE,
        SUBMITTED,
    ),
    filters=(OPEN,),
    searched="cases_search",
    order="-submitted",
    empty="cases_none",
)


def own_rows() -> Held[Row]:
    """The actor's own cases."""
    rows = cases.mine(current(), size=MOST_OWN).rows
    return Held(
        rows,
        orders={
            "number": lambda row: row.number,
            "due": lambda row: (row.due_on is None, row.due_on),
            "submitted": lambda row: row.submitted_at,
        },
        filters={"open": lambda row, value: row.is_open == (value == "open")},
        search=_words_of,
    )


def _words_of(row: Row) -> str:
    return f"{row.number} {row.title.zh} {row.title.en} {row.subject_name} {row.place.zh}"


OWN = Feed("my.cases", Label("我的办件", "My cases"), MINE, lambda _: own_rows())


@never_cache
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """What waits on her first, then the rest."""
    drafts = cases.drafts(current())
    reasons: list[str] = []
    if request.method == "POST" and "offer" in request.POST:
        try:
            return _answer(request)
        except CaseRefused as refused:
            reasons = [one.reason.say(spoken()) for one in refused.refusals]
        except NoSuchDraft:
            raise Http404 from None
    source = own_rows()
    context = {
        "drafts": [_draft_line(one) for one in drafts],
        "refusals": reasons,
        "offers": [_offer_line(one) for one in cases.offers(current()) if one.state == "asked"],
        "waiting": [_waiting_line(one) for one in source.held if waits_on_her(one)],
    }
    return list_page(request, OWN, source, "portal/my/home.html", context)


def _answer(request: HttpRequest) -> HttpResponse:
    """Her wish about an offer: with a yes her case is open at once."""
    offer = request.POST.get("offer", "")
    accepts = request.POST.get("action") == "accept"
    number = cases.answer_offer(current(), int(offer) if offer.isdecimal() else 0, accepts)
    if number is None:
        messages.success(request, say("offer_declined", spoken()))
        return redirect("portal:my")
    return redirect("portal:my_case", number=number)


def _offer_line(offer: OfferShown) -> dict[str, object]:
    language = spoken()
    most = offer.most_fen if offer.total_fen is None else None
    return {
        "id": offer.id, "title": offer.title.say(language), "place": offer.place.say(language),
        "sum": money(offer.total_fen, language) if offer.total_fen else "",
        "most": say("at_most", language, sum=money(most, language)) if most else "",
    }  # fmt: skip


def waits_on_her(row: Row) -> bool:
    """Whether the case stands still until its applicant does something."""
    return row.is_open and row.turn == "applicant"


def _waiting_line(row: Row) -> dict[str, object]:
    language = spoken()
    return {
        "number": row.number, "title": row.title.say(language),
        "state": row.state_label.say(language), "badge": due_badge(due_of_row(row), language),
    }  # fmt: skip


def _draft_line(draft: DraftShown) -> dict[str, str]:
    language = spoken()
    return {
        "id": draft.id, "title": draft.title.say(language), "name": draft.subject_name,
        "saved": moment_said(draft.updated_at, language),
    }  # fmt: skip
