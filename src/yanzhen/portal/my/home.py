"""What somebody with an account comes to first: what waits on her, what she began, her cases."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import DraftShown, Row
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.casefile.due import due_of_row
from yanzhen.portal.kit.due import due_badge
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge, Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Held
from yanzhen.portal.words import say

MOST_OWN = 200
"""Cases of one person that are held at once; beyond, the oldest are found by their number."""


def number_cell(row: Row, language: Language) -> Cell:
    """The item, with the number under it."""
    href = reverse("portal:my_case", args=[row.number])
    return Cell(row.title.say(language), href, row.number, sheet=row.title.say(language))


def state_cell(row: Row, language: Language) -> Cell:
    tone = "warn" if row.turn == "applicant" else "lake" if row.is_open else "plain"
    return Cell(badge=Badge(row.state_label.say(language), tone))


def due_cell(row: Row, language: Language) -> Cell:
    if not row.is_open:
        return Cell()
    return Cell(badge=due_badge(due_of_row(row), language), sheet=row.due_on)


def submitted_cell(row: Row, language: Language) -> Cell:
    return Cell(moment_said(row.submitted_at, language), sheet=row.submitted_at)


def open_or_not(language: Language) -> Choices:
    return [("open", say("cases_open", language)), ("closed", say("cases_closed", language))]


MINE = Listing[Row](
    "mine",
    columns=(
        Column("item", "case_item", number_cell, look="main"),
        Column("number", "case_number", lambda row, _: Cell(row.number), "number", "quiet"),
        Column("state", "case_state", state_cell),
        Column("due", "case_due", due_cell, "due"),
        Column("place", "case_place", lambda row, lang: Cell(row.place.say(lang))),
        Column("submitted", "case_submitted", submitted_cell, "submitted"),
    ),
    filters=(Filter("open", "case_state", open_or_not),),
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
    source = own_rows()
    context = {
        "drafts": [_draft_line(one) for one in drafts],
        "waiting": [_waiting_line(one) for one in source.held if waits_on_her(one)],
    }
    return list_page(request, OWN, source, "portal/my/home.html", context)


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
