"""The office's pages of pools: what there is, who waits, opening one, its size and its rules."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Role, current
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.quotas.service import NoSuchQuota, PoolShown, QuotaRefused, Wish
from yanzhen.policy.vocabulary import Label, Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.chart import picture
from yanzhen.portal.quotas.shown import (
    day_in,
    field,
    number_in,
    pool_line,
    request_line,
    sentences,
)
from yanzhen.portal.readable import day
from yanzhen.portal.words import say

DECIDING = frozenset({Role.TALENT_OFFICE, Role.APPROVER})
ASKING = frozenset({Role.TALENT_OFFICE, Role.CLERK})


@never_cache
@require_http_methods(["GET", "POST"])
def pools(request: HttpRequest) -> HttpResponse:
    """All pools of her places; opening one that a document lists, or another one."""
    if request.method == "GET":
        return _list(request)
    try:
        opened = _open(request)
    except QuotaRefused as refused:
        return _list(request, sentences(refused, spoken()))
    messages.success(request, say("quota_opened", spoken()))
    return redirect("portal:desk_quota", pool=opened)


@never_cache
@require_http_methods(["GET", "POST"])
def pool(request: HttpRequest, pool: int) -> HttpResponse:
    """One pool: what is free, who waits and who has something, and what can be changed."""
    try:
        if request.method == "GET":
            return _one(request, pool)
        return _change(request, pool)
    except NoSuchQuota:
        raise Http404(pool) from None
    except QuotaRefused as refused:
        return _one(request, pool, sentences(refused, spoken()))


def _open(request: HttpRequest) -> int:
    if field(request, "action") == "from_pack":
        return quotas.open_from_pack(
            acting=current(), city=field(request, "city"), pack_pool=field(request, "pack_pool")
        ).pk
    return quotas.open_pool(
        acting=current(), place=field(request, "place"), slug=field(request, "slug"),
        name=Label(field(request, "name_zh"), field(request, "name_en")),
        unit=field(request, "unit"), clause=field(request, "clause"),
        borrowed=field(request, "borrowed") == "yes",
    ).pk  # fmt: skip


def _list(request: HttpRequest, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found = quotas.pools(actor)
    offered = quotas.offered(actor, found) if actor.holds(Role.TALENT_OFFICE) else ()
    places = [one for one in reach_of(actor).places if actor.holds(Role.TALENT_OFFICE, one.id)]
    context = {
        "rows": [pool_line(one, language) for one in found],
        "picture": picture(found, language),
        "offered": [
            {"city": one.city, "id": one.pack_pool, "name": one.name.say(language),
             "clause": one.clause.say(language), "unit": say(f"counted_{one.unit}", language),
             "size": one.size}
            for one in offered
        ],
        "places": [(one.code, one.label.say(language)) for one in places],
        "units": [(one.value, say(f"counted_{one.value}", language)) for one in quotas.UNITS],
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/pools.html", context, status=400 if refusals else 200)


def _change(request: HttpRequest, pool: int) -> HttpResponse:
    actor, action = current(), field(request, "action")
    if action == "size":
        quotas.set_size(acting=actor, pool_id=pool, size=number_in(request, "size"),
                        reason=field(request, "size_reason"))  # fmt: skip
    elif action == "terms":
        days = number_in(request, "reserve_days") if field(request, "reserve_days") else None
        quotas.set_terms(acting=actor, pool_id=pool, reserve_days=days,
                         by_draw=field(request, "by_draw") == "yes")  # fmt: skip
    elif action == "ask":
        wish = Wish(
            field(request, "reason"), number_in(request, "number"),
            place=field(request, "used_in"), case_number=field(request, "case"),
        )  # fmt: skip
        made = quotas.ask(acting=actor, pool_id=pool, key=field(request, "key")[:64], wish=wish)
        return redirect("portal:desk_quota_request", wish=made.pk)
    elif action == "draw":
        return _prepare(request, pool)
    messages.success(request, say("quota_saved", spoken()))
    return redirect("portal:desk_quota", pool=pool)


def _prepare(request: HttpRequest, pool: int) -> HttpResponse:
    made = quotas.prepare_draw(
        acting=current(), pool_id=pool, title=field(request, "title"),
        flats=number_in(request, "flats"), witness_source=field(request, "witness_source"),
        draws_on=day_in(request, "draws_on") or timezone.localdate().replace(year=1970),
    )  # fmt: skip
    return redirect("portal:desk_draw", draw=made.pk)


def _one(request: HttpRequest, pool: int, refusals: Sequence[str] = ()) -> HttpResponse:
    language, actor = spoken(), current()
    found = quotas.pool(actor, pool)
    rows = [request_line(one, language) for one in quotas.line(actor, found)]
    is_flats = found.unit == "flat"
    context = {
        "pool": pool_line(found, language), "shown": found, "is_flats": is_flats,
        "picture": picture([found], language),
        "notes": [one.say(language) for one in found.notes],
        "waiting": [one for one in rows if one["state"] == "waiting"],
        "others": [one for one in rows if one["state"] != "waiting"],
        "keeps": actor.holds(Role.TALENT_OFFICE, found.tenant_id),
        "decides": actor.holds_any(DECIDING, found.tenant_id),
        "used_in": _asking_places(found, language),
        "draws": [
            {"id": one.id, "title": one.title, "state": say(f"draw_{one.state}", language),
             "day": day(one.draws_on, language)}
            for one in (quotas.draws(actor, found) if is_flats else ())
        ],
        "key": field(request, "key") or secrets.token_urlsafe(16),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/pool.html", context, status=400 if refusals else 200)


def _asking_places(pool: PoolShown, language: Language) -> list[tuple[str, str]]:
    """Where her office may ask for something of it: posts and seats only, its own place or, where
    it is borrowed, any of hers in the city."""
    if pool.is_personal:
        return []
    actor = current()
    found: Any = [
        one
        for one in reach_of(actor).places
        if actor.holds_any(ASKING, one.id)
        and (one.id == pool.tenant_id or (pool.borrowed and one.city == pool.city))
    ]
    return [(one.code, one.label.say(language)) for one in found]
