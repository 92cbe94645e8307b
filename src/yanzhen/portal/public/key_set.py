"""The public keys of the cities here: what whoever verifies a card or a document fetches."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from yanzhen.apps.signing import service as signing

FRESH_SECONDS = 300


@cache_control(public=True, max_age=FRESH_SECONDS)
@require_safe
def key_set(_request: HttpRequest) -> HttpResponse:
    """A JSON Web Key Set; any page of the world may read it."""
    return JsonResponse(signing.jwks(), headers={"Access-Control-Allow-Origin": "*"})
