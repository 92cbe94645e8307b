"""The register of experts at the desk: the list, taking somebody in, one entry."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.panels import service as panels
from yanzhen.apps.panels.service import DECLARABLE, NoSuchPanel, PanelRefused
from yanzhen.apps.registry import service as registry
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.language import spoken
from yanzhen.portal.panels.shown import expert_line, sentences
from yanzhen.portal.quotas.shown import field, number_in
from yanzhen.portal.words import say

MOST_FOUND = 10


@never_cache
@require_http_methods(["GET", "POST"])
def experts(request: HttpRequest) -> HttpResponse:
    """All entries of her places; somebody of the registry is taken in."""
    if request.method == "GET":
        return _list(request)
    try:
        made = panels.take_in(
            acting=current(), place=field(request, "place"),
            subject_id=number_in(request, "subject"), specialities=words_in(request),
        )  # fmt: skip
    except PanelRefused as refused:
        return _list(request, sentences(refused, spoken()))
    messages.success(request, say("panel_saved", spoken()))
    return redirect("portal:desk_expert", expert=made.pk)


@never_cache
@require_http_methods(["GET", "POST"])
def expert(request: HttpRequest, expert: int) -> HttpResponse:
    """One entry: field, ties, what she said last; out of the register, or a tie more."""
    try:
        if request.method == "GET":
            return _one(request, expert)
        panels.expert(current(), expert)
        _change(request, expert)
    except NoSuchPanel:
        raise Http404(expert) from None
    except PanelRefused as refused:
        return _one(request, expert, sentences(refused, spoken()))
    messages.success(request, say("panel_saved", spoken()))
    return redirect("portal:desk_expert", expert=expert)


def words_in(request: HttpRequest, name: str = "specialities") -> list[str]:
    """Words of a form, between commas of either kind."""
    text = field(request, name)
    for mark in ("，", "、", ";", "；", "\n"):
        text = text.replace(mark, ",")
    return [one for one in (part.strip() for part in text.split(",")) if one]


def tie_kinds(language: Language) -> list[tuple[str, str]]:
    return [(one, say(f"point_{one}", language)) for one in DECLARABLE]


def _change(request: HttpRequest, expert: int) -> None:
    actor = current()
    match field(request, "action"):
        case "out":
            panels.take_out(acting=actor, expert_id=expert, reason=field(request, "out_reason"))
        case "specialities":
            panels.set_specialities(acting=actor, expert_id=expert, specialities=words_in(request))
        case "tie":
            panels.add_tie(
                acting=actor, expert_id=expert, kind=field(request, "kind"),
                name=field(request, "name"),
            )  # fmt: skip


def _list(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    text = request.GET.get("q", "").strip()
    find = request.GET.get("find", field(request, "find")).strip()
    keeps = [one for one in reach_of(actor).places if actor.holds(Role.TALENT_OFFICE, one.id)]
    context = {
        "rows": [expert_line(one, language) for one in panels.experts(actor, text)],
        "q": text, "find": find, "found": _found(find) if keeps else (),
        "places": [(one.code, one.label.say(language)) for one in keeps],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/panels/experts.html", context, status=400 if refusals else 200)


def _found(text: str) -> list[tuple[int, str]]:
    """People of the registry with their numbers masked, to choose the right one."""
    if not text:
        return []
    rows = registry.search(current(), text, "person").prefetch_related("identifiers")
    cards = [registry.card_of(one) for one in rows[:MOST_FOUND]]
    return [
        (one.id, " ".join((one.name, *(number for _, number in one.numbers[:1]))))
        for one in cards
    ]  # fmt: skip


def _one(request: HttpRequest, expert: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, found = spoken(), panels.expert(current(), expert)
    context = {
        "one": expert_line(found, language), "kinds": tie_kinds(language),
        "keeps": current().holds(Role.TALENT_OFFICE, found.tenant_id),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/panels/expert.html", context, status=400 if refusals else 200)
