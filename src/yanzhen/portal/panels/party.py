"""Who judges one's case, and asking that a member stays out of it (申请回避)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import NoSuchPanel, PanelRefused
from yanzhen.portal.language import spoken
from yanzhen.portal.panels.shown import objection_line, sentences
from yanzhen.portal.quotas.shown import field, number_in
from yanzhen.portal.readable import day
from yanzhen.portal.words import say


@never_cache
@require_http_methods(["GET", "POST"])
def named(request: HttpRequest, panel: int) -> HttpResponse:
    """The members with their employers, while the office opens that."""
    try:
        if request.method == "GET":
            return _page(request, panel)
        panels.named(current(), panel)
        panels.object_to(
            acting=current(), panel_id=panel, seat_id=number_in(request, "seat"),
            reason=field(request, "reason"),
        )  # fmt: skip
    except NoSuchPanel:
        raise Http404(panel) from None
    except PanelRefused as refused:
        return _page(request, panel, sentences(refused, spoken()))
    messages.success(request, say("panel_objected", spoken()))
    return redirect("portal:my_panel", panel=panel)


def _page(request: HttpRequest, panel: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, found = spoken(), panels.named(current(), panel)
    context = {
        "title": found.title, "until": day(found.until, language) if found.until else "",
        "may_object": found.may_object, "posted": request.POST, "refusals": refusals,
        "members": [
            {"id": one.seat_id, "name": one.name, "employers": "、".join(one.employers),
             "objection": objection_line(one.objection, language) if one.objection else None}
            for one in found.members
        ],
    }  # fmt: skip
    return render(request, "portal/panels/named.html", context, status=400 if refusals else 200)
