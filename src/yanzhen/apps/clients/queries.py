"""The keys that an administrator sees."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting
from yanzhen.apps.clients.access import administers
from yanzhen.apps.clients.models import Client, Delivery


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

    @property
    def stands(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    """One event that was sent or is to be sent, and what came back."""

    id: str
    event: str
    state: str
    attempts: int
    answered: int | None
    problem: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class HookShown:
    """An address with its events and its last deliveries, the latest first."""

    id: str
    url: str
    events: tuple[str, ...]
    created_at: datetime
    deliveries: tuple[DeliveryShown, ...]


def keys_of(actor: Actor) -> tuple[KeyShown, ...]:
    """The keys of the places that she administers, the latest first."""
    with acting(SYSTEM):
        rows = Client.objects.select_related("organisation").order_by("-pk")
        return tuple(shown(row) for row in rows if administers(actor, row.organisation_id))


def shown(row: Client) -> KeyShown:
    """A row as it is shown."""
    return KeyShown(
        row.prefix, row.name, row.organisation.code, tuple(row.scopes), row.created_at,
        row.expires_at, row.revoked_at, row.last_used_on,
    )  # fmt: skip


def delivery_shown(row: Delivery) -> DeliveryShown:
    """A delivery without what was sent."""
    return DeliveryShown(
        row.public_id, row.event, row.state, row.attempts, row.answered, row.problem,
        row.created_at,
    )  # fmt: skip
