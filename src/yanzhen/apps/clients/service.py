"""The clients' public face.

known = client_of("yz_3f..._...")          the program behind a key, with its actor and scopes
announce("case.accept", place_id, {"case": number})
"""

from yanzhen.apps.clients.access import (
    TOKEN_SECONDS,
    Known,
    client_of,
    client_with,
    token_for,
)
from yanzhen.apps.clients.actions import GivenKey, count_request, give_key, revoke_key
from yanzhen.apps.clients.addresses import Answered, Target, Unreachable, fetch, target_of
from yanzhen.apps.clients.administering import (
    end_webhook,
    hooks_of,
    key_of,
    resend,
    rotate_key,
)
from yanzhen.apps.clients.answers import Kept, begin, finish, forget
from yanzhen.apps.clients.errors import ClientRefused, NoSuchClient, NoSuchWebhook, Refusal
from yanzhen.apps.clients.models import Delivery, Subscription
from yanzhen.apps.clients.queries import DeliveryShown, HookShown, KeyShown, keys_of
from yanzhen.apps.clients.scopes import ROLES, SCOPES
from yanzhen.apps.clients.signing import genuine, signed
from yanzhen.apps.clients.webhooks import (
    announce,
    deliveries,
    send_again,
    subscribe,
    subscriptions,
    unsubscribe,
)

__all__ = [
    "ROLES", "SCOPES", "TOKEN_SECONDS", "Answered", "ClientRefused", "Delivery",
    "DeliveryShown", "GivenKey", "HookShown", "Kept", "KeyShown", "Known", "NoSuchClient",
    "NoSuchWebhook", "Refusal", "Subscription", "Target", "Unreachable", "announce", "begin",
    "client_of", "client_with", "count_request", "deliveries", "end_webhook", "fetch", "finish",
    "forget", "genuine", "give_key", "hooks_of", "key_of", "keys_of", "resend", "revoke_key",
    "rotate_key", "send_again", "signed", "subscribe", "subscriptions", "target_of",
    "token_for", "unsubscribe",
]  # fmt: skip
