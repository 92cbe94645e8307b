"""Inside `acting(actor)` everything that is read or written is hers: in Python and in PostgreSQL.

    with acting(actor_of(account)):
        Case.objects.visible_to(current()).count()

The connection is told by session settings, which the policies of row-level security read (see
`organisations.rows`), and forgets them when the block ends. They are set with the first query's
connection already there; one that is opened later, or again after a break, is told at once.

A transaction that rolls back takes its settings back too. So a block inside a transaction that
has failed leaves nothing to do: the rollback restores what was before the block.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django_scopes import scope
from psycopg.pq import TransactionStatus

from yanzhen.apps.accounts.actor import NOBODY, Actor

_CURRENT: ContextVar[Actor] = ContextVar("yanzhen_actor", default=NOBODY)
_TELL = """
    SELECT set_config('yanzhen.account', %s, false), set_config('yanzhen.tenants', %s, false),
           set_config('yanzhen.departments', %s, false), set_config('yanzhen.employers', %s, false),
           set_config('yanzhen.all', %s, false), set_config('yanzhen.audited', %s, false)
"""


def current() -> Actor:
    """Who is acting; NOBODY outside of every block."""
    return _CURRENT.get()


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Act as this actor inside the block; blocks may be nested."""
    before = _CURRENT.get()
    _become(actor, before)
    token = _CURRENT.set(actor)
    try:
        with scope(actor=actor):
            yield actor
    finally:
        _CURRENT.reset(token)
        _become(before, actor)


def tell_new_connection(connection: BaseDatabaseWrapper, **_told: Any) -> None:
    """A connection that has just been opened learns who is acting."""
    if connection.vendor == "postgresql" and _CURRENT.get() != NOBODY:
        _tell(connection, _CURRENT.get())


def _become(actor: Actor, before: Actor) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    if actor != before and connection.connection is not None:
        _tell(connection, actor)


def _tell(connection: BaseDatabaseWrapper, actor: Actor) -> None:
    # psycopg's own connection: Django's cursor refuses in a transaction that is to roll back.
    raw = connection.connection
    if raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    raw.execute(_TELL, _settings(actor))


def _settings(actor: Actor) -> list[str]:
    def listed(ids: frozenset[int]) -> str:
        return ",".join(map(str, sorted(ids)))

    return [
        "" if actor.account_id is None else str(actor.account_id),
        listed(actor.tenants), listed(actor.departments), listed(actor.employers),
        "on" if actor.is_system else "", listed(actor.audited),
    ]  # fmt: skip
