"""Writing down what was done and what was read.

record("case.accepted", acting=clerk, subject="case:XT2026-000017",
       details={"until": "2026-12-20"}, chain="xiangtan")
record_reading(clerk, "subject:12 id_card", "核对身份")
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.audit.chains import link_waiting
from yanzhen.apps.audit.digests import digest_of
from yanzhen.apps.audit.models import Event, Waiting

SYSTEM_CHAIN = "system"
READINGS = "readings"
READING = "reading"


class Acting(Protocol):
    """Whoever acts: an account with a name, or the service itself (no account)."""

    @property
    def account_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def record(
    event: str, *, acting: Acting, subject: str, details: Mapping[str, Any] | None = None,
    chain: str = SYSTEM_CHAIN,
) -> Event:  # fmt: skip
    """Write down that something was done; together with it, or not at all.

    Details are for people who check later: names of things, dates, ids. Never an identity number,
    a phone, an account.
    """
    told: dict[str, Any] = {
        "chain": chain, "kind": event, "at": timezone.now(), "account_id": acting.account_id,
        "name": acting.name, "subject": subject, "details": dict(details or {}),
    }  # fmt: skip
    with transaction.atomic():
        written = Event.objects.create(**told, digest=digest_of(**told))
        Waiting.objects.create(event=written, chain=chain)
        transaction.on_commit(partial(link_waiting, chain, patient=False), robust=True)
    return written


def record_reading(acting: Acting, what: str, reason: str) -> Event:
    """Write down a reading of something sensitive, for good, before anything of it is shown.

    It has to stand by itself: inside a larger transaction, which might be rolled back after the
    field was shown, it raises RuntimeError.
    """
    with transaction.atomic(durable=True):
        return record(
            READING, acting=acting, subject=what, details={"reason": reason}, chain=READINGS
        )
