"""Every case that somebody of an office sees, to be narrowed, ordered and exported."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service
from yanzhen.apps.cases.service import Row
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.casefile.lists import (
    DUE,
    LATENESS,
    OPEN,
    PLACE,
    STATE,
    SUBMITTED,
    part_of,
)
from yanzhen.portal.desk import choices
from yanzhen.portal.desk.lists import ITEM_COLUMN, NAME_COLUMN, NUMBER, TURN_COLUMN, asked
from yanzhen.portal.listing.columns import Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged

LISTING = Listing[Row](
    "cases",
    columns=(ITEM_COLUMN, NUMBER, NAME_COLUMN, STATE, DUE, TURN_COLUMN, PLACE, SUBMITTED),
    filters=(
        replace(OPEN, title="desk_progress"),
        LATENESS,
        choices.PLACE,
        choices.UNIT,
        choices.ITEM,
        choices.STATE,
    ),
    searched="desk_search",
    order="-submitted",
    empty="cases_none",
)


def seen(_place: Mapping[str, str]) -> Paged[Row]:
    """The cases that are there for whoever acts."""
    actor = current()
    return Paged(lambda w: part_of(service.cases(actor, asked(w), w.page, w.size)))


CASES = Feed("desk.cases", Label("全部办件", "All cases"), LISTING, seen)


@never_cache
@require_http_methods(["GET", "POST"])
def cases(request: HttpRequest) -> HttpResponse:
    """The list and its export."""
    feed = replace(CASES, listing=choices.narrowing().filled(LISTING))
    return list_page(request, feed, seen({}), "portal/desk/cases.html", {})
