"""What waits on somebody of an office: one queue, the most urgent first."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Row
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.casefile.lists import (
    DUE,
    LATENESS,
    NUMBER,
    PLACE,
    STATE,
    SUBMITTED,
    filters_of,
    item_cell,
    part_of,
)
from yanzhen.portal.listing.columns import Column, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged

LISTING = Listing[Row](
    "queue",
    columns=(
        Column("item", "case_item", item_cell("my_case"), look="main"),
        NUMBER,
        STATE,
        DUE,
        PLACE,
        SUBMITTED,
    ),
    filters=(LATENESS,),
    searched="cases_search",
    order="due",
    key=lambda row: row.number,
    empty="queue_empty",
)


def waiting(_place: Mapping[str, str]) -> Paged[Row]:
    """The rows of the queue, in the order of the service: by deadline."""
    actor = current()
    return Paged(lambda w: part_of(cases.queue(actor, filters_of(w), w.page, w.size)))


QUEUE = Feed("desk.queue", Label("待我办", "Waiting on me"), LISTING, waiting)


@never_cache
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """The queue, and its export."""
    return list_page(request, QUEUE, waiting({}), "portal/desk/queue.html", {})
