"""The talent office's pages: providers, their accounts, what they offer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yanzhen.apps.accounts.service import Actor, Role, current, holders
from yanzhen.apps.organisations.service import organisation, subtree_ids
from yanzhen.apps.privileges import service as privileges
from yanzhen.apps.privileges.service import (
    Limits,
    NoSuchPrivilege,
    Offered,
    OfferShown,
    PrivilegeRefused,
    ProviderShown,
    Told,
)
from yanzhen.policy.vocabulary import Language
from yanzhen.portal.desk.choices import reach_of
from yanzhen.portal.language import spoken
from yanzhen.portal.privileges.named import Names
from yanzhen.portal.privileges.shown import (
    day_in,
    field,
    limit_in,
    number_in,
    offer_line,
    sentences,
)
from yanzhen.portal.words import say

Page = Callable[[HttpRequest, Sequence[str]], HttpResponse]
PROVIDER = ("name_zh", "name_en", "basis", "address", "phone", "latitude", "longitude")
TEXTS = ("title_zh", "title_en", "offer_zh", "offer_en", "way", "basis", "unit")
LIMITS = ("per_day", "per_month", "per_year", "per_card", "yearly")


@never_cache
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """All providers and offers of her places; entering a provider."""

    def enter() -> str:
        told = Told(**{name: field(request, name) for name in PROVIDER})
        privileges.add_provider(acting=current(), place=field(request, "place"), told=told)
        return say("provider_saved", spoken())

    return _answer(request, _overview, enter, reverse("portal:desk_privileges"))


@never_cache
@require_http_methods(["GET", "POST"])
def provider(request: HttpRequest, provider: int) -> HttpResponse:
    """One provider: its accounts, its offers, a new offer."""

    def page(request: HttpRequest, refusals: Sequence[str]) -> HttpResponse:
        return _provider(request, provider, refusals)

    def change() -> str:
        return _change_provider(request, provider)

    return _answer(request, page, change, reverse("portal:desk_provider", args=[provider]))


@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, offer: int) -> HttpResponse:
    """One offer: offering it, its limits, withdrawing it."""

    def page(request: HttpRequest, refusals: Sequence[str]) -> HttpResponse:
        return _offer(request, offer, refusals)

    def change() -> str:
        return _change_offer(request, offer)

    return _answer(request, page, change, reverse("portal:desk_offer", args=[offer]))


def _answer(request: HttpRequest, page: Page, change: Callable[[], str], then: str) -> HttpResponse:
    """The page; or what a form asked for, and the page again with what stood in the way."""
    try:
        if request.method == "GET":
            return page(request, ())
        said = change()
    except NoSuchPrivilege:
        raise Http404 from None
    except PrivilegeRefused as refused:
        return page(request, sentences(refused, spoken()))
    messages.success(request, said)
    return redirect(then)


def _change_provider(request: HttpRequest, provider: int) -> str:
    actor, language = current(), spoken()
    match field(request, "action"):
        case "change":
            told = Told(**{name: field(request, name) for name in PROVIDER})
            privileges.change_provider(acting=actor, provider_id=provider, told=told)
        case "end":
            privileges.end_provider(
                acting=actor, provider_id=provider, reason=field(request, "end_reason")
            )
        case "add":
            privileges.add_member(
                acting=actor, provider_id=provider, account_id=number_in(request, "account")
            )
        case "remove":
            privileges.end_member(
                acting=actor, provider_id=provider, account_id=number_in(request, "account")
            )
        case "offer":
            privileges.draft(acting=actor, provider_id=provider, told=_told(request))
            return say("offer_drafted", language)
        case _:
            privileges.provider(actor, provider)
            raise Http404
    return say("provider_saved", language)


def _change_offer(request: HttpRequest, offer: int) -> str:
    actor, language, action = current(), spoken(), field(request, "action")
    match action:
        case "offer":
            privileges.offer(acting=actor, privilege_id=offer)
            return say("offer_offered", language)
        case "withdraw":
            reason = field(request, "withdraw_reason")
            privileges.withdraw(acting=actor, privilege_id=offer, reason=reason)
            return say("offer_withdrawn", language)
        case "limit":
            privileges.limit(
                acting=actor, privilege_id=offer, limits=_limits(request),
                valid_until=day_in(request, "valid_until"), reason=field(request, "limit_reason"),
            )  # fmt: skip
        case "redraft":
            privileges.redraft(acting=actor, privilege_id=offer, told=_told(request))
        case _:
            privileges.offer_shown(actor, offer)
            raise Http404
    return say("offer_saved", language)


def _told(request: HttpRequest) -> Offered:
    programme, _, group = field(request, "group").partition("/")
    levels = field(request, "levels").replace("，", ",").replace("、", ",").split(",")
    return Offered(
        programme, group, **{name: field(request, name) for name in TEXTS},
        valid_from=day_in(request, "valid_from"), valid_until=day_in(request, "valid_until"),
        levels=tuple(one.strip() for one in levels if one.strip()), limits=_limits(request),
    )  # fmt: skip


def _limits(request: HttpRequest) -> Limits:
    return Limits(**{name: limit_in(request, name) for name in LIMITS})


def _overview(request: HttpRequest, refusals: Sequence[str]) -> HttpResponse:
    actor, language = current(), spoken()
    places, names = reach_of(actor).places, Names(language)
    context = {
        "providers": [_line(one, language) for one in privileges.providers(actor)],
        "offers": [_offer_line(one, names) for one in privileges.offers(actor)],
        "places": [(one.code, one.label.say(language)) for one in places],
        "keeps": actor.holds(Role.TALENT_OFFICE), "posted": request.POST, "refusals": refusals,
    }  # fmt: skip
    return _shown(request, "overview", context)


def _provider(request: HttpRequest, provider: int, refusals: Sequence[str]) -> HttpResponse:
    actor, language = current(), spoken()
    one = privileges.provider(actor, provider)
    names = Names(language)
    offers = [o for o in privileges.offers(actor) if o.provider_id == provider]
    context = {
        "one": _line(one, language), "members": one.members,
        "offers": [_offer_line(o, names) for o in offers],
        "partners": list(_partners(actor, one)), "keeps": _keeps(actor, one.tenant_id, one),
        "posted": request.POST, "refusals": refusals,
    } | _choices(one.city, names)  # fmt: skip
    return _shown(request, "provider", context)


def _offer(request: HttpRequest, offer: int, refusals: Sequence[str]) -> HttpResponse:
    actor, language = current(), spoken()
    one = privileges.offer_shown(actor, offer)
    left, names = privileges.left_this_year(actor, offer), Names(language)
    kept = {
        "group": f"{one.programme}/{one.group}", "title_zh": one.title.zh,
        "title_en": one.title.en, "offer_zh": one.offer.zh, "offer_en": one.offer.en,
        "way": one.way, "unit": one.unit, "levels": ",".join(one.levels), "basis": one.basis,
        "valid_from": one.valid_from.isoformat(),
        "valid_until": one.valid_until.isoformat() if one.valid_until else "",
        **_kept_limits(one),
    }  # fmt: skip
    context = {
        "one": _offer_line(one, names), "kept": kept,
        "posted": request.POST if refusals else kept, "refusals": refusals,
        "left": say("privilege_left_pool", language, count=left) if left is not None else "",
        "keeps": actor.holds(Role.TALENT_OFFICE, one.tenant_id),
    } | _choices(one.city, names)  # fmt: skip
    return _shown(request, "offer", context)


def _kept_limits(one: OfferShown) -> dict[str, str]:
    values = {f"per_{'card' if name == 'all' else name}": n for name, n in one.limits.items()}
    values["yearly"] = one.yearly
    return {name: "" if n is None else str(n) for name, n in values.items()}


def _choices(city: str, names: Names) -> dict[str, object]:
    """What a form of an offer can be chosen from."""
    language = names.language
    groups = [
        (f"{card.id}/{group.id}", f"{card.label.say(language)} · {group.label.say(language)}")
        for card in names.cards(city) for group in card.groups
    ]  # fmt: skip
    return {
        "groups": groups, "today": timezone.localdate().isoformat(),
        "ways": [(one, say(f"privilege_way_{one}", language)) for one in ("show", "book")],
        "units": [(one, say(f"offer_unit_{one}", language)) for one in ("time", "place")],
    }  # fmt: skip


def _partners(actor: Actor, one: ProviderShown) -> Iterator[tuple[str, str]]:
    """Accounts with a partner's post in the city that do not act for it yet."""
    known = {account for account, _ in one.members}
    seats = subtree_ids(organisation(one.city).id)
    named = {h.account_id: h.name for h in holders(seats, Role.PARTNER)}
    yield from ((str(key), name) for key, name in named.items() if key not in known)


def _keeps(actor: Actor, tenant_id: int, one: ProviderShown) -> bool:
    return one.ended_at is None and actor.holds(Role.TALENT_OFFICE, tenant_id)


def _line(one: ProviderShown, language: Language) -> Mapping[str, Any]:
    return {
        "id": one.id, "name": one.name.say(language), "place": one.place.say(language),
        "address": one.address, "phone": one.phone, "members": len(one.members),
        "basis": say("privilege_basis", language, basis=one.basis),
        "ended": one.ended_at is not None,
        "kept": {"name_zh": one.name.zh, "name_en": one.name.en, "address": one.address,
                 "phone": one.phone, "latitude": one.latitude, "longitude": one.longitude,
                 "basis": one.basis},
    }  # fmt: skip


def _offer_line(one: OfferShown, names: Names) -> dict[str, Any]:
    group = names.group(one.city, one.programme, one.group)
    return offer_line(one, names.language) | {"group_label": group}


def _shown(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    status = 400 if context["refusals"] else 200
    return render(request, f"portal/privileges/{name}.html", dict(context), status=status)
