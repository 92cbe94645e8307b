"""Each request has a number: in its answer, and in every line that is logged about it.

A number that a proxy brings (`X-Request-ID`) is kept when it is a plain one. Afterwards one line
says how it went: the route, never the address, so no id of a case or a person is in it.
"""

import logging
import re
import time
import uuid

from django.http import HttpRequest, HttpResponseBase

from yanzhen.config.logs import NUMBER
from yanzhen.config.middleware import Answer

PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")
log = logging.getLogger("yanzhen.requests")


def numbered(answer: Answer) -> Answer:
    """Give the request its number, and log how it went."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        brought = request.headers.get("X-Request-ID", "")
        number = brought if PLAIN.fullmatch(brought) else uuid.uuid4().hex
        began = time.monotonic()
        token = NUMBER.set(number)
        try:
            response = answer(request)
            response.headers["X-Request-ID"] = number
            _log(request, response.status_code, time.monotonic() - began)
        finally:
            NUMBER.reset(token)
        return response

    return middleware


def route_of(request: HttpRequest) -> str:
    """The route that answered, as `urls` writes it; one name for all addresses that have none."""
    found = request.resolver_match
    return f"/{found.route}" if found else "unmatched"


def _log(request: HttpRequest, status: int, seconds: float) -> None:
    told = {
        "method": request.method,
        "route": route_of(request),
        "status": status,
        "milliseconds": round(seconds * 1000),
    }
    log.info("%(method)s %(route)s %(status)s", told, extra=told)
