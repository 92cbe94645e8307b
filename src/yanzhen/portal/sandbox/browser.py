"""Whose a scenario is, until there are accounts: the browser's that made it.

A random key lies in a signed cookie that no script can read; it is given with the first scenario
that someone makes, and never before. Only its hash is kept.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

COOKIE = "yanzhen_sandbox"
SALT = "yanzhen.sandbox"
YEAR = 365 * 24 * 3600


def owner_of(request: HttpRequest) -> str:
    """The browser's key; nothing when it has none, or one that we did not sign."""
    return str(request.get_signed_cookie(COOKIE, default="", salt=SALT) or "")


def new_owner() -> str:
    return secrets.token_urlsafe(24)


def remember(response: HttpResponseBase, owner: str) -> None:
    """Put the key into the browser."""
    response.set_signed_cookie(
        COOKIE, owner, salt=SALT, max_age=YEAR, httponly=True, samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )  # fmt: skip
