"""What every answer carries: the visitor's language, what its page may load, who is acting.

A page loads its own scripts, styles, pictures and fonts from this service and from nowhere else,
and holds no script inside its HTML.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from yanzhen.apps.accounts.service import NOBODY, acting, actor_of

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        # Signing in at a province's unified sign-in begins with a form of ours.
        " ".join(["form-action 'self'", *settings.UNIFIED_SIGN_IN_HOSTS]),
        "frame-ancestors 'none'",
    ]
)


def content_security_policy(answer: Answer) -> Answer:
    """The header `Content-Security-Policy` on every answer that does not bring its own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return middleware


LANGUAGES_IN_ADDRESS = {"zh": "zh-hans", "en": "en"}


def chosen_language(answer: Answer) -> Answer:
    """The language of the address (`?lang=en`), else of the visitor's cookie, else Chinese.

    What the address says is kept in the cookie; the browser's preference is not asked.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = LANGUAGES_IN_ADDRESS.get(request.GET.get("lang", ""))
        chosen = asked or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = dict(settings.LANGUAGES)
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        if asked and isinstance(response, HttpResponse):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=365 * 24 * 3600,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware


def acting_visitor(answer: Answer) -> Answer:
    """Whatever a request reads and writes, it does as the visitor: see `accounts.acting`."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        user = request.user
        with acting(NOBODY if isinstance(user, AnonymousUser) else actor_of(user)):
            return answer(request)

    return middleware
