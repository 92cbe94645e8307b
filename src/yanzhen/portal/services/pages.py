"""The pages of service items; anybody may read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanzhen.policy import item_elements
from yanzhen.portal.language import spoken
from yanzhen.portal.services.catalogue import Chosen, asks_for, catalogue
from yanzhen.portal.views import access_pack, cities, city_context

LONGEST_SEARCH = 100


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    """The cities, each with the number of its items."""
    listed = [one | {"count": len(access_pack(one["id"]).services)} for one in cities()]
    return render(request, "portal/services/cities.html", {"cities": listed})


@require_GET
def city(request: HttpRequest, city: str) -> HttpResponse:
    """All items of a city."""
    pack = access_pack(city)
    who, search = request.GET.get("who", ""), request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    people = asks_for(pack)
    chosen = Chosen(who if who in people else "", search)
    context = city_context(pack) | {
        "kinds": catalogue(pack, chosen, spoken()),
        "chosen": chosen,
        "count": len(pack.services),
        "has_cards": bool(pack.cards),
        "people": [(one, pack.vocabulary.subjects[one].label.say(spoken())) for one in people],
    }
    return render(request, "portal/services/city.html", context)


@require_GET
def item(request: HttpRequest, city: str, item: str) -> HttpResponse:
    """All elements of one item."""
    pack = access_pack(city)
    if item not in pack.services:
        raise Http404(item)
    elements = item_elements(pack, pack.services[item], spoken())
    return render(request, "portal/services/item.html", city_context(pack) | {"item": elements})
