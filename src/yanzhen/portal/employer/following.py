"""Every case that an employer filed: one list, and where each stands."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Row
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.casefile.lists import (
    DUE,
    LATENESS,
    NUMBER,
    OPEN,
    PLACE,
    STATE,
    SUBMITTED,
    filters_of,
    item_cell,
    part_of,
)
from yanzhen.portal.listing.columns import Cell, Column, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import Paged

LISTING = Listing[Row](
    "employer_cases",
    columns=(
        Column("item", "case_item", item_cell("my_case"), look="main"),
        Column("name", "case_applicant", lambda row, _: Cell(row.subject_name)),
        NUMBER,
        STATE,
        DUE,
        PLACE,
        SUBMITTED,
    ),
    filters=(OPEN, LATENESS),
    searched="cases_search",
    order="-submitted",
    empty="employer_no_cases",
)


def filed(_place: Mapping[str, str]) -> Paged[Row]:
    """The cases that the actor's employers filed."""
    actor = current()
    return Paged(
        lambda w: part_of(
            cases.cases(actor, replace(filters_of(w), channel="employer"), w.page, w.size)
        )
    )


FILED = Feed("employer.cases", Label("单位办件", "Cases of the employer"), LISTING, filed)


@never_cache
@require_http_methods(["GET", "POST"])
def following(request: HttpRequest) -> HttpResponse:
    """The list, and its export."""
    acting_officer()
    return list_page(request, FILED, filed({}), "portal/employer/cases.html", {})


def acting_officer() -> Actor:
    """Whoever acts for an employer; for others the page is not there."""
    actor = current()
    if not actor.employers:
        raise Http404
    return actor
