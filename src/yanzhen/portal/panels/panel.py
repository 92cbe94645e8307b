"""One panel at the desk, from its cases to the conclusion; its minutes for printing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import CheckShown, NoSuchPanel, PanelRefused, PanelShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.language import spoken
from yanzhen.portal.panels.chart import picture
from yanzhen.portal.panels.shown import (
    check_line,
    draw_context,
    matter_line,
    objection_line,
    seat_line,
    sentences,
)
from yanzhen.portal.quotas.shown import day_in, field, number_in
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

CONFIRMING = frozenset({Role.TALENT_OFFICE, Role.APPROVER})
BETWEEN = "|"
Act = Callable[[HttpRequest, int], None]


@never_cache
@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, panel: int) -> HttpResponse:
    """Cases, draw, members, objections, scores, conclusion; what can be done now."""
    try:
        if request.method == "GET":
            return _page(request, panel)
        panels.panel(current(), panel)
        ACTS.get(field(request, "action"), _nothing)(request, panel)
    except NoSuchPanel:
        raise Http404(panel) from None
    except PanelRefused as refused:
        return _page(request, panel, sentences(refused, spoken()))
    return redirect("portal:desk_panel", panel=panel)


@never_cache
@require_GET
def minutes(request: HttpRequest, panel: int) -> HttpResponse:
    """Everything on one sheet, for the file: findings of avoidance, scores, dissent, conclusion."""
    try:
        found = panels.panel(current(), panel)
        rows = panels.checks(current(), panel)
    except NoSuchPanel:
        raise Http404(panel) from None
    language = spoken()
    context = {**_context(found, language), "looks": _looks(rows, language)}
    return render(request, "portal/panels/minutes.html", context)


def _nothing(_request: HttpRequest, _panel: int) -> None:
    """An action that there is not changes nothing."""


def _lay(request: HttpRequest, panel: int) -> None:
    fact, _, proposed = field(request, "finding").partition(BETWEEN)
    panels.lay(
        acting=current(), panel_id=panel, number=field(request, "number"), fact=fact,
        proposed=proposed, materials=request.POST.getlist("materials"),
    )  # fmt: skip


def _take_off(request: HttpRequest, panel: int) -> None:
    panels.take_off(acting=current(), panel_id=panel, matter_id=number_in(request, "matter"))


def _publish(request: HttpRequest, panel: int) -> None:
    missing = timezone.localdate().replace(year=1970)
    panels.publish(
        acting=current(), panel_id=panel, draws_on=day_in(request, "draws_on") or missing,
        witness_source=field(request, "witness_source"),
    )  # fmt: skip


def _draw(request: HttpRequest, panel: int) -> None:
    panels.draw(acting=current(), panel_id=panel, witness=field(request, "witness"))


def _chair(request: HttpRequest, panel: int) -> None:
    panels.name_chair(acting=current(), panel_id=panel, seat_id=number_in(request, "seat"))


def _answer(request: HttpRequest, panel: int) -> None:
    panels.answer_objection(
        acting=current(), panel_id=panel, objection_id=number_in(request, "objection"),
        upheld=field(request, "upheld") == "yes", answer=field(request, "answer"),
    )  # fmt: skip


def _open(request: HttpRequest, panel: int) -> None:
    opening = panels.open_materials(acting=current(), panel_id=panel)
    if opening.is_open:
        messages.success(request, say("panel_opened", spoken()))
    else:
        replaced = "、".join(opening.replaced)
        messages.warning(request, say("panel_rechecked", spoken(), numbers=replaced))


def _close(_request: HttpRequest, panel: int) -> None:
    panels.close(acting=current(), panel_id=panel)


def _confirm(request: HttpRequest, panel: int) -> None:
    panels.confirm(acting=current(), panel_id=panel, matter_id=number_in(request, "matter"))
    messages.success(request, say("panel_written", spoken()))


def _cancel(request: HttpRequest, panel: int) -> None:
    panels.cancel(acting=current(), panel_id=panel, reason=field(request, "cancel_reason"))


ACTS: Mapping[str, Act] = {
    "lay": _lay, "take_off": _take_off, "publish": _publish, "draw": _draw, "chair": _chair,
    "answer": _answer, "open": _open, "close": _close, "confirm": _confirm, "cancel": _cancel,
}  # fmt: skip


def _page(request: HttpRequest, panel: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, found = spoken(), panels.panel(current(), panel)
    reasons = list(refusals)
    number = request.GET.get("case", field(request, "number")).strip()
    layable = None
    if number and found.state == "prepared" and found.keeps:
        try:
            layable = _layable(number, language)
        except PanelRefused as refused:
            reasons += [one for one in sentences(refused, language) if one not in reasons]
    context = {
        **_context(found, language), "can": _possible(found), "layable": layable,
        "posted": request.POST, "refusals": reasons,
        "today": timezone.localdate().isoformat(),
    }  # fmt: skip
    return render(request, "portal/panels/panel.html", context, status=400 if refusals else 200)


def _context(found: PanelShown, language: Language) -> dict[str, Any]:
    matters = [
        {**matter_line(one, language), "picture": picture(one, language)} for one in found.matters
    ]
    until = found.objections_until
    return {
        "draw": draw_context(found.draw, language), "state": found.state, "found": found,
        "shared": found.shared_by.say(language) if found.shared_by else "",
        "rule": say(f"rule_{found.rule}", language),
        "specialities": "、".join(found.specialities),
        "until": day(until, language) if until else "",
        "matters": matters, "seats": [seat_line(one, language) for one in found.seats],
        "objections": [objection_line(one, language) for one in found.objections],
        "opened": moment_said(found.opened_at, language) if found.opened_at else "",
        "closed": moment_said(found.closed_at, language) if found.closed_at else "",
        "confirmed": moment_said(found.confirmed_at, language) if found.confirmed_at else "",
    }  # fmt: skip


def _looks(
    rows: Iterable[tuple[str, CheckShown]], language: Language
) -> list[Mapping[str, Any]]:  # fmt: skip
    """Each time that somebody was looked at for a case, with what was found on every point."""
    found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for who, one in rows:
        line = check_line(one, language)
        found.setdefault((who, one.matter, f"{line['stage']} {line['at']}"), []).append(line)
    return [
        {"who": who, "case": case, "when": when, "checks": checks}
        for (who, case, when), checks in found.items()
    ]


def _possible(found: PanelShown) -> set[str]:
    """What she can do with the panel as it stands."""
    confirms = current().holds_any(CONFIRMING, found.tenant_id)
    can = {"confirm"} if confirms and found.state == "closed" else set()
    if not found.keeps:
        return can
    steps = {
        "prepared": {"lay", "cancel", *(("publish",) if found.matters else ())},
        "published": {"draw", "cancel"}, "drawn": {"chair", "answer", "open", "cancel"},
        "open": {"chair", "close", "cancel"}, "closed": {"cancel"},
    }  # fmt: skip
    can |= steps.get(found.state, set())
    if found.draw.draws_on and timezone.localdate() < found.draw.draws_on:
        can.discard("draw")
    if any(one.written_at for one in found.matters):
        can.discard("cancel")
    return can


def _layable(number: str, language: Language) -> Mapping[str, Any]:
    """A case with what of it can be voted on, each with what could be proposed."""
    found = panels.layable(current(), number)
    findings = [
        (f"{fact}{BETWEEN}{value}", f"{label.say(language)}{say('colon', language)}{text}")
        for fact, label, options in found.facts
        for value, text in (
            ("", say("panel_no_proposal", language)),
            *((value, one.say(language)) for value, one in options),
        )
    ]
    return {
        "number": found.number, "title": found.title.say(language), "name": found.subject_name,
        "state": found.state.say(language), "findings": findings, "materials": found.materials,
    }  # fmt: skip
