"""Who asks: a program with its key or token, someone who has signed in on the site, or anybody.

caller = identify(request)
caller.require("cases:read")       ->  the actor, or a Problem
"""

import time
from dataclasses import dataclass
from typing import Any, ClassVar

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja.utils import check_csrf

from yanzhen.api.problems import Problem
from yanzhen.apps.accounts.service import NOBODY, Actor, current
from yanzhen.apps.clients.service import Known, client_of

SAFE = {"GET", "HEAD", "OPTIONS"}
FRESH = 300
"""Seconds that a confirmation of who she is lasts."""
LONGEST_CREDENTIAL = 600
KEY_OR_TOKEN = {
    "type": "http", "scheme": "bearer",
    "description": "密钥（yz_…）或令牌（yzt_…）。A key, or a token that `/token` gave for it.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever asks. `who` is the name under which requests are counted."""

    who: str
    actor: Actor = NOBODY
    client: Known | None = None
    confirmed: bool = False

    def require(self, scope: str) -> Actor:
        """The actor, when she may do this; a session may do whatever its account may."""
        if not self.actor.is_signed_in:
            raise Problem("not_signed_in")
        if self.client is not None and scope not in self.client.scopes:
            raise Problem("no_scope", scope=scope)
        return self.actor

    def require_person(self) -> None:
        """What a person decides: not a program, and with a confirmation of the last minutes."""
        if self.client is not None:
            raise Problem("needs_person")
        if not self.confirmed:
            raise Problem("confirmation")

    @property
    def program(self) -> Known:
        """The client behind a key."""
        if self.client is None:
            raise Problem("needs_key")
        return self.client


class Needs:
    """Ninja asks this before it looks at a request; OpenAPI says it of the operation."""

    openapi_security_schema: ClassVar = KEY_OR_TOKEN

    def __init__(self, scope: str) -> None:
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Caller:
        caller = caller_of(request)
        caller.require(self.scope)
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """The caller that `identify` found for this request."""
    found: Caller = request.caller  # type: ignore[attr-defined]  # set by `gate`
    return found


def actor_of(request: HttpRequest) -> Actor:
    """As whom this request acts."""
    return caller_of(request).actor


def identify(request: HttpRequest) -> Caller:
    """Who asks; a credential that is brought and wrong ends the request."""
    if header := request.headers.get("Authorization"):
        kind, _, credential = header.partition(" ")
        if kind.lower() == "basic" and request.path.endswith("/token"):
            return _anybody(request)
        return _program(kind, credential.strip())
    if current().is_signed_in:
        return _person(request)
    return _anybody(request)


def _program(kind: str, credential: str) -> Caller:
    known = None
    if kind.lower() == "bearer" and len(credential) <= LONGEST_CREDENTIAL:
        known = client_of(credential)
    if known is None or not known.actor.is_signed_in:
        raise Problem("bad_credential")
    return Caller(f"client:{known.id}", known.actor, known)


def _person(request: HttpRequest) -> Caller:
    """Someone who has signed in; staff with a second factor, as on their pages."""
    if request.method not in SAFE and check_csrf(request) is not None:
        raise Problem("csrf")
    actor = current()
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    if actor.is_staff:
        records = [one for one in records if one["method"] == "mfa"]
        if not records:
            raise Problem("second_factor")
    last = max((one["at"] for one in records), default=0.0)
    return Caller(f"account:{actor.account_id}", actor, confirmed=time.time() - last <= FRESH)


def _anybody(request: HttpRequest) -> Caller:
    try:
        address = get_adapter().get_client_ip(request)
    except PermissionDenied:
        address = request.META.get("REMOTE_ADDR", "")
    return Caller(f"address:{address[:60]}")
