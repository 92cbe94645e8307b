"""The pages of the policy sandbox: parse, ask the scenarios, answer.

To look, the link is enough; to change, it has to be the browser that made the scenario.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.policies.service import NotPublished, UnreadablePack
from yanzhen.apps.scenarios import service
from yanzhen.apps.scenarios.service import Kept, NoSuchScenario, Refusal, ScenarioRefused
from yanzhen.policy import Pack
from yanzhen.portal.language import spoken
from yanzhen.portal.library import clauses_with_rules
from yanzhen.portal.listing.workbook import XLSX
from yanzhen.portal.sandbox import export
from yanzhen.portal.sandbox.browser import new_owner, owner_of, remember
from yanzhen.portal.sandbox.moves import Said, changes_said, moves_of, read_moves
from yanzhen.portal.sandbox.outcome import outcome_of
from yanzhen.portal.views import access_pack, cities
from yanzhen.portal.words import say

SAID = ("saved", "renamed")
Verb = Callable[[HttpRequest, str, Kept], HttpResponse]


@never_cache
@require_http_methods(["GET", "POST"])
def scenarios(request: HttpRequest) -> HttpResponse:
    """One's own scenarios, and a new one."""
    owner = owner_of(request)
    if request.method == "POST":
        return _create(request, owner)
    return _list_page(request, owner, {})


@never_cache
@require_http_methods(["GET", "POST"])
def scenario(request: HttpRequest, scenario: str) -> HttpResponse:
    """One scenario: its fields, its run, its result."""
    owner = owner_of(request)
    found = access(scenario, owner)
    if request.method == "POST":
        verb = VERBS.get(request.POST.get("action", ""), _run)
        try:
            return verb(request, owner, found)
        except NoSuchScenario:
            raise Http404(scenario) from None
        except ScenarioRefused as refused:
            return _page(request, found, refused.refusals, read_moves(request.POST.dict()))
    return _page(request, found)


@never_cache
@require_GET
def progress(request: HttpRequest, scenario: str) -> HttpResponse:
    """What changes while a run is under way: its progress, then its result."""
    found = access(scenario, owner_of(request))
    context = _context(found) | {"polled": True}
    return render(request, "portal/sandbox/outcome.html", context)


