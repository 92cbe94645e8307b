"""What a partner sees: its offers for the card it has just read, its uses, its bookings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.privileges.access import providers_for, stands_for
from yanzhen.apps.privileges.errors import NoSuchPrivilege
from yanzhen.apps.privileges.models import Booking, Use
from yanzhen.apps.privileges.months import first_of, uses_in
from yanzhen.apps.privileges.queries.offers import left_for, offered_by, offers_shown
from yanzhen.apps.privileges.shown import BookingShown, OfferLeft, OfferShown, Tally, UseShown
from yanzhen.apps.privileges.tickets import opened
from yanzhen.policy.vocabulary import Label

MOST = 200


@dataclass(frozen=True, slots=True)
class AtTheGate:
    """What a partner's page shows beside the card."""

    names: tuple[Label, ...]
    uses: tuple[UseShown, ...]
    """Recorded today, the latest first; these can be taken back."""
    month: tuple[Tally, ...]
    """How often each offer was used this month."""
    bookings: tuple[BookingShown, ...]
    """Of today and later, as far as they still stand, by their day."""


def partnered(actor: Actor) -> tuple[tuple[int, Label], ...]:
    """The providers that she stands for; NoSuchPrivilege where there is none."""
    ours = stands_for(actor)
    if not ours:
        raise NoSuchPrivilege("provider")
    return ours


def at_the_gate(actor: Actor) -> AtTheGate:
    """Her page; NoSuchPrivilege for whoever stands for no provider."""
    ours = partnered(actor)
    ids = [pk for pk, _ in ours]
    return AtTheGate(tuple(name for _, name in ours), _today(ids), _this_month(ids), _bookings(ids))


def for_card(actor: Actor, ticket: str) -> tuple[OfferLeft, ...]:
    """Her offers for the card of a ticket, with what is left of each."""
    card = opened(ticket, actor)
    on = timezone.localdate(card.moment) if card.moment else timezone.localdate()
    return left_for(card, card.card_id, offered_by(providers_for(actor), on), on)


def own_offers(actor: Actor) -> tuple[OfferShown, ...]:
    """What she offers today."""
    return offers_shown(offered_by(providers_for(actor), timezone.localdate()))


def _today(ours: list[int]) -> tuple[UseShown, ...]:
    begin = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    rows = Use.objects.filter(provider__in=ours, recorded_at__gte=begin)
    return uses_shown(rows.order_by("-pk")[:MOST], can_take_back=True)


def _this_month(ours: list[int]) -> tuple[Tally, ...]:
    rows = uses_in(ours, first_of(timezone.localdate())).filter(taken_back_at=None)
    return tallied(
        (str(o.privilege_id), Label(o.privilege.title_zh, o.privilege.title_en), o.card_id)
        for o in rows.select_related("privilege")
    )


def _bookings(ours: list[int]) -> tuple[BookingShown, ...]:
    rows = Booking.objects.filter(
        provider__in=ours, on__gte=timezone.localdate(),
        state__in=(Booking.State.ASKED, Booking.State.CONFIRMED),
    )  # fmt: skip
    return bookings_shown(rows.select_related("privilege", "provider").order_by("on", "pk")[:MOST])


def uses_shown(rows: QuerySet[Use], can_take_back: bool = False) -> tuple[UseShown, ...]:
    """Uses as they are shown."""
    found = rows.select_related("privilege", "provider")
    return tuple(_use(one, can_take_back) for one in found)


def bookings_shown(rows: Iterable[Booking]) -> tuple[BookingShown, ...]:
    """Bookings as they are shown."""
    return tuple(
        BookingShown(
            one.pk, Label(one.privilege.title_zh, one.privilege.title_en),
            Label(one.provider.name_zh, one.provider.name_en), one.on, one.people, one.note,
            one.state, one.answer, one.level, one.name_mask, one.pseudonym,
        )
        for one in rows
    )  # fmt: skip


def tallied(rows: Iterable[tuple[str, Label, int]]) -> tuple[Tally, ...]:
    """Uses, by a key, added up with how many cards there were; the most used first."""
    labels: dict[str, Label] = {}
    cards: dict[str, list[int]] = {}
    for key, label, card in rows:
        labels.setdefault(key, label)
        cards.setdefault(key, []).append(card)
    found = (Tally(key, labels[key], len(some), len(set(some))) for key, some in cards.items())
    return tuple(sorted(found, key=lambda one: (-one.uses, one.key)))


def _use(one: Use, can_take_back: bool) -> UseShown:
    return UseShown(
        one.pk, Label(one.privilege.title_zh, one.privilege.title_en),
        Label(one.provider.name_zh, one.provider.name_en), one.at, one.late, one.level,
        one.name_mask, one.pseudonym, one.by_name, one.taken_back_for,
        can_take_back and one.taken_back_at is None,
    )  # fmt: skip
