"""Lists of cases: their columns, and the way to rows that the cases' service narrows and orders."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Filters, Page, Row
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.casefile.due import due_of_row
from yanzhen.portal.kit.due import due_badge
from yanzhen.portal.listing.columns import Badge, Cell, Choices, Column, Filter
from yanzhen.portal.listing.source import MOST_COUNTED, Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.words import say

Address = Callable[[str], str]


def item_cell(address: str) -> Callable[[Row, Language], Cell]:
    """The item, with the number under it, going to the page of that address."""

    def cell(row: Row, language: Language) -> Cell:
        title = row.title.say(language)
        return Cell(title, reverse(f"portal:{address}", args=[row.number]), row.number, sheet=title)

    return cell


def state_cell(row: Row, language: Language) -> Cell:
    """Where it stands; marked while its applicant has to do something."""
    tone = "warn" if row.turn == "applicant" else "lake" if row.is_open else "plain"
    return Cell(badge=Badge(row.state_label.say(language), tone))


def due_cell(row: Row, language: Language) -> Cell:
    """The deadline of an open case."""
    if not row.is_open:
        return Cell()
    badge = due_badge(due_of_row(row), language)
    return Cell(badge=badge, sheet=row.due_on or badge.text)


def submitted_cell(row: Row, language: Language) -> Cell:
    return Cell(moment_said(row.submitted_at, language), sheet=row.submitted_at)


NUMBER = Column[Row]("number", "case_number", lambda row, _: Cell(row.number), "number", "quiet")
STATE = Column[Row]("state", "case_state", state_cell)
DUE = Column[Row]("due", "case_due", due_cell, "due")
PLACE = Column[Row]("place", "case_place", lambda row, lang: Cell(row.place.say(lang)))
SUBMITTED = Column[Row]("submitted", "case_submitted", submitted_cell, "submitted")


def _open_or_not(language: Language) -> Choices:
    return [("open", say("cases_open", language)), ("closed", say("cases_closed", language))]


def _lateness(language: Language) -> Choices:
    return [(one, say(f"lateness_{one}", language)) for one in ("red", "yellow", "stopped")]


OPEN = Filter("open", "case_state", _open_or_not)
LATENESS = Filter("late", "case_due", _lateness)


def filters_of(wanted: Wanted) -> Filters:
    """What an address wants, as the cases' service is asked."""
    chosen = wanted.filters
    place = chosen.get("place", "")
    return Filters(
        organisation=int(place) if place.isdecimal() else None,
        item=chosen.get("item", ""),
        state=chosen.get("state", ""),
        kind=chosen.get("kind", ""),
        lateness=chosen.get("late", ""),
        is_open={"open": True, "closed": False}.get(chosen.get("open", "")),
        since=_day(chosen.get("since", "")),
        search=wanted.search,
        sort=wanted.sort,
    )


def part_of(page: Page) -> Part[Row]:
    """A page of the service as a part of a list."""
    return Part(page.rows, page.total + 1 if page.total >= MOST_COUNTED else page.total)


def all_cases() -> Paged[Row]:
    """Every case that is there for whoever acts."""
    actor = current()
    return Paged(lambda w: part_of(cases.cases(actor, filters_of(w), w.page, w.size)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
