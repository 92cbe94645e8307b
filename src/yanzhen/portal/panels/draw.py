"""The page on which everybody can check the draw of a panel: numbers, nobody's name."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import NoSuchPanel
from yanzhen.portal.language import spoken
from yanzhen.portal.panels.shown import draw_context


@require_GET
def public(request: HttpRequest, panel: int) -> HttpResponse:
    """What was promised, what came out, and how to compute it again."""
    try:
        found = panels.public_draw(panel)
    except NoSuchPanel:
        raise Http404(panel) from None
    return render(request, "portal/panels/draw.html", {"draw": draw_context(found, spoken())})
