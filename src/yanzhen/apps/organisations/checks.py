"""Whether the service's connection is one that row-level security binds.

organisations.E001   it is a superuser's
organisations.E002   its role bypasses row-level security
organisations.E003   its role owns the tables (or is a member of the role that does)
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import Error
from django.db import connections

from yanzhen.apps.organisations.roles import unsafe_role

HINT = (
    "DATABASE_URL 请改用另一个普通角色（非超级用户、NOBYPASSRLS、不拥有表）；"
    "YANZHEN_OWNER_URL 填写拥有表、负责迁移的角色。/ Let DATABASE_URL name another, plain role "
    "(no superuser, NOBYPASSRLS, owner of no table) and YANZHEN_OWNER_URL the one that owns the "
    "tables and migrates."
)
SAID = {
    "superuser": (
        "E001", "服务以数据库超级用户连接，行级安全不起作用。",
        "The service connects as a superuser: row-level security does not bind it.",
    ),
    "bypass": (
        "E002", "服务的数据库角色带有 BYPASSRLS，行级安全不起作用。",
        "The service's database role has BYPASSRLS: row-level security does not bind it.",
    ),
    "owner": (
        "E003", "服务的数据库角色拥有数据表，行级安全不起作用。",
        "The service's database role owns the tables: row-level security does not bind it.",
    ),
}  # fmt: skip


def serving_role(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_told: Any
) -> list[Error]:
    """The check, for the databases that it is asked about."""
    found = []
    for alias in databases or ():
        wrong = unsafe_role(connections[alias])
        if wrong is not None:
            code, zh, en = SAID[wrong]
            found.append(Error(f"{zh} {en}", hint=HINT, id=f"organisations.{code}"))
    return found
