"""The doorkeeper's page, its worker and its manifest.

After one visit the worker has everything the page needs, in both languages; keys and status lists
are kept by the page itself, with the time at which they were fetched.
"""

import hashlib
import json
from itertools import chain

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yanzhen.apps.cards.offline import SENTENCES
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.language import spoken
from yanzhen.portal.verify.sources import as_data, policy
from yanzhen.portal.views import cities
from yanzhen.portal.words import say
from yanzhen.portal.words.verify import PAGE_WORDS, TONES

STYLES = (
    "vendor/tabler-1.4.0/tabler.min.css", "portal/yanzhen.css", "portal/inside.css",
    "portal/verify/verify.css",
)  # fmt: skip
SCRIPTS = (
    "portal/card-token.js", "portal/verify/card-verdict.js", "portal/verify/kept.js",
    "portal/verify/camera.js", "portal/verify/page.js",
)  # fmt: skip
JSQR = "vendor/jsqr-1.4.0/jsQR.js"
NOBLE = "vendor/noble-ed25519-2.3.0/index.js"
OTHERS = (JSQR, NOBLE, "vendor/tabler-icons-3.51.0/icons.svg", "portal/mark.svg")


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """The page is the same for everybody: the worker keeps it."""
    language = spoken()
    response = render(request, "portal/verify/page.html", {
        "data": _data(language), "styles": STYLES, "scripts": SCRIPTS, "jsqr": JSQR, "noble": NOBLE,
    })  # fmt: skip
    response.headers["Content-Security-Policy"] = policy()
    response.headers["Permissions-Policy"] = "camera=(self)"
    return response


@cache_control(no_cache=True)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers where there is no network; it changes when a file of its changes."""
    page = reverse("portal:verify")
    files = [reverse("portal:verify_manifest"), *map(static, chain(STYLES, SCRIPTS, OTHERS))]
    kept = {"page": page, "pages": [f"{page}?lang={one}" for one in ("zh", "en")], "files": files}
    version = hashlib.sha256(repr(kept).encode()).hexdigest()[:12]
    script = mark_safe(json.dumps({"version": version, **kept}))
    return render(
        request, "portal/verify/worker.js", {"kept": script}, content_type="text/javascript"
    )


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone shows when the page is put on its first screen."""
    page = reverse("portal:verify")
    name, language = say("verify_title", spoken()), {"zh": "zh-CN", "en": "en"}[spoken()]
    icon = {"src": static("portal/mark.svg"), "type": "image/svg+xml", "sizes": "any"}
    return JsonResponse({
        "name": name, "short_name": say("verify_short", spoken()), "lang": language, "id": page,
        "start_url": page, "scope": page, "display": "standalone", "icons": [icon],
        "theme_color": "#0f4c6e", "background_color": "#f4f6f8",
    }, content_type="application/manifest+json")  # fmt: skip


def _data(language: Language) -> dict[str, object]:
    return {
        "sources": as_data(),
        "cities": {one["id"]: one["label"] for one in cities()},
        "worker": reverse("portal:verify_worker"),
        "tones": TONES,
        "sentences": {code: pair[language == "en"] for code, pair in SENTENCES.items()},
        "words": {key: say(f"verify_{key}", language) for key in PAGE_WORDS},
    }