@never_cache
@require_GET
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Two scenarios that are done, beside each other."""
    owner = owner_of(request)
    ids = [one for one in request.GET.getlist("s") if one]
    found = [access(one, owner) for one in dict.fromkeys(ids)]
    if len(found) != 2 or any(one.result is None for one in found):
        refusal = {"compare_error": say("sandbox_compare_two", spoken())}
        return _list_page(request, owner, refusal, status=400)
    same = len({(one.city, one.content_hash, one.result["people"]["all"]) for one in found
                if one.result}) == 1  # fmt: skip
    context = {"sides": [_context(one) for one in found], "same_people": same}
    return render(request, "portal/sandbox/compare.html", context)


@require_GET
def export_json(request: HttpRequest, scenario: str) -> HttpResponse:
    """The scenario with its result as JSON."""
    found, pack, said = _finished(request, scenario)
    title = pack.rules[found.rule].title.say(spoken())
    text = export.as_json(found, said, pack.title.say(spoken()), title)
    return _attached(text.encode(), "application/json", found, "json")


@require_GET
def export_xlsx(request: HttpRequest, scenario: str) -> HttpResponse:
    """The scenario with its result as a workbook."""
    found, pack, said = _finished(request, scenario)
    title = pack.rules[found.rule].title.say(spoken())
    content = export.as_workbook(found, said, pack.title.say(spoken()), title, spoken())
    return _attached(content, XLSX, found, "xlsx")


# -- what a form asks for


def _create(request: HttpRequest, owner: str) -> HttpResponse:
    city, rule = request.POST.get("city", ""), request.POST.get("rule", "")
    pack = access_pack(city)
    name = " ".join(request.POST.get("name", "").split())
    if rule not in service.movable(city):
        return _list_page(
            request, owner, {"city": city, "name": name, "rule_error": say("sandbox_pick_rule",
            spoken())}, status=400,
        )  # fmt: skip
    key = owner or new_owner()
    try:
        made = service.draft(key, city, rule, name or pack.rules[rule].title.say(spoken()))
    except ScenarioRefused as refused:
        said = [one.reason.say(spoken()) for one in refused.refusals]
        context = {"city": city, "name": name, "rule": rule, "refused": said}
        return _list_page(request, owner, context, status=400)
    response = _to(made)
    if not owner:
        remember(response, key)
    return response


def _save(request: HttpRequest, owner: str, found: Kept) -> HttpResponse:
    service.change(owner, found.id, read_moves(request.POST.dict()))
    return _to(found, "saved")


def _run(request: HttpRequest, owner: str, found: Kept) -> HttpResponse:
    service.change(owner, found.id, read_moves(request.POST.dict()))
    service.run(owner, found.id)
    return _to(found, anchor="outcome")


def _rename(request: HttpRequest, owner: str, found: Kept) -> HttpResponse:
    service.rename(owner, found.id, request.POST.get("name", ""))
    return _to(found, "renamed")


def _cancel(request: HttpRequest, owner: str, found: Kept) -> HttpResponse:
    service.cancel(owner, found.id)
    return _to(found)


def _delete(request: HttpRequest, owner: str, found: Kept) -> HttpResponse:
    service.delete(owner, found.id)
    return redirect("portal:sandbox")


def _copy(request: HttpRequest, owner: str, found: Kept) -> HttpResponse:
    key = owner or new_owner()
    copied = service.copy(key, found.id, say("sandbox_copy_of", spoken(), name=found.name))
    response = _to(copied)
    if not owner:
        remember(response, key)
    return response


VERBS: Mapping[str, Verb] = {
    "save": _save, "run": _run, "rename": _rename, "cancel": _cancel, "delete": _delete,
    "copy": _copy,
}  # fmt: skip


# -- access and context


def access(scenario: str, owner: str) -> Kept:
    """The scenario of an id; an unknown one and one that was deleted look alike."""
    try:
        return service.kept(scenario, owner)
    except NoSuchScenario:
        raise Http404(scenario) from None


def _pack(found: Kept) -> Pack | None:
    try:
        return service.pack_of(found)
    except (NotPublished, UnreadablePack):
        return None


def _list_page(
    request: HttpRequest, owner: str, more: Mapping[str, object], status: int = 200
) -> HttpResponse:
    language = spoken()
    listed = cities()
    ids = [one["id"] for one in listed]
    city = str(more.get("city") or request.GET.get("city", ""))
    city = city if city in ids else (ids[0] if ids else "")
    pack = access_pack(city) if city else None
    context = {
        "cities": listed, "chosen_city": city, "chosen_rule": request.GET.get("rule", ""),
        "clauses": clauses_with_rules(pack, "", language) if pack else (),
        "mine": [_line(one) for one in service.kept_by(owner)],
    }  # fmt: skip
    return render(request, "portal/sandbox/list.html", context | dict(more), status=status)


def _line(found: Kept) -> dict[str, object]:
    pack = _pack(found)
    language = spoken()
    return {
        "scenario": found, "state": say(f"sandbox_state_{found.state}", language),
        "city": pack.title.say(language) if pack else found.city,
        "rule": pack.rules[found.rule].title.say(language) if pack else found.rule,
    }  # fmt: skip


def _page(
    request: HttpRequest, found: Kept,
    refusals: Sequence[Refusal] = (), posted: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    said = request.GET.get("said", "")
    context = _context(found, refusals, posted or {}) | {
        "refusals": [one.reason.say(spoken()) for one in refusals],
        "name": request.POST.get("name", found.name),
        "name_error": next((o.reason.say(spoken()) for o in refusals if o.field == "name"), ""),
        "told": say(f"sandbox_{said}", spoken()) if said in SAID else "",
    }
    status = 400 if refusals else 200
    return render(request, "portal/sandbox/scenario.html", context, status=status)


def _context(
    found: Kept, refusals: Sequence[Refusal] = (), posted: Mapping[str, str] | None = None
) -> dict[str, Any]:
    language, pack = spoken(), _pack(found)
    context: dict[str, Any] = {
        "scenario": found, "state": say(f"sandbox_state_{found.state}", language),
        "failure": found.failure.say(language) if found.failure else "",
        "outcome": outcome_of(found.result, language) if found.result else None,
    }  # fmt: skip
    if pack is None:
        return context | {"gone": True}
    handles, rule = service.levers(pack, found.rule), pack.rules[found.rule]
    clause = pack.clause_label(rule.clause).say(language)
    return context | {
        "pack_city": pack.city, "pack_title": pack.title.say(language),
        "rule_title": rule.title.say(language), "clause": clause,
        "moves": moves_of(pack, handles, found.changes, posted or {}, refusals, language),
        "changes": changes_said(pack, handles, found.changes, language),
        "version": found.content_hash[:12],
    }  # fmt: skip


def _finished(request: HttpRequest, scenario: str) -> tuple[Kept, Pack, tuple[Said, ...]]:
    """A scenario with a result, its pack, its changes in words."""
    found = access(scenario, owner_of(request))
    pack = _pack(found)
    if found.result is None or pack is None:
        raise Http404(scenario)
    handles = service.levers(pack, found.rule)
    return found, pack, changes_said(pack, handles, found.changes, spoken())


def _to(found: Kept, said: str = "", anchor: str = "") -> HttpResponse:
    query = f"?{urlencode({'said': said})}" if said else ""
    mark = f"#{anchor}" if anchor else ""
    return redirect(f"{reverse('portal:scenario', args=[found.id])}{query}{mark}")


def _attached(content: bytes, kind: str, found: Kept, suffix: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="scenario-{found.id}.{suffix}"'
    return response
