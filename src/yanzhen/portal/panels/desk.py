"""The office's panels: the list, cases that wait for a review, setting a panel up."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import RULES, PanelRefused, Plan
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.language import spoken
from yanzhen.portal.panels.register import words_in
from yanzhen.portal.panels.shown import panel_line, sentences
from yanzhen.portal.quotas.shown import day_in, field, number_in
from yanzhen.portal.words import say

CRITERIA = range(1, 7)


@never_cache
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """All panels of her places; a new one is set up."""
    if request.method == "GET":
        return _list(request)
    try:
        made = panels.prepare(acting=current(), place=field(request, "place"), plan=_plan(request))
    except PanelRefused as refused:
        return _list(request, sentences(refused, spoken()))
    return redirect("portal:desk_panel", panel=made.pk)


def _plan(request: HttpRequest) -> Plan:
    """What was typed; what was left out is refused by the app, since nothing has a default."""
    criteria = [
        (field(request, f"criterion{n}"), number_in(request, f"weight{n}"))
        for n in CRITERIA
        if field(request, f"criterion{n}") or field(request, f"weight{n}")
    ]
    return Plan(
        title=field(request, "title"), size=number_in(request, "size"),
        quorum=number_in(request, "quorum"), criteria=criteria, rule=field(request, "rule"),
        basis=field(request, "basis"),
        threshold=number_in(request, "threshold") if field(request, "threshold") else None,
        specialities=words_in(request), shared_by=field(request, "shared_by"),
        objections_until=day_in(request, "objections_until"),
    )  # fmt: skip


def _list(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    keeps = [one for one in reach_of(actor).places if actor.holds(Role.TALENT_OFFICE, one.id)]
    context = {
        "rows": [panel_line(one, language) for one in panels.panels(actor)],
        "waiting": [
            {"number": one.number, "title": one.title.say(language), "name": one.masked_name}
            for one in panels.waiting_for_review(actor)
        ],
        "places": [(one.code, one.label.say(language)) for one in keeps],
        "sharing": [
            (one.clause, one.label.say(language))
            for city in dict.fromkeys(one.city for one in keeps)
            for one in panels.sharing(city)
        ],
        "rules": [(one, say(f"rule_{one}", language)) for one in RULES],
        "sees_register": actor.holds_any(frozenset({Role.TALENT_OFFICE, Role.AUDITOR})),
        "criteria": [
            (n, field(request, f"criterion{n}"), field(request, f"weight{n}")) for n in CRITERIA
        ],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/panels/panels.html", context, status=400 if refusals else 200)
