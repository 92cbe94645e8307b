"""What stands between a WSGI server and the pages: who asks, and over what.

Behind a proxy every request comes from the proxy. The address of the visitor is the one that it
appended to `X-Forwarded-For`; nobody else's word for it is taken.

    YANZHEN_PROXY=10.0.0.2
    REMOTE_ADDR=10.0.0.2 HTTP_X_FORWARDED_FOR="1.2.3.4, 9.9.9.9"       asked by 9.9.9.9
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

Environ = dict[str, Any]
Gateway = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def gateway() -> Gateway:
    """The service as a WSGI application."""
    inside = get_wsgi_application()

    def asked(environ: Environ, begin: Callable[..., Any]) -> Iterable[bytes]:
        return inside(known(environ), begin)

    return asked


def known(environ: Environ) -> Environ:
    """The request as it was made to the proxy."""
    environ["wsgi.url_scheme"] = "https" if settings.HTTPS else "http"
    trusted = settings.TRUSTED_PROXY
    if trusted and trusted in ("*", environ.get("REMOTE_ADDR")):
        visitor = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if visitor:
            environ["REMOTE_ADDR"] = visitor
    return environ
