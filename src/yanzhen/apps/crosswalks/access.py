"""The only door to a document, a peer, and what was told of somebody.

The talent office of a city makes its documents and watches what is told; its administrator says
which installations are believed. All of it inside `acting(SYSTEM)`: see `models`.
"""

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.crosswalks.errors import NoSuchCrosswalk, NoSuchPeer, NoSuchStatement
from yanzhen.apps.crosswalks.models import Crosswalk, Peer, Told
from yanzhen.apps.organisations.service import Seat, cities
from yanzhen.apps.registry import service as registry


def office_cities(actor: Actor) -> tuple[Seat, ...]:
    """The cities whose documents she makes."""
    return tuple(one for one in cities() if is_office(actor, one.id))


def administered_cities(actor: Actor) -> tuple[Seat, ...]:
    """The cities for which she says who is believed."""
    return tuple(one for one in cities() if is_administrator(actor, one.id))


def is_office(actor: Actor, organisation_id: int) -> bool:
    return actor.is_system or actor.holds(Role.TALENT_OFFICE, organisation_id)


def is_administrator(actor: Actor, organisation_id: int) -> bool:
    return actor.is_system or actor.holds(Role.ADMINISTRATOR, organisation_id)


def require_office(actor: Actor, city: str) -> Seat:
    """The city, for its talent office."""
    for one in office_cities(actor):
        if one.code == city:
            return one
    raise NoSuchCrosswalk(city)


def require_administrator(actor: Actor, city: str) -> Seat:
    """The city, for its administrator."""
    for one in administered_cities(actor):
        if one.code == city:
            return one
    raise NoSuchPeer(city)


def access_crosswalk(actor: Actor, crosswalk_id: int) -> Crosswalk:
    """A document of a city of hers, locked."""
    rows = Crosswalk.objects.select_for_update().filter(pk=crosswalk_id, peer=None)
    row = rows.first()
    if row is None or not is_office(actor, row.organisation_id):
        raise NoSuchCrosswalk(crosswalk_id)
    return row


def access_peer(actor: Actor, peer_id: int) -> Peer:
    """An installation that a city of hers knows."""
    row = Peer.objects.filter(pk=peer_id, ended_at=None).first()
    if row is None or not is_administrator(actor, row.organisation_id):
        raise NoSuchPeer(peer_id)
    return row


def access_told(actor: Actor, reference: str) -> Told:
    """What is told of herself, or, for the office, of somebody in its city; locked."""
    row = Told.objects.select_for_update(of=("self",)).filter(reference=reference).first()
    if row is None or not (
        row.subject_id == own_id(actor) or is_office(actor, row.organisation_id)
    ):
        raise NoSuchStatement(reference)
    return row


def own_id(actor: Actor) -> int | None:
    """Her own entry in the registry."""
    own = registry.own_subject(actor)
    return own.pk if own is not None and own.kind == "person" else None
