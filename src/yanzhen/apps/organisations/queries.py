"""Reads over the tree."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q

from yanzhen.apps.organisations.access import access_by_id
from yanzhen.apps.organisations.errors import NoSuchOrganisation
from yanzhen.apps.organisations.keeping import kept
from yanzhen.apps.organisations.models import Organisation
from yanzhen.apps.organisations.tree import Seat, seat_of


def seats_by_id(ids: Iterable[int]) -> dict[int, Seat]:
    """The organisations of these ids."""
    return {row.pk: seat_of(row) for row in Organisation.objects.filter(pk__in=set(ids))}


def seats_below(codes: Collection[str]) -> tuple[Seat, ...]:
    """The organisations of these codes with everything below them, by code: one query."""
    if not codes:
        return ()
    wanted = reduce(or_, (Q(code=code) | Q(code__startswith=f"{code}/") for code in codes))
    return tuple(seat_of(row) for row in Organisation.objects.filter(wanted).order_by("code"))


@kept
def subtree(organisation_id: int) -> tuple[Seat, ...]:
    """The organisation and all below it, itself first; every request of staff asks for it."""
    return seats_below([seat_by_id(organisation_id).code])


@kept
def seat_by_id(organisation_id: int) -> Seat:
    """The organisation of an id; `NoSuchOrganisation` when there is none."""
    return access_by_id(organisation_id)


@kept
def ancestors(organisation_id: int) -> tuple[Seat, ...]:
    """The organisation and all above it, the city last."""
    code = seat_by_id(organisation_id).code
    parts = code.split("/")
    codes = ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
    rows = {row.code: row for row in Organisation.objects.filter(code__in=codes)}
    return tuple(seat_of(rows[code]) for code in codes)


@kept
def nearest_department(organisation_id: int, unit: str) -> Seat:
    """The department that is this unit: the place's own, else that of the nearest place above."""
    places = [seat.id for seat in ancestors(organisation_id) if not seat.is_department]
    rows = Organisation.objects.filter(parent__in=places, unit=unit, is_active=True)
    found = {row.parent_id: row for row in rows}
    for place in places:
        if place in found:
            return seat_of(found[place])
    raise NoSuchOrganisation(f"{unit} @ {organisation_id}")


def seats_of_city(city: str, *kinds: str) -> tuple[Seat, ...]:
    """The active organisations of a city, of these kinds or of all, by code."""
    rows = Organisation.objects.filter(city=city, is_active=True)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return tuple(seat_of(row) for row in rows.order_by("code"))


def all_cities() -> tuple[Seat, ...]:
    """The active cities, by code."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.CITY, is_active=True)
    return tuple(seat_of(row) for row in rows.order_by("code"))
