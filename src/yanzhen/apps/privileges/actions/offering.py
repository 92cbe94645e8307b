"""Offers: entered as a draft, shown to everybody once offered, withdrawn with a reason.

made = draft(acting=office, provider_id=7, told=Offered("card", "shopping", ...))
offer(acting=office, privilege_id=made.pk)
limit(acting=office, privilege_id=made.pk, limits=Limits(per_day=1, yearly=500), reason="协议")
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.privileges import pooling
from yanzhen.apps.privileges.access import access_privilege, access_provider
from yanzhen.apps.privileges.errors import Refusal, reasoned, refuse, refuse_all
from yanzhen.apps.privileges.groups import group_of
from yanzhen.apps.privileges.models import Privilege, Provider
from yanzhen.policy.vocabulary import Label

LONGEST = {"title_zh": 120, "title_en": 200, "offer_zh": 400, "offer_en": 600, "basis": 400}
NAMES = {
    "title_zh": Label("中文标题", "a title in Chinese"),
    "title_en": Label("英文标题", "a title in English"),
    "offer_zh": Label("中文内容", "what is offered, in Chinese"),
    "offer_en": Label("英文内容", "what is offered, in English"),
    "basis": Label("依据", "the basis"),
}  # fmt: skip
MOST = 1_000_000
MOST_LEVELS, LONGEST_LEVEL = 20, 12
LIMITS = ("per_day", "per_month", "per_year", "per_card", "yearly")


@dataclass(frozen=True, slots=True)
class Limits:
    """How often: one card in a day, month, year, in all; all cards in a year. None: no limit."""

    per_day: int | None = None
    per_month: int | None = None
    per_year: int | None = None
    per_card: int | None = None
    yearly: int | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What the office enters of an offer."""

    programme: str
    group: str
    title_zh: str
    title_en: str
    offer_zh: str
    offer_en: str
    way: str
    basis: str
    valid_from: date | None
    valid_until: date | None = None
    levels: tuple[str, ...] = ()
    unit: str = "time"
    limits: Limits = field(default_factory=Limits)


def draft(*, acting: Actor, provider_id: int, told: Offered) -> Privilege:
    """A new offer, which only its provider and the office see."""
    with transaction.atomic():
        provider = access_provider(acting, provider_id, change=True)
        given = _given(provider, told)
        with act_as(SYSTEM):
            made = Privilege.objects.create(
                provider=provider, tenant_id=provider.tenant_id, city=provider.city, **given
            )
            _record(acting, made, "drafted")
    return made


def redraft(*, acting: Actor, privilege_id: int, told: Offered) -> None:
    """Another wording of what nobody has been shown yet."""
    with transaction.atomic():
        found = access_privilege(acting, privilege_id, change=True)
        given = _given(found.provider, told)
        with act_as(SYSTEM):
            _require(found, Privilege.State.DRAFT)
            for name, value in given.items():
                setattr(found, name, value)
            found.save(update_fields=list(given))
            _record(acting, found, "drafted")


def offer(*, acting: Actor, privilege_id: int) -> None:
    """Everybody sees it now, and it can be used from its first day on."""
    with transaction.atomic():
        found = access_privilege(acting, privilege_id, change=True)
        with act_as(SYSTEM):
            _require(found, Privilege.State.DRAFT)
            if found.provider.ended_at is not None:
                raise refuse("ended", "该单位已停止合作。", "The provider takes part no more.")
            found.state = Privilege.State.OFFERED
            found.save(update_fields=["state"])
            pooling.stock(found, max(found.valid_from, timezone.localdate()).year)
            _record(acting, found, "offered")


def withdraw(*, acting: Actor, privilege_id: int, reason: str) -> None:
    """It can be used no more; what was used stays."""
    reason = reasoned(reason)
    with transaction.atomic():
        found = access_privilege(acting, privilege_id, change=True)
        with act_as(SYSTEM):
            if found.state == Privilege.State.WITHDRAWN:
                return
            found.state = Privilege.State.WITHDRAWN
            found.save(update_fields=["state"])
            _record(acting, found, "withdrawn", reason=reason)


