"""In how many working days a place promises to do something: the talent office sets it.

Where neither the document nor the place says anything there is no term: none is made up.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, TermShown
from yanzhen.apps.organisations.service import Seat
from yanzhen.policy import Pack, item_title
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.choices import Reach, narrowing, reach_of
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

FIELDS = ("place", "item", "stage", "days", "basis")


@never_cache
@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of her places, and a form to promise one."""
    if request.method == "GET":
        return _page(request, {}, {})
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    days = posted["days"]
    try:
        cases.set_term(
            acting=current(), item=posted["item"], stage=posted["stage"], basis=posted["basis"],
            tenant_id=int(posted["place"]) if posted["place"].isdecimal() else 0,
            days=int(days) if days.isascii() and days.isdecimal() and len(days) < 5 else 0,
        )  # fmt: skip
    except CaseRefused as refused:
        return _page(
            request, posted,
            {one.field or "whole": one.reason.say(spoken()) for one in refused.refusals},
        )  # fmt: skip
    messages.success(request, say("terms_set", spoken()))
    return redirect("portal:desk_terms")


def _page(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    language, actor = spoken(), current()
    reach = reach_of(actor)
    items = dict(narrowing().items(language))
    stages = _stages(reach.packs, language)
    context = {
        "places": [(str(one.id), one.label.say(language)) for one in _own(reach)],
        "items": items.items(), "stages": stages.items(),
        "rows": [_row(one, items, stages, language) for one in cases.terms(actor)],
        "said": list(_said(reach.packs, language)), "posted": posted, "errors": errors,
    }  # fmt: skip
    return render(request, "portal/desk/terms.html", context, status=400 if errors else 200)


def _own(reach: Reach) -> list[Seat]:
    """The places whose talent office she is."""
    return [one for one in reach.places if current().holds(Role.TALENT_OFFICE, one.id)]


def _stages(packs: Iterable[Pack], language: Language) -> dict[str, str]:
    """The stages of all lifecycles, called as the state in which they are worked on."""
    return {
        opens.stage: state.label.say(language)
        for pack in packs
        for life in pack.lifecycles.values()
        for state in life.states.values()
        for opens in state.works
    } | {"publicity": say("turn_public", language)}


def _row(
    one: TermShown, items: Mapping[str, str], stages: Mapping[str, str], language: Language
) -> Mapping[str, Any]:
    return {
        "place": one.place.say(language), "basis": one.basis, "is_demo": one.is_demo,
        "item": items.get(one.item, one.item) or say("terms_every_item", language),
        "stage": stages.get(one.stage, one.stage) or say("terms_whole", language),
        "days": say("item_days_count", language, days=one.days),
    }  # fmt: skip


def _said(packs: Iterable[Pack], language: Language) -> Iterable[Mapping[str, str]]:
    """The terms that the documents themselves set."""
    for pack in packs:
        for item in pack.services.values():
            for kind, term in item.days.items():
                yield {
                    "item": item_title(pack, item).say(language),
                    "kind": say(f"item_days_{kind}", language),
                    "days": say("item_days_count", language, days=term.days),
                }
