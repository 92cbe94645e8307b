"""What an administrator does with the keys of her places, and with the webhooks of those keys.

given = rotate_key(acting=administrator, prefix="3f0c...")     the same key with another secret
end_webhook(acting=administrator, prefix="3f0c...", webhook="Xy...")
"""

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Actor, actor_of
from yanzhen.apps.accounts.service import acting as act_as
from yanzhen.apps.audit.service import record
from yanzhen.apps.clients.access import Known, access_client
from yanzhen.apps.clients.actions import GivenKey
from yanzhen.apps.clients.errors import ClientRefused, Refusal
from yanzhen.apps.clients.keys import digest_of, drawn, joined
from yanzhen.apps.clients.models import Client
from yanzhen.apps.clients.queries import HookShown, KeyShown, delivery_shown, shown
from yanzhen.apps.clients.webhooks import deliveries, send_again, subscriptions, unsubscribe
from yanzhen.policy.vocabulary import Label

SHOWN = 20
"""Deliveries of one address on the page of a key; programs are given a hundred."""
OVER = Label(
    "密钥已作废或已到期，不能更换；请另发一个。",
    "The key is revoked or has expired: give another one instead.",
)


def key_of(actor: Actor, prefix: str) -> KeyShown:
    """A key of a place that she administers; NoSuchClient otherwise."""
    with act_as(SYSTEM):
        return shown(access_client(actor, prefix))


def rotate_key(*, acting: Actor, prefix: str) -> GivenKey:
    """Another secret for the key: the old one opens nothing from now on."""
    with act_as(SYSTEM), transaction.atomic():
        row = access_client(acting, prefix)
        if row.revoked_at is not None or row.expires_at <= timezone.now():
            raise ClientRefused([Refusal("over", OVER)])
        secret = drawn()[1]
        row.digest = digest_of(secret)
        row.save(update_fields=["digest"])
        _told_of(acting, row, "client.key_rotated")
    return GivenKey(row.prefix, joined(row.prefix, secret), row.expires_at)


def hooks_of(actor: Actor, prefix: str) -> tuple[HookShown, ...]:
    """Where the key wants to be told, each with its last deliveries."""
    known = _known(actor, prefix)
    return tuple(
        HookShown(
            one.public_id, one.url, tuple(one.events), one.created_at,
            tuple(map(delivery_shown, deliveries(known, one.public_id)[:SHOWN])),
        )
        for one in subscriptions(known)
    )  # fmt: skip


def end_webhook(*, acting: Actor, prefix: str, webhook: str) -> None:
    """Nothing more is sent there; NoSuchWebhook when the key has no such address."""
    known = _known(acting, prefix)
    with act_as(SYSTEM), transaction.atomic():
        unsubscribe(known, webhook)
        _told_of(acting, access_client(acting, prefix), "client.webhook_ended")


def resend(*, acting: Actor, prefix: str, webhook: str, delivery: str) -> None:
    """Try once more what was not delivered; NoSuchWebhook when there is no such delivery."""
    known = _known(acting, prefix)
    with act_as(SYSTEM), transaction.atomic():
        send_again(known, webhook, delivery)
        _told_of(acting, access_client(acting, prefix), "client.delivery_again")


def _known(actor: Actor, prefix: str) -> Known:
    """The client as it would be known by its key; only to read and end what is its own."""
    with act_as(SYSTEM):
        row = access_client(actor, prefix)
        return Known(
            row.pk, row.name, row.organisation_id, actor_of(row.account), frozenset(row.scopes)
        )


def _told_of(acting: Actor, row: Client, event: str) -> None:
    record(
        event, acting=acting, subject=f"client:{row.prefix}", chain=row.organisation.city,
        details={"name": row.name},
    )  # fmt: skip
