"""The only door to a client: by its key, or by a token that it was given.

client_of("yz_3f..._...")     ->  Known(...), or None: wrong, expired and revoked look alike
"""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, Role, acting, actor_of
from yanzhen.apps.clients.errors import NoSuchClient, NoSuchWebhook
from yanzhen.apps.clients.keys import parted, same
from yanzhen.apps.clients.models import Client, Subscription

SALT = "yanzhen.clients.token"
TOKEN_MARK = "yzt_"
TOKEN_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Known:
    """A client that has shown who it is, with what it may do this time."""

    id: int
    name: str
    organisation_id: int
    actor: Actor
    scopes: frozenset[str]


def client_of(credential: str) -> Known | None:
    """The client of a key or a token."""
    if credential.startswith(TOKEN_MARK):
        return _of_token(credential.removeprefix(TOKEN_MARK))
    both = parted(credential)
    return None if both is None else client_with(*both)


def client_with(name: str, secret: str) -> Known | None:
    """The client of a key's name and secret."""
    if "\x00" in name:
        return None
    with acting(SYSTEM):
        row = _standing().filter(prefix=name).first()
        if row is None or not same(secret, row.digest):
            return None
        return _known(row, frozenset(row.scopes))


def token_for(known: Known, scopes: frozenset[str]) -> str:
    """A token that stands for the client for a quarter of an hour."""
    return TOKEN_MARK + signing.dumps({"c": known.id, "s": sorted(scopes)}, salt=SALT)


def access_client(actor: Actor, prefix: str) -> Client:
    """The client, for whoever may give such keys; inside `acting(SYSTEM)`."""
    row = Client.objects.select_related("account").filter(prefix=prefix).first()
    if row is None or not administers(actor, row.organisation_id):
        raise NoSuchClient(prefix)
    return row


def administers(actor: Actor, organisation_id: int) -> bool:
    """Whether she gives and takes the keys of this place."""
    return actor.is_system or actor.holds(Role.ADMINISTRATOR, organisation_id)


def access_subscription(known: Known, public_id: str) -> Subscription:
    """A subscription of the client itself; inside `acting(SYSTEM)`."""
    rows = Subscription.objects.filter(client=known.id, ended_at=None, public_id=public_id)
    row = rows.first()
    if row is None:
        raise NoSuchWebhook(public_id)
    return row


def valid(now: datetime) -> Q:
    """The condition on clients that may still ask."""
    return Q(revoked_at=None, expires_at__gt=now)


def _standing() -> QuerySet[Client]:
    return Client.objects.select_related("account").filter(valid(timezone.now()))


def _of_token(token: str) -> Known | None:
    try:
        held = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return None
    with acting(SYSTEM):
        row = _standing().filter(pk=held["c"]).first()
        return None if row is None else _known(row, frozenset(held["s"]) & frozenset(row.scopes))


def _known(row: Client, scopes: frozenset[str]) -> Known:
    today = timezone.localdate()
    if row.last_used_on != today:  # once a day is enough to see which keys lie unused
        Client.objects.filter(pk=row.pk).update(last_used_on=today)
    return Known(row.pk, row.name, row.organisation_id, actor_of(row.account), scopes)
