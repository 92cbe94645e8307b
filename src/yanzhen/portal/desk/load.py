"""How much lies where, and what is late: for whoever answers for a place.

The picture adds nothing that the table does not say; each figure leads to the cases behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases.service import OfficeLoad, loads_by_place, loads_by_unit
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.bars import Picture, Row
from yanzhen.portal.kit.bars import picture as drawn
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@dataclass(frozen=True)
class Line:
    """One row of the table, with the addresses of the cases behind its figures."""

    name: str
    place: str
    open: int
    soon: int
    late: int
    stopped: int
    href: str
    late_href: str


@never_cache
@require_GET
def load(request: HttpRequest) -> HttpResponse:
    """By department and by place."""
    actor, today, language = current(), timezone.localdate(), spoken()
    by_unit, by_place = loads_by_unit(actor, today), loads_by_place(actor, today)
    totals = {
        name: sum(getattr(one, name) for one in by_place)
        for name in ("open", "soon", "late", "stopped")
    }
    context = {
        "totals": [(name, say(f"load_{name}", language), totals[name]) for name in totals],
        "views": [
            {"id": "unit", "title": say("load_by_unit", language),
             "picture": picture(by_unit, language), "lines": lines(by_unit, "unit", language)},
            {"id": "place", "title": say("load_by_place", language),
             "picture": picture(by_place, language), "lines": lines(by_place, "place", language)},
        ],
    }  # fmt: skip
    return render(request, "portal/desk/load.html", context)


def lines(loads: Sequence[OfficeLoad], filter_id: str, language: Language) -> list[Line]:
    """The table."""
    return [
        Line(
            one.label.say(language), one.place.say(language) if one.place else "",
            one.open, one.soon, one.late, one.stopped, _cases(filter_id, one),
            _cases(filter_id, one, late="red"),
        )
        for one in loads
    ]  # fmt: skip


def picture(loads: Sequence[OfficeLoad], language: Language) -> Picture | None:
    """The heaviest ones drawn; nothing where nothing is open."""
    return drawn([_row(one, language) for one in loads], language)


def _row(one: OfficeLoad, language: Language) -> Row:
    rest = one.open - one.late - one.soon
    parts = (("late", one.late), ("soon", one.soon), ("rest", rest))
    return Row(one.label.say(language), parts, str(one.open))


def _cases(filter_id: str, one: OfficeLoad, **more: str) -> str:
    query = urlencode({filter_id: str(one.organisation_id), "open": "open", **more})
    return f"{reverse('portal:desk_cases')}?{query}"
