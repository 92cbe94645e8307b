"""The columns that lists of cases have at the desk, and how their filters are asked."""

from dataclasses import replace

from django.urls import reverse

from yanzhen.apps.cases.service import Filters, Row
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.lists import filters_of
from yanzhen.portal.listing.columns import Cell, Column
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.words import say

TURNS = frozenset({"applicant", "window", "reviews", "approve", "handle", "public"})


def item_cell(row: Row, language: Language) -> Cell:
    """The item, going to the case's page at the desk."""
    return Cell(row.title.say(language), reverse("portal:desk_case", args=[row.number]))


def name_cell(row: Row, _language: Language) -> Cell:
    """Masked in every list and its export; whole on the page of those who handle the case."""
    return Cell(row.masked_name)


def turn_cell(row: Row, language: Language) -> Cell:
    """Whose turn it is: a department by its name where a work is at hand."""
    if row.work is not None:
        return Cell(row.work.department.say(language), small=row.work.assignee)
    if not row.is_open or row.turn not in TURNS:
        return Cell()
    return Cell(say(f"turn_{row.turn}", language))


def asked(wanted: Wanted) -> Filters:
    """A department narrows more than its place."""
    found = filters_of(wanted)
    unit = wanted.filters.get("unit", "")
    return replace(found, organisation=int(unit)) if unit.isdecimal() else found


NUMBER = Column[Row]("number", "case_number", lambda row, _: Cell(row.number), "number", "number")
ITEM_COLUMN = Column[Row]("item", "case_item", item_cell, look="main")
NAME_COLUMN = Column[Row]("name", "case_applicant", name_cell, look="name")
TURN_COLUMN = Column[Row]("turn", "desk_turn", turn_cell)
