"""What a person's cards open, what she booked, and when she used something."""

from dataclasses import dataclass

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.privileges import reading
from yanzhen.apps.privileges.models import Booking, Use
from yanzhen.apps.privileges.queries.offers import left_for, offered_behind
from yanzhen.apps.privileges.queries.partners import bookings_shown, uses_shown
from yanzhen.apps.privileges.reading import Seen
from yanzhen.apps.privileges.shown import BookingShown, OfferLeft, UseShown
from yanzhen.apps.registry.service import own_subject

MOST = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """One card of hers, and what it opens."""

    card: Seen
    offers: tuple[OfferLeft, ...]


def mine(actor: Actor) -> tuple[Opened, ...]:
    """Her cards that hold today, each with what it opens and what is left."""
    today = timezone.localdate()
    with act_as(SYSTEM):
        return tuple(
            Opened(one, left_for(one, one.card_id, offered_behind(one, today), today))
            for one in _cards(actor)
        )


def my_uses(actor: Actor) -> tuple[UseShown, ...]:
    """When her cards were used, the latest first: she sees who recorded what of her."""
    with act_as(SYSTEM):
        cards = [one.card_id for one in _cards(actor)]
        return uses_shown(Use.objects.filter(card_id__in=cards).order_by("-at")[:MOST])


def my_bookings(actor: Actor) -> tuple[BookingShown, ...]:
    """What she booked, the latest day first."""
    if actor.account_id is None:
        return ()
    with act_as(SYSTEM):
        rows = Booking.objects.filter(account=actor.account_id)
        rows = rows.select_related("privilege", "provider")
        return bookings_shown(rows.order_by("-on", "-pk")[:MOST])


def _cards(actor: Actor) -> tuple[Seen, ...]:
    person = own_subject(actor)
    return () if person is None else reading.cards_of(person.pk)
