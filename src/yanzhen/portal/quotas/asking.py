"""Asking for something and following it: an employer for posts, a person for a flat."""

import secrets
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, current
from yanzhen.apps.organisations.service import below
from yanzhen.apps.quotas import service as quotas
from yanzhen.apps.quotas.service import NoSuchQuota, PoolShown, QuotaRefused, Wish
from yanzhen.apps.registry import service as registry
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.employer.following import acting_officer
from yanzhen.portal.language import spoken
from yanzhen.portal.quotas.shown import (
    field,
    lease_line,
    number_in,
    request_line,
    sentences,
    ticket_line,
)
from yanzhen.portal.words import say

MOST_PEOPLE = 200


@never_cache
@require_http_methods(["GET", "POST"])
def employer(request: HttpRequest) -> HttpResponse:
    """What her employers asked for, and a form to ask for a post or a seat."""
    actor = acting_officer()
    if request.method == "GET":
        return _of_employer(request, actor)
    employer = number_in(request, "employer", min(actor.employers))
    wish = Wish(
        field(request, "reason"), number_in(request, "number"), place=field(request, "used_in"),
        subject_id=number_in(request, "person", 0) or None, employer_id=employer,
        case_number=field(request, "case"),
    )  # fmt: skip
    if (refusals := _asked(request, wish)) is not None:
        return _of_employer(request, actor, refusals)
    return redirect("portal:employer_quotas")


@never_cache
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Her requests with her place in line, her number in a draw, her lease; asking for a flat."""
    actor = current()
    if request.method == "GET":
        return _mine(request, actor)
    person = registry.own_subject(actor)
    if person is None:
        return _mine(request, actor, [say("homes_nobody", spoken())])
    wish = Wish(field(request, "reason"), subject_id=person.pk)
    if (refusals := _asked(request, wish)) is not None:
        return _mine(request, actor, refusals)
    return redirect("portal:my_homes")


def _asked(request: HttpRequest, wish: Wish) -> Sequence[str] | None:
    """Ask, or take back; the sentences of a refusal."""
    actor = current()
    try:
        if field(request, "action") == "withdraw":
            quotas.withdraw(acting=actor, request_id=number_in(request, "wish", 0))
            messages.success(request, say("quota_withdrawn_now", spoken()))
        else:
            quotas.ask(acting=actor, pool_id=number_in(request, "pool", 0), wish=wish,
                       key=field(request, "key")[:64] or secrets.token_urlsafe(16))  # fmt: skip
            messages.success(request, say("quota_asked_now", spoken()))
    except NoSuchQuota:
        if field(request, "action") == "withdraw":
            raise Http404 from None
        return [say("quota_choose_pool", spoken())]
    except QuotaRefused as refused:
        return sentences(refused, spoken())
    return None


def _of_employer(request: HttpRequest, actor: Actor, refusals: Sequence[str] = ()) -> HttpResponse:
    language = spoken()
    pools = quotas.to_ask(personal=False)
    employers = registry.subjects(actor).filter(pk__in=actor.employers).values_list("pk", "name")
    people = registry.employees(actor, min(actor.employers))[:MOST_PEOPLE]
    context = {
        "rows": [request_line(one, language) for one in quotas.of_employers(actor)],
        "pools": _options(pools, language), "used_in": _places(pools, language),
        "employers": [(str(key), name) for key, name in employers],
        "people": [(str(one.pk), one.name) for one in people],
        "key": field(request, "key") or secrets.token_urlsafe(16),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/employer.html", context, status=400 if refusals else 200)


def _mine(request: HttpRequest, actor: Actor, refusals: Sequence[str] = ()) -> HttpResponse:
    language, today = spoken(), timezone.localdate()
    context = {
        "rows": [request_line(one, language) for one in quotas.mine(actor)],
        "leases": [lease_line(one, language, today) for one in quotas.my_leases(actor)],
        "tickets": [ticket_line(one, language) for one in quotas.my_tickets(actor)],
        "pools": _options(quotas.to_ask(personal=True), language),
        "key": field(request, "key") or secrets.token_urlsafe(16),
        "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return render(request, "portal/quotas/homes.html", context, status=400 if refusals else 200)


def _options(pools: Sequence[PoolShown], language: Language) -> list[tuple[str, str]]:
    return [
        (str(one.id), say("quota_option", language, place=one.place.say(language),
                          name=one.name.say(language), free=one.balance.available,
                          waiting=one.waiting))
        for one in pools
    ]  # fmt: skip


def _places(pools: Sequence[PoolShown], language: Language) -> list[tuple[str, str]]:
    """The counties in which a city's own posts may be used."""
    cities = dict.fromkeys(one.city for one in pools if one.borrowed)
    return [(one.code, one.label.say(language)) for one in below(cities) if not one.is_department]
