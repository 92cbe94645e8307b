"""Reads over cards, each for an actor."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.cards.access import access_card, keeps, owns, reads_at, serves
from yanzhen.apps.cards.actions.codes import is_over
from yanzhen.apps.cards.faces import face_of
from yanzhen.apps.cards.holders import holders_of
from yanzhen.apps.cards.models import Card, Device, Event
from yanzhen.apps.cards.sd_jwt import encoded
from yanzhen.apps.cards.shown import CardRow, CardShown, EventShown, Face

OVER = "over"


def listed(actor: Actor) -> QuerySet[Card]:
    """The cards of the places whose office she works for, the latest first."""
    rows = Card.objects.visible_to(actor)
    if actor.is_system:
        return rows.order_by("-pk")
    places = [one for one in actor.tenants if reads_at(actor, one)]
    return rows.filter(tenant__in=places).order_by("-pk")


def in_state(state: str) -> Q:
    """A filter by what a list calls a state."""
    over = Q(valid_until__lt=timezone.localdate())
    if state == OVER:
        return over & ~Q(state=Card.State.REVOKED)
    return Q(state=state) if state == Card.State.REVOKED else Q(state=state) & ~over


def of_programme(key: str) -> Q:
    """A filter by city and programme."""
    city, _, programme = key.partition("/")
    return Q(city=city, programme=programme)


def saying(text: str) -> Q:
    """By how the number begins, or by the whole name; nothing said is everything."""
    said = text.strip()
    return Q(number__startswith=said.upper()) | Q(name=said) if said else Q()


def rows_of(cards: Iterable[Card]) -> tuple[CardRow, ...]:
    """Cards as lists show them; each face is looked up once."""
    now, rows = timezone.now(), list(cards)
    faces = {(city, one): face_of(city, one) for city, one in {(c.city, c.programme) for c in rows}}
    return tuple(row_of(one, faces[one.city, one.programme], now) for one in rows)


def row_of(card: Card, face: Face, now: datetime) -> CardRow:
    return CardRow(
        card.pk, card.number, face, card.name_mask, card.level,
        state_of(card, now), card.cause, card.valid_from, card.valid_until,
        timezone.localdate(card.issued_at),
    )  # fmt: skip


def state_of(card: Card, now: datetime) -> str:
    """Its state, or that its last day has passed."""
    if card.state != Card.State.REVOKED and is_over(card, now):
        return OVER
    return str(card.state)


def mine(actor: Actor) -> tuple[CardRow, ...]:
    """Her own cards, the latest first."""
    if actor.account_id is None:
        return ()
    rows = Card.objects.visible_to(actor).filter(account=actor.account_id)
    return rows_of(rows.order_by("-pk"))


def of_subject(subject_id: int) -> tuple[CardRow, ...]:
    """A person's cards, the latest first; run inside `acting`."""
    with act_as(SYSTEM):
        return rows_of(Card.objects.filter(subject=subject_id).order_by("-pk"))


def card(actor: Actor, card_id: int) -> CardShown:
    """One card with its life and what she may do with it; NoSuchCard when it is not there."""
    found = access_card(actor, card_id)
    with act_as(SYSTEM):
        device = Device.objects.filter(card=found, ended_at=None).first()
        events = list(Event.objects.filter(card=found).order_by("pk"))
        holder = holders_of([found.subject_id]).get(found.subject_id)
    face = face_of(found.city, found.programme)
    return CardShown(
        row_of(found, face, timezone.now()), found.name, holder.name if holder else found.name,
        found.subject_id, found.tenant_id, found.basis, found.recognition_id, found.case_number,
        device.since if device else None, encoded(bytes(device.key)) if device else "",
        _events(events), _possible(actor, found),
    )  # fmt: skip


def _events(events: Sequence[Event]) -> tuple[EventShown, ...]:
    return tuple(EventShown(one.at, one.kind, one.by_name, one.reason, one.told) for one in events)


def _possible(actor: Actor, card: Card) -> frozenset[str]:
    """What is offered; whether it can be done, the action says."""
    if card.state == Card.State.REVOKED:
        return frozenset()
    valid, is_lost = card.state == Card.State.VALID, card.cause == Card.Cause.LOST
    can: set[str] = {"recovered"} if is_lost else {"lost"}
    if owns(actor, card):
        can |= {"give_back"} | ({"bind"} if valid or is_lost else set())
        return frozenset(can)
    if not serves(actor, card.tenant_id):
        return frozenset()
    can |= {"renamed", "replace"}
    if keeps(actor, card.tenant_id):
        can |= {"revoke", "died", "left"} | ({"suspend"} if valid else {"restore"})
    return frozenset(can)
