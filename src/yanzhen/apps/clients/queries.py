"""The keys that an administrator sees."""

from dataclasses import dataclass
from datetime import date, datetime

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.clients.access import administers
from yanzhen.apps.clients.models import Client


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key without its secret."""

    prefix: str
    name: str
    organisation: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_on: date | None


def keys_of(actor: Actor) -> tuple[KeyShown, ...]:
    """The keys of the places that she administers, the latest first."""
    with acting(SYSTEM):
        rows = Client.objects.select_related("organisation").order_by("-pk")
        return tuple(_shown(row) for row in rows if administers(actor, row.organisation_id))


def _shown(row: Client) -> KeyShown:
    return KeyShown(
        row.prefix, row.name, row.organisation.code, tuple(row.scopes), row.created_at,
        row.expires_at, row.revoked_at, row.last_used_on,
    )  # fmt: skip
