"""The door in front of every page: it knows the class of the address and asks for what it needs.

An address without a class is shut. Then, in this order: signed in, not idle for too long, a role
(without it the page looks like none), a second factor, a fresh confirmation.
"""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from yanzhen.apps.accounts.service import current
from yanzhen.config.urls import ACCESS
from yanzhen.portal.access import PUBLIC, Access
from yanzhen.portal.held import hold, let_go
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say

LOG = logging.getLogger(__name__)
FRESH = 300
"""Seconds that a confirmation lasts."""
SEEN = "yanzhen_seen"
NOTED_EVERY = 60
"""Seconds between two notes that she is still here: not every request writes her session."""
SAFE = {"GET", "HEAD", "OPTIONS"}


class Door:
    """A middleware: the class of the address decides before the page does anything."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _named: Mapping[str, Any]
    ) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        access = ACCESS.get(name)
        if access is None:
            LOG.error("address without a class: %s", name)
            raise Http404(name)
        if current().is_signed_in and _is_idle(request):
            logout(request)
            messages.info(request, say("gone_idle", spoken()))
            return None if access == PUBLIC else _to_sign_in(request)
        if access.kind in {"public", "machine"}:
            return None
        return _shut(request, access)


def _shut(request: HttpRequest, access: Access) -> HttpResponse | None:
    """What she has to do before this page, or None."""
    if not current().is_signed_in:
        return _to_sign_in(request)
    if access.kind == "staff":
        if not current().holds_any(access.roles):
            raise Http404
        if not _factor_used_at(request):
            return _to_second_factor(request)
    asks = access.confirm == "to_look" or (
        access.confirm == "to_post" and request.method not in SAFE
    )
    if asks and time.time() - _confirmed_at(request) > FRESH:
        return _to_confirmation(request)
    if access.confirm == "to_post":
        let_go(request)
    return None


def _is_idle(request: HttpRequest) -> bool:
    """Whether she was away for too long; notes that she is here."""
    now = int(time.time())
    seen = int(request.session.get(SEEN, now))
    if now - seen > settings.IDLE_SECONDS:
        return True
    if now - seen >= NOTED_EVERY or SEEN not in request.session:
        request.session[SEEN] = now
    return False


def _factor_used_at(request: HttpRequest) -> float:
    """When a second factor was last used in this session; 0 for never."""
    records = get_authentication_records(request, request.user)
    return max((one["at"] for one in records if one["method"] == "mfa"), default=0.0)


def _confirmed_at(request: HttpRequest) -> float:
    """When she last proved who she is: staff, and whoever has one, with a second factor."""
    if current().is_staff or _factors(request):
        return _factor_used_at(request)
    records = get_authentication_records(request, request.user)
    return max((one["at"] for one in records), default=0.0)


def _factors(request: HttpRequest) -> set[str]:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    found = Authenticator.objects.filter(user_id=current().account_id, type__in=kinds)
    return set(found.values_list("type", flat=True))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return _sent(request, redirect_to_login(request.get_full_path()).url)


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    """To use the one she has, else to set one up."""
    if _factors(request):
        return _to_confirmation(request)
    messages.warning(request, say("needs_factor", spoken()))
    return _sent(request, reverse("mfa_index"))


def _to_confirmation(request: HttpRequest) -> HttpResponse:
    """To the page that asks again; what she was about to send is held, for her to confirm.

    The sign-in's own way would send it at once, past this door: a password would do for a factor.
    """
    factors = _factors(request)
    page = "account_reauthenticate"
    if Authenticator.Type.TOTP in factors:
        page = "mfa_reauthenticate"
    elif factors:
        page = "mfa_reauthenticate_webauthn"
    # In an address only what may be looked at; a form's is no page, its own follows.
    then = hold(request) if request.method == "POST" else request.get_full_path()
    return _sent(request, f"{reverse(page)}?{urlencode({REDIRECT_FIELD_NAME: then})}")


def _sent(request: HttpRequest, address: str) -> HttpResponse:
    """A redirect of the whole page, also when only a part of it was asked for."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
