"""Whose events a connection may read, as policies on the tables; everybody may add.

An auditor of a city reads the chain of that city. An auditor of a county, and whoever audits the
chain of the readings, reads what speaks of a case, a person or a register that is there for her:
the rows of those tables decide. Links and what waits for one are the service's own.

    with seeing_all():
        Link.objects.filter(chain="xiangtan").count()

`seeing_all` is for the walk along a chain, which has to see every link of it, whoever asks; what
it finds says how many there are and whether they hold, nothing of what they tell.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg.pq import TransactionStatus

ALL = "(SELECT current_setting('yanzhen.all', true) = 'on')"
AUDITED = (
    "(SELECT string_to_array(nullif(current_setting('yanzhen.audited', true), ''), ',')::bigint[])"
)
"""The organisations that the actor audits, or NULL."""
_PLACE = f"id = ANY({AUDITED}::bigint[])"
EVENTS = f"""
    CASE
    WHEN {AUDITED} IS NULL THEN false
    WHEN chain IN (SELECT code FROM organisations_organisation WHERE {_PLACE}) THEN true
    WHEN subject ~ '^(case|objector):' THEN EXISTS (
        SELECT FROM cases_case AS of_it
        WHERE of_it.number = substring(subject FROM '^(?:case|objector):(\\S+)'))
    WHEN subject ~ '^subject:\\d{{1,18}}( |$)' THEN EXISTS (
        SELECT FROM registry_subject AS of_it
        WHERE of_it.id = substring(subject FROM '^subject:(\\d+)')::bigint)
    WHEN subject ~ '^register:\\d{{1,18}}( |$)' THEN EXISTS (
        SELECT FROM registry_savedview AS of_it
        WHERE of_it.id = substring(subject FROM '^register:(\\d+)')::bigint)
    ELSE false END
"""
CHECKS = f"""
    {AUDITED} IS NOT NULL AND (
        chain IN ('readings', 'system')
        OR chain IN (SELECT city FROM organisations_organisation WHERE {_PLACE}))
"""
_SEE = """
    SELECT before.value, set_config('yanzhen.all', 'on', false)
    FROM (SELECT coalesce(current_setting('yanzhen.all', true), '') AS value OFFSET 0) AS before
"""


@contextmanager
def seeing_all() -> Iterator[None]:
    """Inside the block the log is there as a whole."""
    with connection.cursor() as cursor:
        cursor.execute(_SEE)
        before = cursor.fetchone()[0]
    try:
        yield
    finally:
        raw = connection.connection
        # In a transaction that is to roll back, the rollback itself brings the setting back.
        if raw is not None and not raw.closed and not _failed(raw):
            raw.execute("SELECT set_config('yanzhen.all', %s, false)", [before])


def _failed(raw: object) -> bool:
    status: TransactionStatus = raw.info.transaction_status  # type: ignore[attr-defined]  # psycopg
    return status == TransactionStatus.INERROR
