"""Monthly statements, of one provider and of a whole office."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.privileges.access import access_provider, providers_for, reads_at
from yanzhen.apps.privileges.errors import NoSuchPrivilege
from yanzhen.apps.privileges.models import Provider, Statement, Use
from yanzhen.apps.privileges.months import digest_of, uses_in
from yanzhen.apps.privileges.queries.partners import tallied
from yanzhen.apps.privileges.shown import DayRow, StatementShown, Tally
from yanzhen.policy.vocabulary import Label

BY = ("group", "level", "provider")


def statement(actor: Actor, provider_id: int, month: date) -> StatementShown:
    """A month of a provider, for itself or for the office; provisional until it is made."""
    found = _provider(actor, provider_id)
    with act_as(SYSTEM):
        kept = Statement.objects.filter(provider=found, month=month).first()
        uses = list(uses_in([found.pk], month).select_related("privilege"))
        months = Use.objects.filter(provider=found).datetimes("at", "month", order="DESC")
        known = {timezone.localdate(one) for one in months}
    counted = [one for one in uses if one.taken_back_at is None]
    return StatementShown(
        kept.pk if kept else None, found.pk, Label(found.name_zh, found.name_en), month,
        tuple(_by_day(counted)), len(counted), len(uses) - len(counted), digest_of(uses),
        kept.digest if kept else "", kept.made_at if kept else None,
        kept.confirmed_at if kept else None, kept.confirmed_by if kept else "",
        tuple(sorted({*known, month}, reverse=True)),
    )  # fmt: skip


def used(actor: Actor, month: date, by: str) -> tuple[Tally, ...]:
    """What was used in her places in a month, by group, level or provider; for an office."""
    ours = {
        one.pk: one for one in Provider.objects.visible_to(actor) if reads_at(actor, one.tenant_id)
    }
    rows = uses_in(ours, month).filter(taken_back_at=None).select_related("privilege")
    return tallied((*_key(one, by, ours[one.provider_id]), one.card_id) for one in rows)


def statements(actor: Actor, month: date) -> tuple[StatementShown, ...]:
    """The statements of a month in her places, without their rows; for an office."""
    rows = Statement.objects.visible_to(actor).filter(month=month).select_related("provider")
    kept = [one for one in rows.order_by("provider__name_zh") if reads_at(actor, one.tenant_id)]
    uses: dict[int, list[Use]] = {one.provider_id: [] for one in kept}
    for one in uses_in(uses, month):
        uses[one.provider_id].append(one)
    return tuple(
        StatementShown(
            one.pk, one.provider_id, Label(one.provider.name_zh, one.provider.name_en), month, (),
            one.uses, 0, digest_of(uses[one.provider_id]), one.digest, one.made_at,
            one.confirmed_at, one.confirmed_by,
        )
        for one in kept
    )  # fmt: skip


def _provider(actor: Actor, provider_id: int) -> Provider:
    if provider_id not in providers_for(actor):
        return access_provider(actor, provider_id)
    found = Provider.objects.visible_to(actor).filter(pk=provider_id).first()
    if found is None:
        raise NoSuchPrivilege(provider_id)
    return found


def _key(one: Use, by: str, provider: Provider) -> tuple[str, Label]:
    """What a use is counted under. A group's name is in the pack: pages look it up."""
    if by == "provider":
        return str(provider.pk), Label(provider.name_zh, provider.name_en)
    if by == "level":
        return one.level, Label(one.level, one.level)
    offer = one.privilege
    return f"{offer.city}/{offer.programme}/{offer.group}", Label(offer.group, offer.group)


def _by_day(uses: Sequence[Use]) -> list[DayRow]:
    days: dict[tuple[date, int], list[Use]] = {}
    for one in uses:
        days.setdefault((timezone.localdate(one.at), one.privilege_id), []).append(one)
    return [
        DayRow(
            on, Label(some[0].privilege.title_zh, some[0].privilege.title_en), len(some),
            len(Counter(one.card_id for one in some)), sum(one.late for one in some),
        )
        for (on, _), some in sorted(days.items())
    ]  # fmt: skip
