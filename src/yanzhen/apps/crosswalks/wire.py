"""The line to a peer: one question, one answer, nothing followed, nothing waited for too long.

asked(peer, "statement", token)     ->  {"statement": "eyJ..."}, or PeerSilent
"""

import http.client
import json
from typing import Any

from django.conf import settings

from yanzhen.apps.clients.service import Answered, Unreachable, fetch, target_of
from yanzhen.apps.crosswalks.errors import NothingToTell, PeerSilent
from yanzhen.apps.crosswalks.models import Peer

SECONDS = 8.0
MOST_BYTES = 2_100_000
"""As much as the longest signed text that is read."""
MOST_KEY_BYTES = 100_000
HEADERS = {"Accept": "application/json", "User-Agent": "Yanzhen-Exchange/1"}


def asked(peer: Peer, what: str, token: str) -> dict[str, Any]:
    """The peer's answer to a signed message."""
    url = f"{peer.base_url}/api/v1/exchange/{peer.other}/{what}"
    body = json.dumps({"request": token}).encode()
    answer = _fetched(url, body, MOST_BYTES)
    if answer.status == 422 and _code(answer) == NothingToTell.code:
        raise NothingToTell
    return _object(answer, {200, 202})


def key_set_of(base_url: str) -> dict[str, Any]:
    """The keys that an installation publishes."""
    answer = _fetched(f"{base_url}/.well-known/jwks.json", None, MOST_KEY_BYTES)
    return _object(answer, {200})


def _fetched(url: str, body: bytes | None, most: int) -> Answered:
    headers = HEADERS if body is None else HEADERS | {"Content-Type": "application/json"}
    try:
        target = target_of(url, private=settings.WEBHOOKS_PRIVATE)
        return fetch(target, body, headers, most=most, seconds=SECONDS)
    except Unreachable as unreachable:
        raise PeerSilent(unreachable.code) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise PeerSilent("unreachable") from None


def _object(answer: Answered, good: set[int]) -> dict[str, Any]:
    if 300 <= answer.status < 400:
        raise PeerSilent("redirected")
    if answer.status >= 500:
        raise PeerSilent("unreachable")
    if answer.status not in good:
        raise PeerSilent("refused")
    found = _read(answer.body) if answer.kind == "application/json" else None
    if found is None:
        raise PeerSilent("unreadable")
    return found


def _code(answer: Answered) -> str:
    findings = (_read(answer.body) or {}).get("findings")
    first = findings[0] if isinstance(findings, list) and findings else None
    return str(first.get("code")) if isinstance(first, dict) else ""


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found
