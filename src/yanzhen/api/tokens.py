"""OAuth 2.0 client credentials: a key is exchanged for a token of a quarter of an hour."""

from base64 import b64decode
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Form, Router, Schema

from yanzhen.api.problems import Problem
from yanzhen.apps.clients.service import TOKEN_SECONDS, client_with, token_for

router = Router(tags=["令牌 token"])
Part = Annotated[str, Field(max_length=200)]


class TokenIn(Schema):
    """`client_id` is the middle part of the key, `client_secret` the last one."""

    grant_type: Part
    client_id: Part = ""
    client_secret: Part = ""
    scope: Annotated[str, Field(max_length=400)] = ""


class TokenOut(Schema):
    access_token: str
    token_type: str
    expires_in: int
    scope: str


@router.post("/token", response=TokenOut, url_name="token")
def give_token(request: HttpRequest, asked: Form[TokenIn]) -> Any:
    """用密钥换取短期令牌。A short-lived token for a key."""
    if asked.grant_type != "client_credentials":
        raise Problem("invalid", error="unsupported_grant_type")
    name, secret = _basic(request) or (asked.client_id, asked.client_secret)
    known = client_with(name, secret)
    if known is None:
        raise Problem("bad_credential", error="invalid_client")
    scopes = frozenset(asked.scope.split()) or known.scopes
    if not scopes <= known.scopes:
        raise Problem("no_scope", error="invalid_scope")
    return {
        "access_token": token_for(known, scopes),
        "token_type": "Bearer",
        "expires_in": TOKEN_SECONDS,
        "scope": " ".join(sorted(scopes)),
    }


def _basic(request: HttpRequest) -> tuple[str, str] | None:
    """Name and secret in the header, as OAuth prefers it."""
    kind, _, coded = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        name, _, secret = b64decode(coded, validate=True).decode().partition(":")
    except ValueError:
        raise Problem("bad_credential", error="invalid_client") from None
    return name, secret
