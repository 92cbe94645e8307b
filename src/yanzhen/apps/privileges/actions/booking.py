"""A holder books a day; the provider confirms or declines; either hears of it.

book(acting=wang, wish=Wish(privilege_id=7, card_id=3, on=date(2026, 12, 5)), key="form-1")
answer(acting=partner, booking_id=9, confirm=False, reason="当天休馆")
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.notices.service import Word, notify
from yanzhen.apps.privileges import reading
from yanzhen.apps.privileges.access import access_booked, access_own_booking
from yanzhen.apps.privileges.errors import (
    NoSuchPrivilege,
    PrivilegeRefused,
    Refusal,
    reasoned,
    refuse,
)
from yanzhen.apps.privileges.fitting import why_not
from yanzhen.apps.privileges.models import Booking, Member, Privilege
from yanzhen.apps.privileges.tickets import pseudonym
from yanzhen.apps.registry.service import own_subject
from yanzhen.policy.vocabulary import Label

MOST_PEOPLE, LONGEST_NOTE, LONGEST_KEY = 50, 200, 64
OPEN = (Booking.State.ASKED, Booking.State.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a holder asks for."""

    privilege_id: int
    card_id: int
    on: date | None
    people: int = 1
    note: str = ""


def book(*, acting: Actor, wish: Wish, key: str) -> int:
    """Ask for a day with a card of hers; the booking's id, the same for the same key."""
    person = own_subject(acting)
    cards = reading.cards_of(person.pk) if person is not None else ()
    card = next((one for one in cards if one.card_id == wish.card_id), None)
    with act_as(SYSTEM), transaction.atomic():
        rows = Privilege.objects.select_related("provider")
        offer = rows.filter(pk=wish.privilege_id, state=Privilege.State.OFFERED).first()
        if card is None or offer is None or acting.account_id is None:
            raise NoSuchPrivilege(wish.privilege_id)
        on = _day_of(offer, card, wish)
        known = Booking.objects.filter(key=key).first()
        if known is None:
            known = _asked(acting, acting.account_id, offer, card, wish, on, key)
        if known.account_id != acting.account_id:
            raise NoSuchPrivilege(key)
    return known.pk


def answer(*, acting: Actor, booking_id: int, confirm: bool, reason: str = "") -> None:
    """The provider confirms, or declines with a reason."""
    with transaction.atomic():
        found = access_own_booking(acting, booking_id)
        if found.state != Booking.State.ASKED:
            raise refuse("answered", "这个预约已经处理过。", "This booking was answered before.")
        found.state = Booking.State.CONFIRMED if confirm else Booking.State.DECLINED
        found.answer = reason.strip()[:400] if confirm else reasoned(reason)
        with act_as(SYSTEM):
            found.save(update_fields=["state", "answer"])
            words: dict[str, Word | None] = {"item": _title(found.privilege), "day": found.on}
            notify(found.account_id, f"booking_{found.state}", words, "/my/privileges/")
            _record(acting, found)


def cancel(*, acting: Actor, booking_id: int) -> None:
    """She does not come."""
    with transaction.atomic():
        found = access_booked(acting, booking_id)
        if found.state not in OPEN:
            raise refuse("answered", "这个预约不能再取消。", "This booking cannot be cancelled.")
        found.state = Booking.State.CANCELLED
        with act_as(SYSTEM):
            found.save(update_fields=["state"])
            _tell(found, "booking_cancelled")
            _record(acting, found)


def _day_of(offer: Privilege, card: reading.Seen, wish: Wish) -> date:
    if offer.way != Privilege.Way.BOOK:
        raise refuse(
            "no_booking", "这项权益不用预约，出示卡即可。", "Nothing to book: show the card."
        )
    if wish.on is None or wish.on < timezone.localdate():
        raise refuse("day", "请选择今天或以后的日期。", "Choose today or a later day.", "on")
    reason = why_not(offer, card, wish.on)
    if reason is not None:
        raise PrivilegeRefused([Refusal("not_for_card", reason)])
    if not 1 <= wish.people <= MOST_PEOPLE:
        raise refuse("people", f"人数为1至{MOST_PEOPLE}。", f"From 1 to {MOST_PEOPLE} people.",
                     "people")  # fmt: skip
    return wish.on


def _asked(
    acting: Actor, account: int, offer: Privilege, card: reading.Seen, wish: Wish, on: date,
    key: str,
) -> Booking:  # fmt: skip
    try:
        with transaction.atomic():
            made = Booking.objects.create(
                provider=offer.provider, privilege=offer, tenant_id=offer.tenant_id,
                key=key[:LONGEST_KEY], account_id=account, card_id=card.card_id,
                pseudonym=pseudonym(offer.provider_id, card.card_id), level=card.level,
                name_mask=card.name_mask, on=on, people=wish.people,
                note=wish.note.strip()[:LONGEST_NOTE], asked_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:  # the same form, sent twice at once
        return Booking.objects.get(key=key[:LONGEST_KEY])
    _tell(made, "booking_asked")
    _record(acting, made)
    return made


def _tell(found: Booking, kind: str) -> None:
    members = Member.objects.filter(provider=found.provider_id, ended_at=None)
    for account in members.values_list("account_id", flat=True):
        words: dict[str, Word | None] = {"item": _title(found.privilege), "day": found.on}
        notify(account, kind, words, "/partner/")


def _title(offer: Privilege) -> Label:
    return Label(offer.title_zh, offer.title_en)


def _record(acting: Actor, found: Booking) -> None:
    record(f"privilege.booking_{found.state}", acting=acting, subject=f"booking:{found.pk}",
           chain=found.privilege.city,
           details={"privilege": found.privilege_id, "day": found.on.isoformat()})  # fmt: skip
