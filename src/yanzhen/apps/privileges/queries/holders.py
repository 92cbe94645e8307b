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


@dataclass(frozen=True, slots=True)
class Mine:
    """All that a holder sees of hers."""

    cards: tuple[Opened, ...]
    """Those that hold today, each with what it opens and what is left."""
    uses: tuple[UseShown, ...]
    """When they were used, the latest first, with who recorded it."""
    bookings: tuple[BookingShown, ...]
    """The latest day first."""


def mine(actor: Actor) -> Mine:
    """Her cards, uses and bookings."""
    person, today = own_subject(actor), timezone.localdate()
    with act_as(SYSTEM):
        cards = () if person is None else reading.cards_of(person.pk)
        opened = (
            Opened(one, left_for(one, one.card_id, offered_behind(one, today), today))
            for one in cards
        )
        uses = Use.objects.filter(card_id__in=[one.card_id for one in cards])
        booked = Booking.objects.filter(account=actor.account_id or 0)
        booked = booked.select_related("privilege", "provider").order_by("-on", "-pk")
        return Mine(
            tuple(opened), uses_shown(uses.order_by("-at")[:MOST]), bookings_shown(booked[:MOST])
        )
