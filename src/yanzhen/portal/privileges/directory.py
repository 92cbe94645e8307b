"""What a city's card opens, for everybody: by group, with who, what, for which levels, how.

/privileges/xiangtan/?level=A

A group is the document's. What nobody has entered yet says so; what one applies for at the city's
own offices leads there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import OfferShown
from yanzhen.policy import Pack, ServiceItem, item_title
from yanzhen.policy.carding import CardProgramme
from yanzhen.policy.item import programmes_of_item, rules_of_item
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.privileges.shown import offer_line
from yanzhen.portal.views import access_pack, cities, city_context

CARRIED = {
    "subsidies": ("补贴", "津贴"), "schooling": ("入学", "子女教育"), "spouse": ("配偶",),
    "housing": ("住房", "购房", "租房", "公寓"), "settling": ("落户", "购房", "租房", "住房"),
    "medical": ("医疗",), "visas": ("签证", "居留"), "border": ("签证", "居留"),
    "innovation": ("创业", "创新"),
}  # fmt: skip
"""Groups that the city's own items carry, and the words by which these are found in their names."""
MOST_ITEMS = 6
LONGEST_LEVEL = 12


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The cities."""
    return render(request, "portal/privileges/cities.html", {"cities": cities()})


@require_GET
def directory(request: HttpRequest, city: str) -> HttpResponse:
    """One city's cards with their groups."""
    pack, language = access_pack(city), spoken()
    level = request.GET.get("level", "").strip()[:LONGEST_LEVEL]
    every = privileges.directory(city)
    levels = list(dict.fromkeys([*_tiers(pack), *(one for o in every for one in o.levels)]))
    offers = every if not level else [o for o in every if not o.levels or level in o.levels]
    context = city_context(pack) | {
        "cards": [_card(pack, one, offers, language) for one in pack.cards],
        "levels": levels, "level": level,
    }  # fmt: skip
    return render(request, "portal/privileges/directory.html", context)


def _tiers(pack: Pack) -> Sequence[str]:
    return [one.id for one in pack.tiers.classes] if pack.tiers is not None else ()


def _card(
    pack: Pack, card: CardProgramme, offers: Sequence[OfferShown], language: Language
) -> Mapping[str, Any]:
    own = [one for one in offers if one.programme == card.id]
    return {
        "label": card.label.say(language), "colour": card.colour,
        "clause": pack.clause_label(card.clause).say(language),
        "notes": [one.say(language) for one in card.notes],
        "groups": [
            {
                "id": f"{card.id}-{group.id}", "label": group.label.say(language),
                "offers": [offer_line(one, language) for one in own if one.group == group.id],
                "items": list(_items(pack, group.id, language)),
            }
            for group in card.groups
        ],
    }  # fmt: skip


def _items(pack: Pack, group: str, language: Language) -> Iterator[tuple[str, str]]:
    """Items of the city that a group speaks of."""
    words = CARRIED.get(group, ())
    named = [one for one in pack.services.values() if any(w in _text(pack, one) for w in words)]
    for item in named[:MOST_ITEMS]:
        yield item.id, item_title(pack, item).say(language)


def _text(pack: Pack, item: ServiceItem) -> str:
    titles = [one.title.zh for one in rules_of_item(pack, item)]
    titles += [one.label.zh for one in programmes_of_item(pack, item)]
    return " ".join([item_title(pack, item).zh, *titles])
