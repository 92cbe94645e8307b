"""What holds for every request: who asks, how often, as whom it acts, and once only.

Around each address of the interface: `gate(view)`. A key that is brought decides; then the limit;
then the request acts as that actor, so that row-level security is the same as for pages.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    UnreadablePostError,
)
from django.http.multipartparser import MultiPartParserError
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from yanzhen.api.callers import SAFE, Caller, identify
from yanzhen.api.problems import Finding, Problem, problem_response
from yanzhen.api.reading import is_text
from yanzhen.apps.accounts.service import acting
from yanzhen.apps.clients.service import begin, count_request, finish, forget
from yanzhen.policy.vocabulary import Label

View = Callable[..., HttpResponseBase]
LARGEST = 21 * 1024 * 1024
LONGEST_KEY = 100
KEY = "Idempotency-Key"
BAD_KEY = Label(
    f"幂等键须为 1 到 {LONGEST_KEY} 个可见字符。",
    f"An idempotency key has 1 to {LONGEST_KEY} printable characters.",
)


def gate(view: View) -> View:
    """The view behind all that holds for every request."""

    @wraps(view)
    def guarded(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponseBase:
        try:
            answer = _answer(view, request, parts, named)
        except Problem as problem:
            answer = problem_response(problem)
        patch_cache_control(answer, private=True, no_cache=True)
        patch_vary_headers(answer, ["Authorization", "Cookie"])
        return answer

    guarded.csrf_exempt = True  # type: ignore[attr-defined]  # asked of sessions: see `callers`
    return guarded


def _answer(
    view: View, request: HttpRequest, parts: tuple[Any, ...], named: dict[str, Any]
) -> HttpResponseBase:
    digest = _read(request)
    caller = identify(request)
    request.caller = caller  # type: ignore[attr-defined]  # read by `caller_of`
    within_limit(caller)
    with acting(caller.actor):
        key = _key_of(request, caller)
        answer = (
            view(request, *parts, **named)
            if key is None
            else _once(caller, key, digest, lambda: view(request, *parts, **named))
        )
    if answer.status_code == 405:
        raise Problem("method_not_allowed", headers={"Allow": answer.headers.get("Allow", "")})
    return _tagged(request, answer)


def within_limit(caller: Caller) -> None:
    """So many requests of one caller in a minute."""
    if count_request(caller.who) > settings.API_PER_MINUTE:
        raise Problem("too_many_requests", headers={"Retry-After": "60"})


def _read(request: HttpRequest) -> str:
    """The digest of what was sent, read once; what cannot be read ends the request."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise Problem("too_large")
        texts = [request.path, *request.GET.keys(), *_all(request.GET)]
        seen = sha256(f"{request.method} {request.get_full_path()}\n".encode())
        if request.content_type == "multipart/form-data":
            texts += [*request.POST.keys(), *_all(request.POST)]
            seen.update(repr(sorted(request.POST.lists())).encode("utf-8", "replace"))
            for _, files in request.FILES.lists():
                _digest(files, seen)
        else:
            seen.update(request.body)
    except RequestDataTooBig:
        raise Problem("too_large") from None
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError, ValueError):
        raise Problem("unreadable") from None
    if not all(map(is_text, texts)):
        raise Problem("unreadable")
    return seen.hexdigest()


def _all(given: QueryDict) -> list[str]:
    """Every value of a query or form."""
    return [str(one) for _, several in given.lists() for one in several]


def _digest(files: list[Any], seen: Any) -> None:
    """Add what is in the files."""
    for file in files:
        for chunk in file.chunks():
            seen.update(chunk)
        file.seek(0)


def _key_of(request: HttpRequest, caller: Caller) -> str | None:
    """The idempotency key of a change by somebody who is known."""
    key = request.headers.get(KEY)
    if key is None or request.method in SAFE or not caller.actor.is_signed_in:
        return None
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable() or not key.isascii():
        raise Problem("invalid", Finding("bad_key", BAD_KEY, KEY))
    return key


def _once(
    caller: Caller, key: str, digest: str, answer: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """The answer, kept for a day; a second request with the key is given the same.

    A refusal is not kept: nothing was done, and what stood in the way may be gone the next time.
    """
    kept = begin(caller.who, key, digest)
    if kept is not None:
        if kept.state != "answered":
            raise Problem("under_way" if kept.state == "under_way" else "key_reused")
        return HttpResponse(
            kept.body, status=kept.status, content_type=kept.content_type,
            headers={"Idempotent-Replayed": "true"},
        )  # fmt: skip
    try:
        made = answer()
    except BaseException:
        forget(caller.who, key)
        raise
    if isinstance(made, HttpResponse) and made.status_code < 400:
        kind = made.headers.get("Content-Type", "")
        finish(caller.who, key, made.status_code, kind, made.content.decode())
    else:
        forget(caller.who, key)
    return made


def _tagged(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """What was read has a tag; who brings the same tag is told that nothing has changed."""
    if request.method not in {"GET", "HEAD"} or answer.status_code != 200:
        return answer
    if not isinstance(answer, HttpResponse):
        return answer
    tag = f'W/"{sha256(answer.content).hexdigest()[:32]}"'
    brought = parse_etags(request.headers.get("If-None-Match", ""))
    if tag in brought or tag.removeprefix("W/") in brought or brought == ["*"]:
        answer = HttpResponse(status=304)
    answer.headers["ETag"] = tag
    return answer
