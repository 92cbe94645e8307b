"""Bringing a sheet of people and facts: looked through first, taken in when that is confirmed.

Every faulty row is in a sheet to download; the same file brought twice is brought once.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.jobs.service import NoSuchProgress, standing
from yanzhen.apps.organisations.service import organisations_by_id
from yanzhen.apps.registry import service as registry
from yanzhen.apps.registry.service import Brought, Grade, NoSuchEntry, RegistryRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.kit.progress import Bar
from yanzhen.portal.language import spoken
from yanzhen.portal.words import say
from yanzhen.portal.working import bar_of

FIELDS = ("kind", "grade", "source", "place", "as_of")
KINDS = ("person", "employer")
KEEPING = (Role.CLERK, Role.APPROVER, Role.TALENT_OFFICE)
COUNTS = ("rows", "new", "known", "facts", "waits", "rejected")


@never_cache
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The sheets of her places, and a form for another one."""
    if request.method == "GET":
        return _page(request, {}, {})
    posted = {name: request.POST.get(name, "").strip() for name in FIELDS}
    upload = request.FILES.get("upload")
    if upload is None or posted["kind"] not in KINDS or posted["grade"] not in set(Grade):
        return _page(request, posted, {"upload": say("import_no_file", spoken())})
    try:
        as_of = date.fromisoformat(posted["as_of"]) if posted["as_of"] else None
    except ValueError:
        return _page(request, posted, {"as_of": say("bad_day", spoken())})
    try:
        brought = registry.bring_sheet(
            acting=current(), file=upload, name=upload.name or "", kind=posted["kind"],
            grade=Grade(posted["grade"]), source=posted["source"], as_of=as_of,
            organisation_id=int(posted["place"]) if posted["place"].isdecimal() else None,
        )  # fmt: skip
    except RegistryRefused as refused:
        said = {one.field or "whole": one.reason.say(spoken()) for one in refused.refusals}
        return _page(request, posted, said)
    return _to(brought)


@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, sheet: int) -> HttpResponse:
    """One sheet: how far it is, what came out, and whether to take it in."""
    reasons: list[str] = []
    try:
        if request.method == "POST":
            return _to(registry.take_in(acting=current(), import_id=sheet))
        found = registry.access_import(current(), sheet)
    except NoSuchEntry:
        raise Http404(sheet) from None
    except RegistryRefused as refused:
        reasons = [one.reason.say(spoken()) for one in refused.refusals]
        found = registry.access_import(current(), sheet)
    context = {
        "sheet": _shown(found, spoken()),
        "bar": _bar(request.GET.get("work", "")),
        "refusals": reasons,
    }
    return render(request, "portal/desk/import.html", context, status=400 if reasons else 200)


@never_cache
@require_GET
def rejects(request: HttpRequest, sheet: int) -> HttpResponseBase:
    """The faulty rows, each with its reason."""
    try:
        found = registry.access_import(current(), sheet)
    except NoSuchEntry:
        raise Http404(sheet) from None
    if not found.rejects:
        raise Http404(sheet)
    return FileResponse(
        found.rejects.open("rb"), as_attachment=True, filename=f"rejects-{found.pk}.xlsx"
    )


def _to(brought: Brought) -> HttpResponse:
    """The sheet's page, with the work on it."""
    address = reverse("portal:desk_import", args=[brought.sheet.pk])
    query = urlencode({"work": brought.standing.id}) if brought.standing else ""
    return redirect(f"{address}?{query}" if query else address)


def _bar(work: str) -> Bar | None:
    try:
        return bar_of(standing(work, acting=current())) if work else None
    except NoSuchProgress:
        return None


def _page(
    request: HttpRequest, posted: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    language = spoken()
    context = {
        "kinds": [(one, say(f"subject_{one}", language)) for one in KINDS],
        "grades": [(one.value, say(f"grade_{one.value}", language)) for one in Grade],
        "places": list(_places(language)),
        "sheets": [_shown(one, language) for one in registry.imports(current())],
        "posted": posted, "errors": errors,
    }  # fmt: skip
    return render(request, "portal/desk/imports.html", context, status=400 if errors else 200)


def _places(language: Language) -> Iterator[tuple[str, str]]:
    """The places whose registry she keeps."""
    ids = [
        one.tenant_id
        for one in current().posts
        if one.role in KEEPING and one.tenant_id is not None
    ]
    for key, one in organisations_by_id(ids).items():
        yield str(key), one.label.say(language)


def _shown(found: Any, language: Language) -> Mapping[str, Any]:
    counts = [
        (say(f"import_{name}", language), f"{found.counts[name]:,}")
        for name in COUNTS
        if found.counts.get(name)
    ]
    return {
        "id": found.pk, "name": found.name, "state": say(f"import_is_{found.state}", language),
        "is_ready": found.state == "ready", "is_done": found.state == "done",
        "is_working": found.state in ("brought", "running"), "source": found.source,
        "kind": say(f"subject_{found.kind}", language), "counts": counts,
        "grade": say(f"grade_{found.grade}", language), "has_rejects": bool(found.rejects),
        "problems": [one[language] for one in found.problems],
        "when": moment_said(found.brought_at, language),
    }  # fmt: skip
