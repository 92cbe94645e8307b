"""Providers, and the accounts that record uses for them.

made = add_provider(acting=office, place="xiangtan", told=Told("示例书店", "A bookshop", ...))
add_member(acting=office, provider_id=made.pk, account_id=partner.account_id)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, holders
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation, subtree_ids
from yanzhen.apps.privileges.access import access_provider, require_keeper
from yanzhen.apps.privileges.errors import Refusal, reasoned, refuse, refuse_all
from yanzhen.apps.privileges.models import Member, Privilege, Provider
from yanzhen.policy.vocabulary import Label

LONGEST = {"name_zh": 120, "name_en": 200, "address": 200, "phone": 40, "basis": 400}
NAMES = {
    "name_zh": Label("中文名称", "the name in Chinese"),
    "name_en": Label("英文名称", "the name in English"),
    "address": Label("地址", "the address"), "phone": Label("电话", "the telephone"),
    "basis": Label("依据", "the basis"),
}  # fmt: skip
NEEDED = ("name_zh", "name_en", "basis")
BOTH = Label(
    "经纬度请一并填写：纬度-90至90，经度-180至180。",
    "Latitude (-90 to 90) and longitude (-180 to 180) come together.",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the office enters of a provider."""

    name_zh: str
    name_en: str
    basis: str
    address: str = ""
    phone: str = ""
    latitude: str = ""
    longitude: str = ""


def add_provider(*, acting: Actor, place: str, told: Told) -> Provider:
    """A provider of a city, county or park."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        seat = None
    if seat is None or seat.is_department:
        raise refuse("no_place", "没有这个地方。", "There is no such place.", "place")
    require_keeper(acting, seat.id)
    given = _given(told)
    with act_as(SYSTEM), transaction.atomic():
        if Provider.objects.filter(tenant=seat.id, name_zh=given["name_zh"]).exists():
            raise refuse("there", "已有这个合作单位。", "This provider is there.", "name_zh")
        made = Provider.objects.create(tenant_id=seat.id, city=seat.city, **given)
        _record(acting, made, "provider_added")
    return made


def change_provider(*, acting: Actor, provider_id: int, told: Told) -> None:
    """What is known of it now."""
    given = _given(told)
    with transaction.atomic():
        found = access_provider(acting, provider_id, change=True)
        with act_as(SYSTEM):
            for name, value in given.items():
                setattr(found, name, value)
            found.save(update_fields=list(given))
            _record(acting, found, "provider_changed")


def end_provider(*, acting: Actor, provider_id: int, reason: str) -> None:
    """It takes part no more: its offers are withdrawn, its accounts record nothing."""
    reason, now = reasoned(reason), timezone.now()
    with transaction.atomic():
        found = access_provider(acting, provider_id, change=True)
        with act_as(SYSTEM):
            if found.ended_at is not None:
                return
            found.ended_at = now
            found.save(update_fields=["ended_at"])
            Privilege.objects.filter(provider=found).update(state=Privilege.State.WITHDRAWN)
            Member.objects.filter(provider=found, ended_at=None).update(ended_at=now)
            _record(acting, found, "provider_ended", reason=reason)


def add_member(*, acting: Actor, provider_id: int, account_id: int) -> None:
    """An account with the post of a partner in the city records uses for the provider."""
    with transaction.atomic():
        found = access_provider(acting, provider_id, change=True)
        with act_as(SYSTEM):
            city = organisation(found.city)
            posts = holders(subtree_ids(city.id), Role.PARTNER)
            holder = next((one for one in posts if one.account_id == account_id), None)
            if holder is None:
                raise refuse(
                    "no_partner", "该账号在本市没有合作单位人员岗位，请先由管理员授予。",
                    "The account has no partner's post in this city: an administrator gives it.",
                    "account",
                )  # fmt: skip
            Member.objects.get_or_create(
                provider=found, account_id=account_id, ended_at=None,
                defaults={"tenant_id": found.tenant_id, "name": holder.name,
                          "since": timezone.now()},
            )  # fmt: skip
            _record(acting, found, "member_added", account=account_id)


def end_member(*, acting: Actor, provider_id: int, account_id: int) -> None:
    """From now on the account records nothing for the provider."""
    with transaction.atomic():
        found = access_provider(acting, provider_id, change=True)
        with act_as(SYSTEM):
            rows = Member.objects.filter(provider=found, account=account_id, ended_at=None)
            if rows.update(ended_at=timezone.now()):
                _record(acting, found, "member_ended", account=account_id)


def _given(told: Told) -> dict[str, str | Decimal | None]:
    """The columns; PrivilegeRefused with everything that is wrong at once."""
    refuse_all(_unfit(told))
    texts = {name: getattr(told, name).strip() for name in LONGEST}
    spot = _spot(told)
    return {**texts, "latitude": spot[0] if spot else None, "longitude": spot[1] if spot else None}


def _unfit(told: Told) -> Iterator[Refusal]:
    for name, longest in LONGEST.items():
        said, label = getattr(told, name).strip(), NAMES[name]
        if name in NEEDED and not said:
            yield Refusal("missing", Label(f"请填写{label.zh}。", f"Enter {label.en}."), name)
        if len(said) > longest:
            most = Label(f"{label.zh}最多{longest}字。", f"At most {longest}: {label.en}.")
            yield Refusal("too_long", most, name)
    try:
        _spot(told)
    except (InvalidOperation, ValueError):
        yield Refusal("no_spot", BOTH, "latitude")


def _spot(told: Told) -> tuple[Decimal, Decimal] | None:
    latitude, longitude = told.latitude.strip(), told.longitude.strip()
    if not latitude and not longitude:
        return None
    north, east = (Decimal(one).quantize(Decimal("0.00001")) for one in (latitude, longitude))
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError
    return north, east


def _record(acting: Actor, provider: Provider, what: str, **details: int | str) -> None:
    record(f"privilege.{what}", acting=acting, subject=f"provider:{provider.pk}",
           chain=provider.city, details={"name": provider.name_zh, **details})  # fmt: skip
