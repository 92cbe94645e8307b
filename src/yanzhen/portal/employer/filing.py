"""Applying for many from a sheet: which item, the sheet, what would become of each row, filing.

Nothing is filed before the officer has seen which rows would be refused and why (`waiting`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, FiledRow, NoSuchDraft
from yanzhen.apps.jobs.service import CannotBeDone, NoSuchProgress, Report, standing, start
from yanzhen.apps.organisations.service import places_of
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack, ServiceItem, item_title
from yanzhen.portal.employer.following import acting_officer
from yanzhen.portal.employer.waiting import FILE, KEPT, Sheet, filed, keep, kept_sheet
from yanzhen.portal.kit.progress import Bar
from yanzhen.portal.kit.uploading import uploaded
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.workbook import XLSX
from yanzhen.portal.views import access_pack, cities, city_context
from yanzhen.portal.words import say
from yanzhen.portal.working import HX, bar_of

MOST_SHOWN = 200
"""Rows that a page shows; all of those that are refused are in the sheet to download."""


@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The item and the sheet; with a sheet the look at its rows, with a word the filing."""
    actor = acting_officer()
    if request.method == "POST" and request.POST.get("action") == "file":
        return _file(request, actor)
    if request.method == "POST":
        return _bring(request, actor)
    return _page(request, actor)


@never_cache
@require_GET
def look(request: HttpRequest) -> HttpResponse:
    """What would become of each row; while a worker looks, how far it is."""
    acting_officer()
    sheet = kept_sheet(request)
    if sheet is None:
        return redirect("portal:employer_file")
    found = sheet.found
    if HX in request.headers and found is not None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    pack = access_pack(sheet.city)
    context = city_context(pack) | {
        "title": item_title(pack, pack.services[sheet.item]).say(spoken()), "sheet": sheet,
        "bar": None if found is not None else _bar(sheet),
    }  # fmt: skip
    if HX in request.headers:
        return render(request, "portal/kit/bar.html", context)
    good = [one for one in found or () if one.number]
    bad = [one for one in found or () if not one.number]
    context |= {"good": len(good), "bad": len(bad), "good_rows": _lines(good)}
    context |= {"bad_rows": _lines(bad), "most": MOST_SHOWN}
    return render(request, "portal/employer/look.html", context)


@never_cache
@require_GET
def refused_look(request: HttpRequest) -> HttpResponse:
    """The rows that would be refused, with the reasons, as a sheet."""
    acting_officer()
    sheet = kept_sheet(request)
    found = sheet.found if sheet else None
    if found is None:
        raise Http404
    return _sheet_answer(cases.refused_sheet(found), "refused.xlsx")


@never_cache
@require_GET
def template(request: HttpRequest, city: str, item: str) -> HttpResponse:
    """The empty sheet of an item."""
    acting_officer()
    pack = access_pack(city)
    if item not in dict(_items(pack)):
        raise Http404(item)
    return _sheet_answer(cases.sheet_template(city, item), f"{city}-{item}.xlsx")


@never_cache
@require_GET
def filing(request: HttpRequest, filing: str) -> HttpResponse:
    """What became of each row."""
    shown = _access_filing(filing)
    rows = sorted(shown.rows, key=lambda one: one.number is not None)  # the refused ones first
    context = {
        "filing": shown, "rows": _lines(rows), "refused": shown.refused,
        "left": max(0, len(rows) - MOST_SHOWN),
    }  # fmt: skip
    return render(request, "portal/employer/filing.html", context)


@never_cache
@require_GET
def refused_rows(request: HttpRequest, filing: str) -> HttpResponse:
    """The rows that were not taken, with the reasons, as a sheet."""
    _access_filing(filing)
    return _sheet_answer(cases.refused_rows(current(), filing), f"refused-{filing}.xlsx")


def _bring(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A sheet that can be read is looked at, a long one by a worker."""
    name, body = uploaded(request, "sheet")
    post = request.POST
    pack, item = access_pack(post.get("city", "")), post.get("item", "")
    place, employer = post.get("place", ""), _employer(actor, post.get("employer", ""))
    try:
        rows = cases.rows_of_sheet(actor, pack.city, item, place, employer, name, body)
        keep(request, Sheet(pack.city, item, place, employer, name, "", rows), body)
    except CaseRefused as refused:
        return _refused(request, actor, refused)
    except CannotBeDone as refused:
        return _page(request, actor, [refused.reason.say(spoken())])
    return redirect("portal:employer_look")


def _file(request: HttpRequest, actor: Actor) -> HttpResponse:
    sheet = kept_sheet(request)
    if sheet is None or sheet.found is None:
        return _page(request, actor, [say("filing_gone", spoken())])
    del request.session[KEPT]
    if sheet.is_long:
        return redirect("portal:work", work=start(FILE, sheet.given, acting=actor).id)
    try:
        return redirect("portal:filing", filing=filed(sheet, Report()).id)
    except CaseRefused as refused:
        return _refused(request, actor, refused)


def _refused(request: HttpRequest, actor: Actor, refused: CaseRefused) -> HttpResponse:
    return _page(request, actor, [one.reason.say(spoken()) for one in refused.refusals])


def _bar(sheet: Sheet) -> Bar:
    """The work on the look, which this page asks for again."""
    try:
        bar = bar_of(standing(sheet.work, acting=current()))
    except NoSuchProgress:
        raise Http404 from None
    # Done a moment ago, its findings are there with the next question.
    is_open = bar.is_open or bar.is_finished
    return replace(
        bar, address=reverse("portal:employer_look"), is_finished=False, is_failed=not is_open
    )


def _page(request: HttpRequest, actor: Actor, reasons: list[str] | None = None) -> HttpResponse:
    listed = cities()
    asked = request.POST.get("city") or request.GET.get("city", "")
    ids = [one["id"] for one in listed]
    city = asked if asked in ids else next(iter(ids), "")
    pack = access_pack(city) if city else None
    context: dict[str, Any] = {
        "cities": listed, "chosen_city": city, "posted": request.POST, "refusals": reasons or (),
        "items": list(_items(pack)) if pack else [],
        "places": [(one.code, one.label.say(spoken())) for one in places_of(city)],
        "employers": _employers(actor),
    }  # fmt: skip
    return render(request, "portal/employer/file.html", context, status=400 if reasons else 200)


def _items(pack: Pack) -> Iterator[tuple[str, str]]:
    """What an employer may apply for on behalf of its people."""
    for one in pack.services.values():
        if _for_many(one):
            yield one.id, item_title(pack, one).say(spoken())


def _for_many(item: ServiceItem) -> bool:
    return "employer" in item.apply and "person" in item.subjects


def _employers(actor: Actor) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in registry.cards(actor, actor.employers).values()]


def _employer(actor: Actor, chosen: str) -> int:
    """The employer of the form, or the only one that there is."""
    if chosen.isdecimal() and int(chosen) in actor.employers:
        return int(chosen)
    return min(actor.employers)


def _access_filing(filing: str) -> cases.FilingShown:
    try:
        return cases.filing(current(), filing)
    except NoSuchDraft:
        raise Http404(filing) from None


def _lines(rows: Iterable[FiledRow]) -> list[Mapping[str, Any]]:
    return [
        {"row": one.row, "name": one.name, "number": one.number, "why": one.why.say(spoken())}
        for one in islice(rows, MOST_SHOWN)
    ]


def _sheet_answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
