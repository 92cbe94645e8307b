"""Offers, for everybody, for the desk, and for one card."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.organisations.service import organisation_by_id
from yanzhen.apps.privileges import counting, pooling
from yanzhen.apps.privileges.access import access_privilege, access_provider, reads_at
from yanzhen.apps.privileges.fitting import OfCard, stands, why_not
from yanzhen.apps.privileges.models import Member, Privilege, Provider
from yanzhen.apps.privileges.shown import OfferLeft, OfferShown, ProviderShown
from yanzhen.policy.vocabulary import Label

MOST = 500


def directory(city: str, level: str = "") -> tuple[OfferShown, ...]:
    """What anybody may read: all that is offered in a city today, for every level or for one."""
    today = timezone.localdate()
    with act_as(SYSTEM):
        rows = _offered(today).filter(city=city).select_related("provider")
        found = list(rows.order_by("group", "title_zh", "pk")[:MOST])
    return offers_shown(one for one in found if not level or not one.levels or level in one.levels)


def offers(actor: Actor) -> tuple[OfferShown, ...]:
    """The offers of her places, for an office; drafts and withdrawn ones too."""
    rows = Privilege.objects.visible_to(actor).select_related("provider")
    rows = rows.order_by("city", "programme", "group", "title_zh", "pk")
    return offers_shown(one for one in rows[:MOST] if reads_at(actor, one.tenant_id))


def offer(actor: Actor, privilege_id: int) -> OfferShown:
    """One offer, for an office."""
    return offers_shown([access_privilege(actor, privilege_id)])[0]


def left_this_year(actor: Actor, privilege_id: int) -> int | None:
    """What is left of the number for all cards this year; None where it is not limited."""
    found = access_privilege(actor, privilege_id)
    return pooling.left_in([found], timezone.localdate().year).get(found.pk)


def providers(actor: Actor) -> tuple[ProviderShown, ...]:
    """The providers of her places, for an office."""
    rows = Provider.objects.visible_to(actor).order_by("city", "name_zh", "pk")
    return _providers(one for one in rows[:MOST] if reads_at(actor, one.tenant_id))


def provider(actor: Actor, provider_id: int) -> ProviderShown:
    """One provider, for an office."""
    return _providers([access_provider(actor, provider_id)])[0]


def left_for(
    card: OfCard, card_id: int, found: Sequence[Privilege], on: date
) -> tuple[OfferLeft, ...]:
    """These offers for one card on a day, with what it has left; those it opens first."""
    with act_as(SYSTEM):
        used = counting.used_by([card_id], [one.pk for one in found])
        pools = pooling.left_in(list(found), on.year)
    shown = {one.id: one for one in offers_shown(found)}
    rows = []
    for one in found:
        left = counting.left_of(one, used.get((card_id, one.pk), {}), on)
        left |= {"pool": pools[one.pk]} if one.pk in pools else {}
        rows.append(OfferLeft(shown[one.pk], left, why_not(one, card, on)))
    return tuple(sorted(rows, key=lambda row: (row.why_not is not None, not row.can)))


def offered_by(provider_ids: Iterable[int], on: date) -> list[Privilege]:
    """What providers offer on a day; run as the service, or as the provider."""
    rows = _offered(on).filter(provider__in=[*provider_ids]).select_related("provider")
    return list(rows.order_by("title_zh", "pk"))


def offered_behind(card: OfCard, on: date) -> list[Privilege]:
    """What a card opens on a day, whoever offers it; run as the service."""
    rows = _offered(on).filter(city=card.city, programme=card.programme)
    rows = rows.select_related("provider").order_by("group", "title_zh", "pk")
    return [one for one in rows[:MOST] if stands(one, on) and why_not(one, card, on) is None]


def offers_shown(rows: Iterable[Privilege]) -> tuple[OfferShown, ...]:
    """Rows as they are shown."""
    found = list(rows)
    places = {pk: organisation_by_id(pk) for pk in {one.tenant_id for one in found}}
    return tuple(_shown(one, places[one.tenant_id].label) for one in found)


def _offered(on: date) -> QuerySet[Privilege]:
    rows: QuerySet[Privilege] = Privilege.objects.filter(
        state=Privilege.State.OFFERED, valid_from__lte=on
    )
    return rows.filter(Q(valid_until=None) | Q(valid_until__gte=on))


def _shown(one: Privilege, place: Label) -> OfferShown:
    by = one.provider
    return OfferShown(
        one.pk, by.pk, Label(by.name_zh, by.name_en), by.address, by.phone, place, one.tenant_id,
        one.city, one.programme, one.group, Label(one.title_zh, one.title_en),
        Label(one.offer_zh, one.offer_en), tuple(one.levels), one.way, one.unit, one.limits,
        one.yearly, one.valid_from, one.valid_until, one.state, one.basis,
    )  # fmt: skip


def _providers(rows: Iterable[Provider]) -> tuple[ProviderShown, ...]:
    found = list(rows)
    places = {pk: organisation_by_id(pk) for pk in {one.tenant_id for one in found}}
    members: dict[int, list[tuple[int, str]]] = {}
    standing = Member.objects.filter(provider__in=[one.pk for one in found], ended_at=None)
    for by, account, name in standing.order_by("name").values_list(
        "provider_id", "account_id", "name"
    ):
        members.setdefault(by, []).append((account, name))
    return tuple(
        ProviderShown(
            one.pk, Label(one.name_zh, one.name_en), places[one.tenant_id].label, one.tenant_id,
            one.city, one.address, one.phone, _said(one.latitude), _said(one.longitude), one.basis,
            one.ended_at, tuple(members.get(one.pk, ())),
        )
        for one in found
    )  # fmt: skip


def _said(number: object) -> str:
    return "" if number is None else f"{number}"
