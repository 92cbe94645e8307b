"""The door to an organisation."""

from yanzhen.apps.organisations.errors import NoSuchOrganisation
from yanzhen.apps.organisations.models import Organisation
from yanzhen.apps.organisations.tree import Seat, seat_of


def access_organisation(code: str) -> Seat:
    """The organisation of a code; `NoSuchOrganisation` when there is none."""
    row = Organisation.objects.filter(code=code).first()
    if row is None:
        raise NoSuchOrganisation(code)
    return seat_of(row)


def access_by_id(organisation_id: int) -> Seat:
    """The organisation of an id; `NoSuchOrganisation` when there is none."""
    row = Organisation.objects.filter(pk=organisation_id).first()
    if row is None:
        raise NoSuchOrganisation(str(organisation_id))
    return seat_of(row)
