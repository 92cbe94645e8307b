"""Writing down what was done and what was read.

record("case.accepted", acting=clerk, subject="case:XT2026-000017",
       details={"until": "2026-12-20"}, chain="xiangtan")
record_reading(clerk, "subject:12 id_card", "核对身份")
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from django.db import connection, transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from yanzhen.apps.audit.chains import Broken, Verified, link_waiting
from yanzhen.apps.audit.digests import digest_of
from yanzhen.apps.audit.models import Check, Event

SYSTEM_CHAIN = "system"
READINGS = "readings"
READING = "reading"
WRITE = """
    WITH one AS (SELECT nextval(pg_get_serial_sequence('audit_event', 'id')) AS id),
    event AS (
        INSERT INTO audit_event
            (id, chain, kind, at, account_id, name, subject, details, digest)
        SELECT id, %s, %s, %s, %s::bigint, %s, %s, %s, %s FROM one),
    waiting AS (INSERT INTO audit_waiting (event_id, chain) SELECT id, %s FROM one)
    SELECT id FROM one
"""


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
        written = Event(**told, digest=digest_of(**told))
        written.pk = _write(written)
        transaction.on_commit(partial(link_waiting, chain, patient=False), robust=True)
    return written


def _write(event: Event) -> int:
    """The id under which the event stands; whoever acts may write what she may not read again.

    Hence no `INSERT ... RETURNING`, which the database takes for reading.
    """
    values: list[Any] = [
        event.chain, event.kind, event.at, event.account_id, event.name, event.subject,
        Jsonb(event.details), event.digest, event.chain,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(WRITE, values)
        return int(cursor.fetchone()[0])


def note_check(found: Verified | Broken, *, acting: Acting) -> Check:
    """Keep what a walk along a chain has found."""
    told: dict[str, Any] = (
        {"events": found.number, "fault_zh": found.zh, "fault_en": found.en}
        if isinstance(found, Broken)
        else {"events": found.events, "head": found.head.hex()}
    )
    return Check.objects.create(chain=found.chain, at=timezone.now(), name=acting.name, **told)


def record_reading(acting: Acting, what: str, reason: str) -> Event:
    """Write down a reading of something sensitive, for good, before anything of it is shown.

    It has to stand by itself: inside a larger transaction, which might be rolled back after the
    field was shown, it raises RuntimeError.
    """
    with transaction.atomic(durable=True):
        return record(
            READING, acting=acting, subject=what, details={"reason": reason}, chain=READINGS
        )
