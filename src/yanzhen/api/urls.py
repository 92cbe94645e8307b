"""The addresses of the interface, each behind the gate."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from yanzhen.api.docs import docs
from yanzhen.api.gate import gate
from yanzhen.api.interface import API, nothing, openapi

app_name = "api"


def _guarded() -> Iterator[URLPattern]:
    """Ninja's addresses, without the one that only says where the interface begins."""
    for one in API.urls[0]:
        if isinstance(one, URLPattern) and one.name != "api-root":
            yield URLPattern(one.pattern, gate(one.callback), one.default_args, one.name)


urlpatterns = [
    path("openapi.json", gate(openapi), name="openapi"),
    path("docs/", docs, name="docs"),
    *_guarded(),
    path("", gate(nothing), name="api-root"),
    path("<path:rest>", gate(nothing), name="nothing"),
]
NAMES = tuple(dict.fromkeys(str(one.name) for one in urlpatterns))
