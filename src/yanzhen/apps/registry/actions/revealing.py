"""Showing what is masked: with a reason, and written down before it is shown."""

from yanzhen.apps.accounts.service import Actor
from yanzhen.apps.audit.service import record_reading
from yanzhen.apps.registry.access import access_identifier
from yanzhen.apps.registry.errors import refuse

SHORTEST_REASON = 2
LONGEST_REASON = 400


def reveal(*, acting: Actor, identifier_id: int, reason: str) -> str:
    """The whole number. Without a reason, or if the reading cannot be written down: nothing.

    It stands by itself, outside of every transaction: see `audit.record_reading`.
    """
    identifier = access_identifier(acting, identifier_id)
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        zh = f"请写明查看原因（{SHORTEST_REASON} 至 {LONGEST_REASON} 字）。"
        raise refuse("reason", zh, "Say why you need to see it.")
    record_reading(acting, f"subject:{identifier.subject_id} {identifier.scheme}", said)
    whole: str = identifier.value.open()
    return whole
