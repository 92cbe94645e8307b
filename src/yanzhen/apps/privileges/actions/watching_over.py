"""What a place finds odd, and what was done about a signal.

set_watch(acting=office, place="xiangtan", watch=Odd(minutes=10), basis="办公会")
answer_signal(acting=office, signal_id=4, done="电话核实，本人")
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.privileges.access import access_signal, require_keeper
from yanzhen.apps.privileges.errors import reasoned, refuse
from yanzhen.apps.privileges.models import Watch

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Odd:
    """From when on something is told; None: nothing of this kind is."""

    kmh: int | None = None
    minutes: int | None = None
    a_day: int | None = None


def set_watch(*, acting: Actor, place: str, odd: Odd, basis: str) -> None:
    """The settings of a place, with what they rest on."""
    try:
        seat = organisation(place)
    except NoSuchOrganisation:
        seat = None
    if seat is None or seat.is_department:
        raise refuse("no_place", "没有这个地方。", "There is no such place.", "place")
    require_keeper(acting, seat.id)
    basis = reasoned(basis, "basis")
    values = {"kmh": odd.kmh, "minutes": odd.minutes, "a_day": odd.a_day}
    for name, value in values.items():
        if value is not None and not 1 <= value <= MOST:
            raise refuse("number", "应为大于零的整数，或留空。", "A whole number, or none.", name)
    with act_as(SYSTEM), transaction.atomic():
        Watch.objects.update_or_create(tenant_id=seat.id, defaults={**values, "basis": basis})
        record("privilege.watch", acting=acting, subject=f"place:{seat.code}", chain=seat.city,
               details={**values, "basis": basis})  # fmt: skip


def answer_signal(*, acting: Actor, signal_id: int, done: str) -> None:
    """What the office found, or did; a later word replaces an earlier one, the log keeps both."""
    done = reasoned(done, "done")
    with transaction.atomic():
        found = access_signal(acting, signal_id)
        with act_as(SYSTEM):
            found.done, found.done_at, found.done_by = done, timezone.now(), acting.name
            found.save(update_fields=["done", "done_at", "done_by"])
            record("privilege.signal_answered", acting=acting, subject=f"signal:{found.pk}",
                   chain=found.provider.city, details={"kind": found.kind})  # fmt: skip
