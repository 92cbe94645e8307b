"""Applying for many from a sheet: which item, the sheet, what would become of each row, filing.

Nothing is filed before the officer has seen which rows would be refused and why. The sheet waits
between the two pages in the store of files, under a name that only her session knows.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import CaseRefused, FiledRow, NoSuchDraft
from yanzhen.apps.jobs.service import Report, Task, start
from yanzhen.apps.organisations.service import places_of
from yanzhen.apps.registry import service as registry
from yanzhen.policy import Pack, ServiceItem, item_title
from yanzhen.policy.vocabulary import Label
from yanzhen.portal.employer.following import acting_officer
from yanzhen.portal.kit.uploading import uploaded
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.workbook import XLSX
from yanzhen.portal.views import access_pack, cities, city_context
from yanzhen.portal.words import say

KEPT = "employer_sheet"
FOLDER = "sheets"
KEPT_FOR = timedelta(days=1)
MOST_AT_ONCE = 50
"""Rows that are filed while one waits; more of them are filed by a worker."""


@dataclass(frozen=True)
class Sheet:
    """A sheet between the two pages: where it lies, and what it applies for."""

    city: str
    item: str
    place: str
    employer: int
    name: str
    path: str


@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The item and the sheet; with a sheet the look at its rows, with a word the filing."""
    actor = acting_officer()
    if request.method == "POST" and request.POST.get("action") == "file":
        return _file(request, actor)
    if request.method == "POST":
        return _look(request, actor)
    return _page(request, actor)


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
    rows = [_line(one) for one in shown.rows]
    context = {"filing": shown, "rows": rows, "refused": shown.refused}
    return render(request, "portal/employer/filing.html", context)


@never_cache
@require_GET
def refused_rows(request: HttpRequest, filing: str) -> HttpResponse:
    """The rows that were not taken, with the reasons, as a sheet."""
    _access_filing(filing)
    return _sheet_answer(cases.refused_rows(current(), filing), f"refused-{filing}.xlsx")


def file_sheet(
    report: Report, *, city: str, item: str, place: str, employer: int, name: str, path: str
) -> None:
    """A long sheet, filed by a worker; what it refuses comes out as a sheet."""
    with default_storage.open(path) as file:
        body = file.read()
    shown = cases.file_many(current(), city, item, place, employer, name, body, report.advance)
    default_storage.delete(path)
    said = {"filed": shown.filed, "refused": shown.refused}
    report.say(say("filing_done", "zh", **said), say("filing_done", "en", **said))
    if shown.refused:
        content = ContentFile(cases.refused_rows(current(), shown.id))
        report.attach(f"refused-{shown.id}.xlsx", content)


def drop_old_sheets(_report: Report) -> None:
    """Sheets that were looked at a day ago and never filed."""
    if not default_storage.exists(FOLDER):
        return
    oldest = timezone.now() - KEPT_FOR
    for name in default_storage.listdir(FOLDER)[1]:
        if default_storage.get_modified_time(f"{FOLDER}/{name}") < oldest:
            default_storage.delete(f"{FOLDER}/{name}")


DROP = Task(
    "portal.employer.drop_sheets", Label("清理未提交的表格", "Drop sheets never filed"),
    drop_old_sheets, every="40 18 * * *",
)  # fmt: skip
FILE = Task("portal.employer.file", Label("批量申报", "Filing a sheet"), file_sheet, long=True)


def _look(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every row tried, and nothing kept but the sheet."""
    name, body = uploaded(request, "sheet")
    post = request.POST
    pack, item = access_pack(post.get("city", "")), post.get("item", "")
    employer = _employer(actor, post.get("employer", ""))
    try:
        shown = cases.look_over(actor, pack.city, item, post.get("place", ""), employer, name, body)
    except CaseRefused as refused:
        return _page(request, actor, [one.reason.say(spoken()) for one in refused.refusals])
    _forget(request)
    path = default_storage.save(f"{FOLDER}/{secrets.token_urlsafe(16)}", ContentFile(body))
    sheet = Sheet(pack.city, item, post["place"], employer, name, path)
    request.session[KEPT] = asdict(sheet) | {"rows": len(shown.rows)}
    context = city_context(pack) | {
        "title": item_title(pack, pack.services[item]).say(spoken()), "name": name,
        "good": [_line(one) for one in shown.rows if one.number],
        "bad": [_line(one) for one in shown.rows if not one.number],
    }  # fmt: skip
    return render(request, "portal/employer/look.html", context)


def _file(request: HttpRequest, actor: Actor) -> HttpResponse:
    kept = dict(request.session.pop(KEPT, None) or {})
    if not kept or not default_storage.exists(kept["path"]):
        return _page(request, actor, [say("filing_gone", spoken())])
    rows = kept.pop("rows")
    if rows > MOST_AT_ONCE:
        return redirect("portal:work", work=start(FILE, kept, acting=actor).id)
    sheet = Sheet(**kept)
    with default_storage.open(sheet.path) as file:
        body = file.read()
    shown = cases.file_many(
        actor, sheet.city, sheet.item, sheet.place, sheet.employer, sheet.name, body
    )
    default_storage.delete(sheet.path)
    return redirect("portal:filing", filing=shown.id)


def _forget(request: HttpRequest) -> None:
    """A sheet that was looked at before and never filed."""
    if kept := request.session.pop(KEPT, None):
        default_storage.delete(kept["path"])


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


def _line(row: FiledRow) -> Mapping[str, Any]:
    return {
        "row": row.row, "name": row.name, "number": row.number, "why": row.why.say(spoken()),
    }  # fmt: skip


def _sheet_answer(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
