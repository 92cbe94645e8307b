"""The only door to a key, and to changing one: administrators and the talent office of its city."""

from yanzhen.apps.accounts.service import Actor, Role
from yanzhen.apps.organisations.service import NoSuchOrganisation, organisation
from yanzhen.apps.signing.errors import NoSuchKey
from yanzhen.apps.signing.models import SigningKey

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.TALENT_OFFICE})


def keeps(actor: Actor, organisation_id: int) -> bool:
    """Whether she keeps the keys of this city."""
    return actor.is_system or actor.holds_any(KEEPERS, organisation_id)


def require_keeper(actor: Actor, city: str) -> None:
    """NoSuchKey unless she keeps the keys of the city."""
    try:
        found = organisation(city)
    except NoSuchOrganisation:
        raise NoSuchKey(city) from None
    if found.parent_id is not None or not keeps(actor, found.id):
        raise NoSuchKey(city)


def access_key(actor: Actor, key_id: str) -> SigningKey:
    """A key of a city of hers; inside `acting(SYSTEM)`."""
    row = SigningKey.objects.filter(key_id=key_id).first()
    if row is None or not keeps(actor, row.organisation_id):
        raise NoSuchKey(key_id)
    return row
