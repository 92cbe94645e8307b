"""An expert's own pages: what waits on her, her ties, stating, reading, scoring."""

from collections.abc import Sequence
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import Given, NoSuchPanel, OwnMatter, PanelRefused, Reading
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.known import FactLine, Known, line_of
from yanzhen.portal.kit.upload import size_said
from yanzhen.portal.language import spoken
from yanzhen.portal.panels.register import tie_kinds
from yanzhen.portal.panels.shown import badge, expert_line, own_matter_line, sentences
from yanzhen.portal.quotas.shown import day_in, field, number_in
from yanzhen.portal.words import say

ROWS = 5
"""Empty lines for ties beside those that she declared."""


@never_cache
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Her entries, and the panels that she was drawn for; what waits on her first."""
    language, seats = spoken(), panels.own_seats(current())
    context = {
        "entries": [expert_line(one, language) for one in panels.own_entries(current())],
        "seats": [
            {"panel": one.panel_id, "title": one.title, "number": one.number,
             "badge": badge(say(f"panel_{one.panel_state}", language), one.panel_state),
             "waits": say(f"expert_waits_{one.waits}", language) if one.waits else ""}
            for one in sorted(seats, key=lambda one: not one.waits)
        ],
    }  # fmt: skip
    return render(request, "portal/panels/home.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def declaration(request: HttpRequest) -> HttpResponse:
    """Her ties, all of them, and whether she can take part."""
    if not panels.own_entries(current()):
        raise Http404
    if request.method == "GET":
        return _declaration(request)
    kinds, names = request.POST.getlist("kind"), request.POST.getlist("name")
    try:
        panels.declare(
            acting=current(), ties=list(zip(kinds, names, strict=False)),
            away=field(request, "away") == "yes", away_until=day_in(request, "away_until"),
        )  # fmt: skip
    except PanelRefused as refused:
        return _declaration(request, sentences(refused, spoken()))
    messages.success(request, say("expert_declared_now", spoken()))
    return redirect("portal:expert")


@never_cache
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, panel: int) -> HttpResponse:
    """A panel that she was drawn for: her statement first, then the cases."""
    try:
        if request.method == "GET":
            return _panel(request, panel)
        panels.own_seat(current(), panel)
        _act(request, panel)
    except NoSuchPanel:
        raise Http404(panel) from None
    except PanelRefused as refused:
        return _panel(request, panel, sentences(refused, spoken()))
    messages.success(request, say("panel_saved", spoken()))
    return redirect("portal:expert_panel", panel=panel)


@never_cache
@require_http_methods(["GET", "POST"])
def matter(request: HttpRequest, panel: int, matter: int) -> HttpResponse:
    """A case while it is open to her: what is known, its papers, her sheet."""
    try:
        if request.method == "GET":
            return _matter(request, panel, matter)
        panels.own_seat(current(), panel)
        panels.score(
            acting=current(), panel_id=panel, matter_id=matter, given=_sheet(request, panel)
        )
    except NoSuchPanel:
        raise Http404(panel) from None
    except PanelRefused as refused:
        return _refused(request, panel, matter, refused)
    messages.success(request, say("expert_scored_now", spoken()))
    return redirect("portal:expert_panel", panel=panel)


@never_cache
@require_GET
def paper(request: HttpRequest, panel: int, matter: int, material: str) -> HttpResponse:
    """A paper that was laid before the panel; never shown inside a page of ours."""
    try:
        found, body = panels.paper(
            acting=current(), panel_id=panel, matter_id=matter, material_id=material
        )
    except NoSuchPanel:
        raise Http404(material) from None
    except PanelRefused as refused:
        return _panel(request, panel, sentences(refused, spoken()))
    response = HttpResponse(body, content_type=found.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _act(request: HttpRequest, panel: int) -> None:
    actor = current()
    match field(request, "action"):
        case "clear":
            panels.state(
                acting=actor, panel_id=panel, is_clear=True,
                answered=request.POST.getlist("answered"),
            )  # fmt: skip
        case "conflict":
            panels.state(
                acting=actor, panel_id=panel, is_clear=False, reason=field(request, "reason")
            )
        case "close":
            panels.close(acting=actor, panel_id=panel)
        case "dissent":
            panels.dissent(
                acting=actor, panel_id=panel, matter_id=number_in(request, "matter"),
                words=field(request, "words"),
            )  # fmt: skip


def _sheet(request: HttpRequest, panel: int) -> Given:
    criteria = panels.own_seat(current(), panel).criteria
    scores = {
        name: number_in(request, f"score{place}") for place, (name, _) in enumerate(criteria, 1)
    }
    return Given(scores, field(request, "vote"), field(request, "comment"))


def _declaration(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, entries = spoken(), panels.own_entries(current())
    own = {(tie.kind, tie.name): None for one in entries for tie in one.ties if not tie.by_office}
    kinds, names = request.POST.getlist("kind"), request.POST.getlist("name")
    lines = list(zip(kinds, names, strict=False)) if refusals else list(own)
    lines += [("", "")] * ROWS
    context = {
        "lines": list(enumerate(lines, 1)), "kinds": tie_kinds(language),
        "away": any(one.state == "away" for one in entries),
        "away_until": next((one.away_until for one in entries if one.away_until), None),
        "entries": [expert_line(one, language) for one in entries], "refusals": refusals,
    }  # fmt: skip
    return render(
        request, "portal/panels/declaration.html", context, status=400 if refusals else 200
    )


def _panel(request: HttpRequest, panel: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, found = spoken(), panels.own_seat(current(), panel)
    context = {
        "one": found,
        "badge": badge(say(f"panel_{found.panel_state}", language), found.panel_state),
        "state": badge(say(f"seat_{found.state}", language), found.state),
        "unknown": [(point, say(f"none_{point}", language)) for point in found.unknown],
        "matters": [own_matter_line(each, language) for each in found.matters],
        "is_open": found.panel_state == "open" and found.state == "ready",
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/panels/own_panel.html", context, status=400 if refusals else 200)


def _refused(request: HttpRequest, panel: int, matter: int, refused: PanelRefused) -> HttpResponse:
    """Beside the form while the case is open; on the panel's page where it is shut."""
    said = sentences(refused, spoken())
    try:
        return _matter(request, panel, matter, said)
    except NoSuchPanel:
        raise Http404(panel) from None
    except PanelRefused:
        return _panel(request, panel, said)


def _matter(
    request: HttpRequest, panel: int, matter: int, refusals: Sequence[str] = ()
) -> HttpResponse:
    language = spoken()
    read = panels.reading(acting=current(), panel_id=panel, matter_id=matter)
    seat = panels.own_seat(current(), panel)
    own: OwnMatter = next(one for one in seat.matters if one.id == matter)
    context = {
        "panel": panel, "title": seat.title, "read": read, "own": own_matter_line(own, language),
        "case_title": read.title.say(language),
        "facts": _facts(read, language),
        "withheld": "、".join(one.label.say(language) for one in read.withheld),
        "papers": [
            {"id": one.id, "name": one.name, "size": size_said(one.size, language)}
            for one in read.materials
        ],
        "criteria": [
            (place, name, weight, field(request, f"score{place}"))
            for place, (name, weight) in enumerate(seat.criteria, 1)
        ],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/panels/case.html", context, status=400 if refusals else 200)


def _facts(read: Reading, language: Language) -> list[FactLine]:
    return [
        line_of(fact, Known(fact.id, one.value, one.grade, one.source), language)
        for fact, one in read.facts
    ]
