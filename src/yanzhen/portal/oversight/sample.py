"""A sample as the auditor goes through it: each thing with its award, case, decision and movement.

/desk/audit/samples/3/            the list, printable; a form for each thing that was drawn
/desk/audit/samples/3/sample.xlsx
"""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import current
from yanzhen.apps.inspections import service as inspections
from yanzhen.apps.inspections.service import (
    InspectionRefused,
    ItemShown,
    NoSuchSample,
    SampleWhole,
)
from yanzhen.apps.ledgers.service import MovementShown
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.casefile.course import moment_said
from yanzhen.portal.finance.said import amount
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge, Cell, Column, Listing
from yanzhen.portal.listing.workbook import XLSX, write
from yanzhen.portal.oversight.audit import sample_line
from yanzhen.portal.oversight.book import statement_of
from yanzhen.portal.readable import money
from yanzhen.portal.words import say
from yanzhen.portal.working import bar_of

TONES = {"": "plain", "checked": "good", "finding": "bad"}


@never_cache
@require_http_methods(["GET", "POST"])
def sample(request: HttpRequest, sample: int) -> HttpResponse:
    """Everything that was drawn; a form says what came out."""
    reasons: list[str] = []
    if request.method == "POST":
        place = request.POST.get("place", "")
        try:
            inspections.mark(
                current(), sample, int(place) if place.isdecimal() else 0,
                request.POST.get("outcome", ""), request.POST.get("note", "")[:2000],
            )  # fmt: skip
        except NoSuchSample:
            raise Http404(sample) from None
        except InspectionRefused as refused:
            reasons = [one.reason.say(spoken()) for one in refused.refusals]
        else:
            messages.success(request, say("sample_marked", spoken(), place=place))
            return redirect(f"{reverse('portal:audit_sample', args=[sample])}#item-{place}")
    return _page(request, _seen(sample), reasons)


@never_cache
@require_GET
def sheet(request: HttpRequest, sample: int) -> HttpResponse:
    """The same as a workbook."""
    found, content = _seen(sample), io.BytesIO()
    write(LISTING, found.items, spoken(), content)
    response = HttpResponse(content.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="sample-{sample}.xlsx"'
    return response


def _seen(sample: int) -> SampleWhole:
    try:
        return inspections.sample(current(), sample)
    except NoSuchSample:
        raise Http404(sample) from None


def _page(request: HttpRequest, found: SampleWhole, reasons: list[str]) -> HttpResponse:
    language = spoken()
    context = {
        "sample": sample_line(found.row, language), "refusals": reasons,
        "items": [_item(one, language) for one in found.items], "posted": request.POST,
        "bars": [bar_of(one) for one in inspections.under_way(current())]
        if found.row.population is None else [],
    }  # fmt: skip
    status = 400 if reasons else 200
    return render(request, "portal/oversight/sample.html", context, status=status)


def _item(one: ItemShown, language: Language) -> Mapping[str, Any]:
    award, movement = one.award, one.movement
    case = movement.case if movement else award.case_number if award else ""
    return {
        "place": one.place, "badge": Badge(one.label.say(language), TONES[one.outcome]),
        "outcome": one.outcome, "note": one.note, "by": one.by,
        "when": moment_said(one.at, language) if one.at else "",
        "case": case, "case_href": reverse("portal:desk_case", args=[case]) if case else "",
        "award": award.number if award else "",
        "award_title": award.title.say(language) if award else "",
        "award_state": award.state_label.say(language) if award else "",
        "award_sum": money(award.granted_fen, language) if award else "",
        "award_href": reverse("portal:desk_award", args=[award.number]) if award else "",
        "movement": _movement(movement, language) if movement else None,
    }  # fmt: skip


def _movement(one: MovementShown, language: Language) -> Mapping[str, str]:
    return {
        "id": str(one.id), "label": one.label.say(language),
        "amount": amount(one.amount, one.unit, language), "line": one.line,
        "when": moment_said(one.at, language), "by": one.by, "key": one.key, "reason": one.reason,
        "to_line": one.to_line if one.to_line != one.line else "",
        "href": statement_of(one.line),
    }  # fmt: skip


def _of_movement(name: str, title: str) -> Column[ItemShown]:
    def cell(one: ItemShown, _: Language) -> Cell:
        return Cell(sheet=getattr(one.movement, name) if one.movement else None)

    return Column(name, title, cell)


def _amount(one: ItemShown, _: Language) -> Cell:
    """Money in yuan; what is counted as it is."""
    if one.movement is not None:
        fen = one.movement.unit == "fen"
        return Cell(sheet=Decimal(one.movement.amount) / 100 if fen else one.movement.amount)
    return Cell(sheet=Decimal(one.award.granted_fen) / 100 if one.award else None)


def _kind(one: ItemShown, language: Language) -> Cell:
    if one.movement is not None:
        return Cell(one.movement.label.say(language))
    return Cell(one.award.title.say(language) if one.award else "")


def _case(one: ItemShown, _: Language) -> Cell:
    if one.movement is not None:
        return Cell(one.movement.case)
    return Cell(one.award.case_number if one.award else "")


LISTING = Listing[ItemShown](
    "sample",
    columns=(
        Column("place", "sample_place", lambda one, _: Cell(sheet=one.place), look="number"),
        Column("what", "sample_what", _kind, look="main"),
        Column("amount", "sample_amount", _amount, look="number"),
        Column("award", "sample_award", lambda o, _: Cell(o.award.number if o.award else "")),
        Column("case", "sample_case", _case),
        _of_movement("id", "sample_id"), _of_movement("line", "sample_line"),
        _of_movement("at", "sample_at"), _of_movement("by", "sample_by"),
        Column("outcome", "sample_outcome", lambda one, lang: Cell(one.label.say(lang))),
        Column("note", "sample_note", lambda one, _: Cell(one.note)),
        Column("marked_by", "sample_marked_by", lambda one, _: Cell(one.by)),
    ),
)  # fmt: skip
