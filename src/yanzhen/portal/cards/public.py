"""What anybody may look at: a card shown by its address, the status lists, the keys, the faces."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from yanzhen.apps.cards import service as cards_service
from yanzhen.apps.cards.service import CardSeen
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.cards.shown import level_said, state_badge, until_said
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say


@never_cache
@require_GET
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """A card by the address that its holder shows: once, and for a moment."""
    found = cards_service.look_up(code, timezone.now())
    if isinstance(found, CardSeen):
        return render(request, "portal/cards/seen.html", {"one": _seen(found, spoken())})
    context = {"refused": found.say.say(spoken())}
    return render(request, "portal/cards/seen.html", context, status=410)


@require_GET
def status(request: HttpRequest, city: str) -> HttpResponse:
    """A city's status list; unchanged since the last time it is not sent again."""
    found = cards_service.published_status(city)
    if found is None:
        raise Http404(city)
    etag = f'"{found.etag}"'
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(found.token, content_type="application/statuslist+jwt")
    response.headers["ETag"] = etag
    response.headers["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, no_cache=True)
    return response


@cache_control(public=True, max_age=300)
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """The keys by which codes and lists are checked."""
    response = JsonResponse(cards_service.card_keys(), content_type="application/jwk-set+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@cache_control(public=True, max_age=3600)
@require_GET
def card_type(request: HttpRequest) -> HttpResponse:
    """What the credential is called in wallets, and what its claims mean."""
    languages: dict[str, Language] = {"zh-CN": "zh", "en": "en"}
    claims = ("name", "level", "city_name", "programme", "valid_from", "valid_until")
    told = {
        "vct": cards_service.card_type(), "name": "人才卡 Talent card",
        "claims": [
            {"path": [one], "sd": "always",
             "display": [{"locale": locale, "label": say(f"card_claim_{one}", language)}
                         for locale, language in languages.items()]}
            for one in claims
        ],
    }  # fmt: skip
    return JsonResponse(told)


@cache_control(public=True, max_age=300)
@require_GET
def faces(request: HttpRequest) -> HttpResponse:
    """The colours of every programme's face, as the packs say: a page may hold no style inside."""
    rules = [
        f".face-{one.city}-{one.programme} "
        f"{{ --card-colour: {one.colour}; --card-ink: {one.ink}; }}\n"
        for one in cards_service.faces()
    ]
    return HttpResponse("".join(rules), content_type="text/css; charset=utf-8")


def _seen(one: CardSeen, language: Language) -> dict[str, object]:
    """The masked name, the level, the validity, the city: nothing else."""
    return {
        "holds": one.state == "valid", "badge": state_badge(one.state, language),
        "name": one.name_mask, "level": level_said(one.level, language),
        "until": until_said(one.valid_until, language), "label": one.label.say(language),
        "city": one.city_name.say(language), "class": f"face-{one.city}-{one.programme}",
        "sentence": say(f"card_seen_{one.state}", language),
    }  # fmt: skip
