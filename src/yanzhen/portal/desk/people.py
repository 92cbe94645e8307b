"""The registry for those who keep it: looking somebody up, masked, by name or whole number."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Card, Scheme, SubjectKind
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.listing.columns import Cell, Choices, Column, Filter, Listing
from yanzhen.portal.listing.feed import Feed, list_page
from yanzhen.portal.listing.source import MOST_COUNTED, Paged, Part
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.words import say

SCHEMES = frozenset(one.value for one in Scheme)


def scheme_said(scheme: str, language: Language) -> str:
    """What a kind of number is called."""
    one = Scheme(scheme)
    return one.label_zh if language == "zh" else one.label_en


def name_cell(card: Card, _language: Language) -> Cell:
    return Cell(card.masked_name, reverse("portal:desk_subject", args=[card.id]))


def kind_cell(card: Card, language: Language) -> Cell:
    return Cell(say(f"subject_{card.kind}", language))


def numbers_cell(card: Card, language: Language) -> Cell:
    said = [
        say("number_of", language, scheme=scheme_said(scheme, language), number=masked)
        for scheme, masked in card.numbers
    ]
    return Cell(say("semicolon", language).join(said))


def born_cell(card: Card, _language: Language) -> Cell:
    return Cell(str(card.birth.year) if card.birth else "")


def kinds(language: Language) -> Choices:
    return [(one.value, say(f"subject_{one.value}", language)) for one in SubjectKind]


COLUMNS = (
    Column[Card]("name", "subject_name", name_cell, look="main"),
    Column[Card]("kind", "subject_kind", kind_cell),
    Column[Card]("numbers", "subject_numbers", numbers_cell, look="number"),
    Column[Card]("born", "subject_born", born_cell, look="number"),
)
LISTING = Listing[Card](
    "people", COLUMNS, (Filter("kind", "subject_kind", kinds),), "people_search",
    empty="people_none",
)  # fmt: skip


def paged(wanted: Wanted) -> Part[Card]:
    """One page of the registry: cards, in few queries."""
    actor, kind = current(), wanted.filters.get("kind", "")
    if wanted.search:
        found = registry.search(actor, wanted.search, kind or None)
    else:
        found = registry.subjects(actor, kind or None)
    return part_of(found, wanted)


def part_of(found: QuerySet[Any], wanted: Wanted) -> Part[Card]:
    """Subjects as a part of a list of cards."""
    total = found.order_by()[: MOST_COUNTED + 1].count()
    keys = list(found.values_list("pk", flat=True)[wanted.start : wanted.stop]) if total else []
    return Part(cards_in_order(keys), total)


def cards_in_order(keys: Iterable[int]) -> Sequence[Card]:
    order = list(keys)
    found = registry.cards(current(), order) if order else {}
    return [found[key] for key in order if key in found]


def registered(_place: Mapping[str, str]) -> Paged[Card]:
    """Everybody who is there for whoever acts."""
    return Paged(paged)


PEOPLE = Feed("desk.people", Label("人才库", "Registry"), LISTING, registered)


@never_cache
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """The list; a whole number is looked up by a form of its own, never in an address."""
    sought = request.POST.get("number", "").strip()
    if request.method == "POST":
        found = registry.search(current(), sought[:64]).first() if sought else None
        if found is not None:
            return redirect("portal:desk_subject", subject=found.pk)
    context = {
        "exports": False, "not_found": request.method == "POST",
        "may_keep": current().holds_any(frozenset({Role.CLERK, Role.TALENT_OFFICE})),
    }  # fmt: skip
    return list_page(request, PEOPLE, registered({}), "portal/desk/people.html", context)
