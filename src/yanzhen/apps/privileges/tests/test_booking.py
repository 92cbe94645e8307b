"""A holder books a day, the provider answers, each hears of the other."""

from datetime import timedelta

import pytest

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting, actor_of, create_account
from yanzhen.apps.notices.models import Notice
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.models import Booking
from yanzhen.apps.privileges.service import NoSuchPrivilege, Wish
from yanzhen.apps.privileges.tests.gates import CITY, Gates, card, refused, today
from yanzhen.apps.registry.service import add_subject, link_account


@pytest.fixture
def wang(gates: Gates) -> Actor:
    """A person with a card of level A."""
    with acting(SYSTEM):
        account = create_account(email="wang@example.cn", name="王芳")
        subject = add_subject(
            acting=SYSTEM, kind="person", name="王芳", organisation_id=organisation(CITY).id
        ).subject.pk
        link_account(acting=SYSTEM, subject_id=subject, account_id=account.pk)
    gates.held[subject] = (card(1),)
    return actor_of(account)


def book(wang: Actor, offer: int, key: str = "form", days: int = 3, card_id: int = 1) -> int:
    wish = Wish(offer, card_id, today() + timedelta(days=days), people=2)
    with acting(wang):
        return service.book(acting=wang, wish=wish, key=key)


def test_she_books_the_provider_confirms_and_both_are_told(gates: Gates, wang: Actor) -> None:
    offer, partner = gates.offer("museum", way="book"), gates.actors["museum"]

    made = book(wang, offer)
    assert book(wang, offer) == made
    with acting(partner):
        (seen,) = service.at_the_gate(partner).bookings
        service.answer(acting=partner, booking_id=made, confirm=True)
        assert refused(lambda: service.answer(acting=partner, booking_id=made, confirm=True)) == [
            "answered"
        ]

    assert (seen.name_mask, seen.level, seen.people) == ("王*", "A", 2)
    with acting(wang):
        assert [one.state for one in service.mine(wang).bookings] == ["confirmed"]
        service.cancel(acting=wang, booking_id=made)
    with acting(SYSTEM):
        kinds = sorted(Notice.objects.values_list("kind", flat=True))
    assert kinds == ["booking_asked", "booking_cancelled", "booking_confirmed"]


def test_it_is_declined_with_a_reason_and_by_its_provider_only(gates: Gates, wang: Actor) -> None:
    made = book(wang, gates.offer("museum", way="book"))
    museum, hospital = gates.actors["museum"], gates.actors["hospital"]

    with acting(hospital), pytest.raises(NoSuchPrivilege):
        service.answer(acting=hospital, booking_id=made, confirm=True)
    with acting(museum):
        assert refused(lambda: service.answer(acting=museum, booking_id=made, confirm=False)) == [
            "needs_reason"
        ]
        service.answer(acting=museum, booking_id=made, confirm=False, reason="当天闭馆")
    with acting(wang):
        assert [one.answer for one in service.mine(wang).bookings] == ["当天闭馆"]
        assert refused(lambda: service.cancel(acting=wang, booking_id=made)) == ["answered"]


def test_only_what_is_booked_with_a_card_of_hers_for_a_day_to_come(
    gates: Gates, wang: Actor
) -> None:
    shown, booked = gates.offer("museum"), gates.offer("museum", way="book", levels=("B",))
    open_for_all = gates.offer("hospital", way="book")

    assert refused(lambda: book(wang, shown)) == ["no_booking"]
    assert refused(lambda: book(wang, booked)) == ["not_for_card"]
    assert refused(lambda: book(wang, open_for_all, days=-1)) == ["day"]
    with pytest.raises(NoSuchPrivilege):
        book(wang, open_for_all, card_id=2)
    with acting(SYSTEM):
        assert Booking.objects.count() == 0


def test_she_sees_what_her_card_opens_and_when_it_was_used(gates: Gates, wang: Actor) -> None:
    offer = gates.offer("museum")
    gates.offer("hospital", levels=("B",))
    gates.use("museum", "code-1", offer)

    with acting(wang):
        found = service.mine(wang)

    assert [row.offer.id for row in found.cards[0].offers] == [offer]
    assert [one.by for one in found.uses] == ["museum"]
