"""A provider's month as a workbook: its days and offers."""

import io

from django.http import HttpResponse

from yanzhen.apps.privileges.service import DayRow, StatementShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.listing.columns import Cell, Column, Listing
from yanzhen.portal.listing.workbook import XLSX, write

LISTING = Listing[DayRow](
    "use_statement",
    columns=(
        Column("day", "use_day", lambda row, _: Cell(sheet=row.on)),
        Column("offer", "use_offer", lambda row, lang: Cell(row.title.say(lang)), look="main"),
        Column("uses", "use_count", lambda row, _: Cell(sheet=row.uses), look="number"),
        Column("cards", "use_cards", lambda row, _: Cell(sheet=row.cards), look="number"),
        Column("late", "use_late", lambda row, _: Cell(sheet=row.late), look="number"),
    ),
)


def as_workbook(statement: StatementShown, language: Language) -> HttpResponse:
    """The answer that a browser keeps as a file."""
    content = io.BytesIO()
    write(LISTING, statement.rows, language, content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    name = f"uses-{statement.provider_id}-{statement.month:%Y-%m}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
