"""The tree's public face.

county = organisation("xiangtan/yuhu")
department_for(county.id, "hr_bureau").label.zh
subtree_ids(organisation("xiangtan").id)
"""

from collections.abc import Iterable

from yanzhen.apps.organisations.access import access_organisation
from yanzhen.apps.organisations.actions import Loaded, load_city, load_organisations
from yanzhen.apps.organisations.errors import NoSuchOrganisation
from yanzhen.apps.organisations.queries import (
    all_cities,
    ancestors,
    nearest_department,
    seat_by_id,
    seats_below,
    seats_by_id,
    seats_of_city,
    subtree,
)
from yanzhen.apps.organisations.roles import as_owner
from yanzhen.apps.organisations.rows import (
    ACCOUNT,
    ALL,
    DEPARTMENTS,
    EMPLOYERS,
    TENANTS,
    new_row_security,
    row_security,
)
from yanzhen.apps.organisations.tree import Seat

__all__ = [
    "ACCOUNT", "ALL", "DEPARTMENTS", "EMPLOYERS", "TENANTS", "Loaded", "NoSuchOrganisation", "Seat",
    "above", "as_owner", "below", "cities", "department_for", "departments_of",
    "load_city", "load_organisations", "new_row_security", "organisation", "organisation_by_id",
    "organisations_by_id", "places_of", "row_security", "subtree", "subtree_ids", "tenant_of",
]  # fmt: skip


def organisation(code: str) -> Seat:
    """The organisation of a code such as "xiangtan/yuhu"; `NoSuchOrganisation` otherwise."""
    return access_organisation(code)


def organisation_by_id(organisation_id: int) -> Seat:
    """The organisation of an id; `NoSuchOrganisation` when there is none."""
    return seat_by_id(organisation_id)


def organisations_by_id(ids: Iterable[int]) -> dict[int, Seat]:
    """The organisations of many ids, in one query."""
    return seats_by_id(ids)


def subtree_ids(organisation_id: int) -> frozenset[int]:
    """The organisation and all below it."""
    return frozenset(seat.id for seat in subtree(organisation_id))


def below(codes: Iterable[str]) -> tuple[Seat, ...]:
    """The organisations of these codes with all below them, in one query."""
    return seats_below(tuple(codes))


def above(organisation_id: int) -> tuple[Seat, ...]:
    """The organisation and all above it, the city last."""
    return ancestors(organisation_id)


def tenant_of(organisation_id: int) -> int:
    """The city, county or park whose records an organisation handles."""
    return seat_by_id(organisation_id).tenant_id


def department_for(tenant_id: int, unit_id: str) -> Seat:
    """The department that is a unit of the pack: the place's own, else the nearest above it."""
    return nearest_department(tenant_id, unit_id)


def departments_of(tenant_id: int) -> tuple[Seat, ...]:
    """The active departments of one place, by code."""
    place = seat_by_id(tenant_id)
    return tuple(
        seat for seat in seats_of_city(place.city, "department") if seat.parent_id == tenant_id
    )


def places_of(city: str) -> tuple[Seat, ...]:
    """The city, its counties and parks: everything that can be a tenant."""
    return seats_of_city(city, "city", "county", "park")


def cities() -> tuple[Seat, ...]:
    """Every active city."""
    return all_cities()
