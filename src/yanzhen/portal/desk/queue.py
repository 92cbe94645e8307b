"""What waits on somebody of an office: one queue, the most urgent first, and what to do at once.

POST action=accept row=...            ->  a page that says what would happen to each
POST action=accept row=... confirmed  ->  each done on its own, and a page that says what became
"""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Row
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.casefile.lists import DUE, LATENESS, PLACE, STATE, SUBMITTED, part_of
from yanzhen.portal.desk import bulk, choices
from yanzhen.portal.desk.lists import ITEM_COLUMN, NAME_COLUMN, NUMBER, TURN_COLUMN, asked
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged

LISTING = Listing[Row](
    "queue",
    columns=(ITEM_COLUMN, NUMBER, NAME_COLUMN, DUE, STATE, PLACE, TURN_COLUMN, SUBMITTED),
    filters=(LATENESS, choices.PLACE, choices.UNIT, choices.ITEM, choices.STATE),
    searched="desk_search",
    order="due",
    key=lambda row: row.number,
    empty="queue_empty",
)


def waiting(_place: Mapping[str, str]) -> Paged[Row]:
    """The rows of the queue, in the order of the service."""
    actor = current()
    return Paged(lambda w: part_of(cases.queue(actor, asked(w), w.page, w.size)))


QUEUE = Feed("desk.queue", Label("待我办", "Waiting on me"), LISTING, waiting)


@never_cache
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """The queue, its export, and what is done to many of its cases."""
    if request.POST.get("action") in bulk.VERBS:
        return bulk.page(request)
    language = spoken()
    feed = replace(QUEUE, listing=choices.narrowing().filled(LISTING))
    context = {"verbs": bulk.offered(language)}
    return list_page(request, feed, waiting({}), "portal/desk/queue.html", context)
