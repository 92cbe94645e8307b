"""The stock of flats at the desk: the list, a sheet, one flat with everybody who rented it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.quotas.service import FlatShown, NoSuchQuota, QuotaRefused
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.kit.uploading import uploaded
from yanzhen.portal.language import spoken
from yanzhen.portal.listing.columns import Badge
from yanzhen.portal.listing.workbook import XLSX
from yanzhen.portal.quotas.shown import day_in, field, lease_line, number_in, pool_line, sentences
from yanzhen.portal.readable import money
from yanzhen.portal.words import say

TONES = {"free": "good", "let": "lake"}
DECIDING = frozenset({Role.TALENT_OFFICE, Role.APPROVER})


@never_cache
@require_http_methods(["GET", "POST"])
def stock(request: HttpRequest, pool: int) -> HttpResponse:
    """All flats of a pool; bringing a sheet, entering one."""
    try:
        if request.method == "GET":
            return _stock(request, pool)
        quotas.pool(current(), pool)
        said = _bring(request, pool)
    except NoSuchQuota:
        raise Http404(pool) from None
    except QuotaRefused as refused:
        return _stock(request, pool, sentences(refused, spoken()))
    messages.success(request, said)
    return redirect("portal:desk_flats", pool=pool)


@never_cache
@require_GET
def template(request: HttpRequest, pool: int) -> HttpResponse:
    """An empty sheet of flats."""
    try:
        quotas.pool(current(), pool)
    except NoSuchQuota:
        raise Http404(pool) from None
    response = HttpResponse(quotas.empty_sheet(), content_type=XLSX)
    response.headers["Content-Disposition"] = 'attachment; filename="flats.xlsx"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def flat(request: HttpRequest, flat: int) -> HttpResponse:
    """One flat: its leases, ending or extending the one that goes on, taking the flat out."""
    try:
        if request.method == "GET":
            return _flat(request, flat)
        quotas.flat(current(), flat)
        _change(request, flat)
    except NoSuchQuota:
        raise Http404(flat) from None
    except QuotaRefused as refused:
        return _flat(request, flat, sentences(refused, spoken()))
    messages.success(request, say("quota_saved", spoken()))
    return redirect("portal:desk_flat", flat=flat)


def _bring(request: HttpRequest, pool: int) -> str:
    if field(request, "action") == "sheet":
        name, body = uploaded(request, "sheet")
        count = quotas.bring_stock(acting=current(), pool_id=pool, name=name, body=body)
        return say("flats_brought", spoken(), count=count)
    row = quotas.typed_row(*(field(request, one) for one in ("address", "rooms", "area", "rent")))
    quotas.add_flat(acting=current(), pool_id=pool, flat=row)
    return say("flats_brought", spoken(), count=1)


def _change(request: HttpRequest, flat: int) -> None:
    action, actor = field(request, "action"), current()
    lease = number_in(request, "lease", 0)
    if action == "out":
        quotas.withdraw_flat(acting=actor, flat_id=flat, reason=field(request, "out_reason"))
    elif action == "end":
        quotas.end_lease(acting=actor, lease_id=lease, reason=field(request, "end_reason"),
                         on=day_in(request, "on") or timezone.localdate())  # fmt: skip
    elif action == "extend":
        quotas.extend_lease(acting=actor, lease_id=lease, until=day_in(request, "until"),
                            reason=field(request, "extend_reason"))  # fmt: skip


def _stock(request: HttpRequest, pool: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found = quotas.pool(actor, pool)
    if found.unit != "flat":
        raise Http404(pool)
    context = {
        "pool": pool_line(found, language),
        "flats": [_line(one, language) for one in quotas.flats(actor, found)],
        "decides": actor.holds_any(DECIDING, found.tenant_id),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/flats.html", context, status=400 if refusals else 200)


def _flat(request: HttpRequest, flat: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor, today = spoken(), current(), timezone.localdate()
    found = quotas.flat(actor, flat)
    leases = [lease_line(one, language, today) for one in found.leases]
    context = {
        "flat": _line(found, language), "leases": leases, "pool": found.pool_id,
        "pool_name": found.pool.say(language), "today": today.isoformat(),
        "lease": next((one for one in leases if one["is_open"]), None),
        "decides": actor.holds_any(DECIDING), "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/flat.html", context, status=400 if refusals else 200)


def _line(one: FlatShown, language: Language) -> Mapping[str, Any]:
    rent = money(one.rent_fen, language) if one.rent_fen is not None else ""
    return {
        "id": one.id, "address": one.address, "rooms": one.rooms, "state": one.state,
        "area": f"{one.area.normalize():f}",
        "rent": say("flat_rent_month" if rent else "flat_no_rent", language, sum=rent),
        "badge": Badge(say(f"flat_{one.state}", language), TONES.get(one.state, "")),
    }  # fmt: skip
