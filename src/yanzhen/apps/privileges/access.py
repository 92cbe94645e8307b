"""The only door to providers, offers, uses, bookings, statements and signals.

The talent office of the place keeps all of them, an auditor reads; a partner finds what belongs to
the providers that it stands for, as long as it holds the post of a partner.
"""

from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.privileges.errors import NoSuchPrivilege, refuse
from yanzhen.apps.privileges.models import (
    Booking,
    Member,
    Privilege,
    Provider,
    Signal,
    Statement,
    Use,
)
from yanzhen.policy.vocabulary import Label

READERS = frozenset({Role.TALENT_OFFICE, Role.AUDITOR})
KEEPERS = frozenset({Role.TALENT_OFFICE})
Row = TypeVar("Row", bound=models.Model)


def reads_at(actor: Actor, tenant_id: int) -> bool:
    """Whether she works at the place, or above it, in an office that reads these."""
    return actor.is_system or actor.holds_any(READERS, tenant_id)


def keeps_at(actor: Actor, tenant_id: int) -> bool:
    """Whether she is the talent office of the place, or of one above it."""
    return actor.is_system or actor.holds_any(KEEPERS, tenant_id)


def is_partner(actor: Actor) -> bool:
    """Whether she holds the post of a partner anywhere; for which provider, the rows say."""
    return actor.is_signed_in and actor.holds(Role.PARTNER)


def require_keeper(actor: Actor, tenant_id: int) -> None:
    if not keeps_at(actor, tenant_id):
        raise refuse(
            "not_office", "卡权益由本级或上级的人才工作机构管理。",
            "The talent office of the place or of one above it keeps these.",
        )  # fmt: skip


def providers_for(actor: Actor) -> tuple[int, ...]:
    """The providers that a partner stands for today, as they stand in their list."""
    return tuple(pk for pk, _ in stands_for(actor))


def stands_for(actor: Actor) -> tuple[tuple[int, Label], ...]:
    """The same with their names; in one query."""
    if not is_partner(actor):
        return ()
    rows = Member.objects.visible_to(actor).filter(account=actor.account_id, ended_at=None)
    rows = rows.filter(provider__ended_at=None).order_by("provider__name_zh", "provider")
    names = rows.values_list("provider_id", "provider__name_zh", "provider__name_en")
    return tuple((pk, Label(zh, en)) for pk, zh, en in names)


def access_provider(actor: Actor, provider_id: int, *, change: bool = False) -> Provider:
    """A provider of a place of hers, for an office."""
    found = _one(Provider.objects.visible_to(actor), provider_id, change)
    return _office(actor, found, found.tenant_id, change)


def access_privilege(actor: Actor, privilege_id: int, *, change: bool = False) -> Privilege:
    """An offer of a place of hers, for an office."""
    found = _one(Privilege.objects.visible_to(actor).select_related("provider"), privilege_id,
                 change)  # fmt: skip
    return _office(actor, found, found.tenant_id, change)


def access_signal(actor: Actor, signal_id: int) -> Signal:
    """A signal of a place of hers, to be answered."""
    found = _one(Signal.objects.visible_to(actor), signal_id, change=True)
    return _office(actor, found, found.tenant_id, change=True)


def access_statement(actor: Actor, statement_id: int, *, change: bool = False) -> Statement:
    """A statement, for the provider itself or an office; to be confirmed: for the office."""
    found = _one(Statement.objects.visible_to(actor).select_related("provider"), statement_id,
                 change)  # fmt: skip
    if not change and found.provider_id in providers_for(actor):
        return found
    return _office(actor, found, found.tenant_id, change)


def access_own_use(actor: Actor, use_id: int) -> Use:
    """A use of a provider that she stands for, to be taken back."""
    found = _one(Use.objects.visible_to(actor).select_related("privilege"), use_id, change=True)
    return _own(actor, found, found.provider_id)


def access_own_booking(actor: Actor, booking_id: int) -> Booking:
    """A booking with a provider that she stands for, to be answered."""
    found = _one(Booking.objects.visible_to(actor).select_related("privilege"), booking_id,
                 change=True)  # fmt: skip
    return _own(actor, found, found.provider_id)


def access_booked(actor: Actor, booking_id: int) -> Booking:
    """A booking of hers, to be cancelled; the offer itself is not there for her to be joined."""
    found = _one(Booking.objects.visible_to(actor), booking_id, change=True)
    if found.account_id != actor.account_id:
        raise NoSuchPrivilege(booking_id)
    return found


def _one(rows: "QuerySet[Row]", pk: int, change: bool) -> Row:
    rows = rows.select_for_update(of=("self",), no_key=True) if change else rows
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NoSuchPrivilege(pk)
    return found


def _office(actor: Actor, found: Row, tenant_id: int, change: bool) -> Row:
    allowed = keeps_at(actor, tenant_id) if change else reads_at(actor, tenant_id)
    if not allowed:
        raise NoSuchPrivilege(found.pk)
    return found


def _own(actor: Actor, found: Row, provider_id: int) -> Row:
    if not actor.is_system and provider_id not in providers_for(actor):
        raise NoSuchPrivilege(found.pk)
    return found