def limit(
    *, acting: Actor, privilege_id: int, limits: Limits, valid_until: date | None, reason: str
) -> None:
    """Other limits, or another last day, of what is offered already."""
    reason = reasoned(reason)
    refuse_all(_unfit_limits(limits))
    with transaction.atomic():
        found = access_privilege(acting, privilege_id, change=True)
        if valid_until is not None and valid_until < found.valid_from:
            raise refuse("order", "截止日不能早于开始日。", "It ends after it begins.",
                         "valid_until")  # fmt: skip
        with act_as(SYSTEM):
            for name in LIMITS[:-1]:
                setattr(found, name, getattr(limits, name))
            found.valid_until = valid_until
            pooling.resize(acting, found, limits.yearly, timezone.localdate(), reason)
            found.save(update_fields=[*LIMITS, "changes", "valid_until"])
            _record(acting, found, "limited", reason=reason)


def _given(provider: Provider, told: Offered) -> dict[str, object]:
    refuse_all((*_unfit(provider, told), *_unfit_limits(told.limits)))
    texts = {name: getattr(told, name).strip() for name in LONGEST}
    return {
        **texts, "programme": told.programme, "group": told.group, "way": told.way,
        "unit": told.unit, "valid_from": told.valid_from, "valid_until": told.valid_until,
        "levels": list(told.levels), **{name: getattr(told.limits, name) for name in LIMITS},
    }  # fmt: skip


def _unfit(provider: Provider, told: Offered) -> Iterator[Refusal]:
    if group_of(provider.city, told.programme, told.group) is None:
        none = Label("文件里这张卡没有这个类别。", "The document names no such group of this card.")
        yield Refusal("no_group", none, "group")
    for name, longest in LONGEST.items():
        said, label = getattr(told, name).strip(), NAMES[name]
        if not said:
            yield Refusal("missing", Label(f"请填写{label.zh}。", f"Enter {label.en}."), name)
        if len(said) > longest:
            most = Label(f"{label.zh}最多{longest}字。", f"At most {longest}: {label.en}.")
            yield Refusal("too_long", most, name)
    if told.way not in Privilege.Way.values:
        yield Refusal("no_way", Label("请选择使用方式。", "Choose how it is used."), "way")
    if told.unit not in ("time", "place"):
        yield Refusal("no_unit", Label("请选择计数单位。", "Choose what is counted."), "unit")
    if told.valid_from is None:
        yield Refusal("no_day", Label("请填写开始日。", "Enter its first day."), "valid_from")
    elif told.valid_until is not None and told.valid_until < told.valid_from:
        late = Label("截止日不能早于开始日。", "It ends after it begins.")
        yield Refusal("order", late, "valid_until")
    if len(told.levels) > MOST_LEVELS or any(len(one) > LONGEST_LEVEL for one in told.levels):
        yield Refusal("levels", Label("层次写法有误。", "The levels cannot be read."), "levels")


def _unfit_limits(limits: Limits) -> Iterator[Refusal]:
    for name in LIMITS:
        value = getattr(limits, name)
        if value is not None and not 1 <= value <= MOST:
            some = Label("次数应为大于零的整数，或留空。", "A whole number above zero, or none.")
            yield Refusal("number", some, name)


def _require(found: Privilege, state: str) -> None:
    if found.state != state:
        raise refuse(
            "wrong_state", "只有拟定中的权益可以这样处理。", "Only a draft can be treated so."
        )


def _record(acting: Actor, found: Privilege, what: str, **details: str) -> None:
    told = {"group": found.group, "title": found.title_zh, "basis": found.basis,
            **{name: getattr(found, name) for name in LIMITS}, **details}  # fmt: skip
    record(f"privilege.{what}", acting=acting, subject=f"privilege:{found.pk}",
           chain=found.city, details=told)  # fmt: skip
