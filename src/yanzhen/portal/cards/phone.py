"""What the page of a card asks for by its script: to be bound to this phone, a fresh address.

And what makes it work without a network: the worker, which keeps the pages under /my/cards/ and
their parts, and the manifest.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cards import service as cards_service
from yanzhen.apps.cards.service import CardRefused, CardShown, NoSuchCard
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.cards.shown import sentences
from yanzhen.portal.language import spoken
from yanzhen.portal.templatetags.wording import SPRITE
from yanzhen.portal.words import say

PARTS = (
    "vendor/tabler-1.4.0/tabler.min.css", "vendor/htmx-2.0.11/htmx.min.js", SPRITE,
    "vendor/qrcode-generator-2.0.4/qrcode.js", "portal/yanzhen.css", "portal/inside.css",
    "portal/fields.js", "portal/inside.js", "portal/mark.svg", "portal/cards/cards.css",
    "portal/cards/phone.js", "portal/card-token.js",
)  # fmt: skip
SAID = ("ready", "unbound", "other", "stale", "online", "offline", "unsafe", "renews", "failed")
MADE = "const PARTS = {parts};\nconst VERSION = {version};\n"


@never_cache
@require_POST
def bind(request: HttpRequest, card: int) -> HttpResponse:
    """This phone's public key; the answer has the token that only it can show."""
    try:
        posted = request.POST.get("key", "")
        key = base64.urlsafe_b64decode(posted + "=" * (-len(posted) % 4))
    except (binascii.Error, ValueError):
        key = b""
    try:
        cards_service.bind(acting=current(), card_id=card, key=key)
        token = cards_service.phone_token(acting=current(), card_id=card)
    except NoSuchCard:
        raise Http404(card) from None
    except CardRefused as refused:
        return _refused(refused)
    return JsonResponse({"token": token})


@never_cache
@require_POST
def code(request: HttpRequest, card: int) -> HttpResponse:
    """A fresh address that shows the card once."""
    try:
        made = cards_service.fresh_code(acting=current(), card_id=card)
    except NoSuchCard:
        raise Http404(card) from None
    except CardRefused as refused:
        return _refused(refused)
    address = request.build_absolute_uri(reverse("portal:card_shown", args=[made]))
    return JsonResponse({"address": address, "renew": cards_service.CODE_RENEWED_SECONDS})


@cache_control(no_cache=True)
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The worker with the parts of this version; a new version is another worker."""
    parts = [*map(static, PARTS), reverse("portal:card_faces")]
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    made = MADE.format(parts=json.dumps(parts), version=json.dumps(version))
    body = made + f"importScripts({json.dumps(static('portal/cards/worker.js'))});\n"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8")


@cache_control(max_age=3600)
@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the cards among its apps."""
    home = reverse("portal:my_cards")
    told = {
        "name": say("cards_app", spoken()), "short_name": say("rail_my_cards", spoken()),
        "id": home, "start_url": home, "scope": home, "display": "standalone",
        "background_color": "#f4f6f8", "theme_color": "#0f4c6e", "lang": say("html_lang", spoken()),
        "icons": [{"src": static("portal/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")


def phone_data(found: CardShown, language: Language) -> Mapping[str, Any]:
    """What the script of the page starts from; kept with the page for times without a network."""
    row = found.row
    token = cards_service.phone_token(acting=current(), card_id=row.id)
    return {
        "card": row.id, "token": token, "holds": row.state == "valid", "binds": "bind" in found.can,
        "key": found.device_key,
        "bind": reverse("portal:my_card_bind", args=[row.id]),
        "code": reverse("portal:my_card_code", args=[row.id]),
        "worker": reverse("portal:card_worker"), "scope": reverse("portal:my_cards"),
        "words": {one: say(f"card_phone_{one}", language) for one in SAID},
    }  # fmt: skip


def _refused(refused: CardRefused) -> JsonResponse:
    return JsonResponse({"refused": sentences(refused, spoken())}, status=409)
