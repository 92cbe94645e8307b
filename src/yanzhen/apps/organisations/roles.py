"""Two roles of the database: one owns the tables and migrates, the other serves.

    with as_owner():
        call_command("migrate")

Row-level security does not bind the owner of a table, so the service must not be it. Every
connection is the app role's except inside `as_owner`, which only a start, a test run's set-up and
the commands of the operator enter, before any thread serves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

WHO = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside the block the connection is the owner's: for migrations and grants."""
    connection = connections[DEFAULT_DB_ALIAS]
    served_as = {name: connection.settings_dict[name] for name in WHO}
    connection.close()
    connection.settings_dict.update({name: settings.OWNER_DATABASE[name] for name in WHO})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(served_as)


def grant_to_the_app(sender: AppConfig, using: str, **_told: Any) -> None:
    """Let the app role use whatever tables the owner makes from now on, and those there are.

    Once for a database: what a migration takes back later (a log that only grows) stays taken.
    """
    connection = connections[using]
    role = settings.APP_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s", [role])
        if cursor.fetchone()[0] or not _exists(cursor, role) or _granted(cursor, role):
            return
        name = sql.Identifier(role)
        for statement in _GRANTS:
            cursor.execute(sql.SQL(statement).format(name))


_LATER = "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
_GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
    f"{_LATER} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {{}}",
    f"{_LATER} GRANT USAGE, SELECT ON SEQUENCES TO {{}}",
)


def _exists(cursor: Any, role: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def _granted(cursor: Any, role: str) -> bool:
    cursor.execute(
        "SELECT 1 FROM pg_default_acl AS given, aclexplode(given.defaclacl) AS one "
        "JOIN pg_roles ON pg_roles.oid = one.grantee "
        "WHERE given.defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user) "
        "AND pg_roles.rolname = %s",
        [role],
    )
    return cursor.fetchone() is not None


def unsafe_role(connection: BaseDatabaseWrapper) -> str | None:
    """What is wrong with the role that serves: `superuser`, `bypass` or `owner`; None when fit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypass = cursor.fetchone()
        # A member of the owning role owns the tables as well: it may SET ROLE.
        cursor.execute(
            "SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE nspname = 'public' AND relkind IN ('r', 'p') "
            "AND pg_has_role(current_user, relowner, 'MEMBER') LIMIT 1"
        )
        owner = cursor.fetchone() is not None
    return "superuser" if superuser else "bypass" if bypass else "owner" if owner else None
