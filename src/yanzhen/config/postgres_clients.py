"""`pg_dump` and `pg_restore`, as the owner of the tables: those of the wheel, or of the machine.

    run_client("pg_dump", ["--format=custom", "--file=db.dump"], told)

A client must not be older than the server, so the machine's is taken when it fits, else the
wheel's. The password goes by the environment: a command line can be read by everybody.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from yanzhen.apps.organisations.roles import as_owner
from yanzhen.config.errors import CannotStart
from yanzhen.config.postgres_programs import MAJOR, installed_program

LOOK = 0.2


def run_client(
    program: str, arguments: Sequence[str], looking: Callable[[], None] = lambda: None
) -> None:
    """Run it to its end; `looking` is called now and then, and a failure is a sentence."""
    address: dict[str, Any] = settings.OWNER_DATABASE
    command = [str(client(program)), *arguments, f"--dbname={_without_password(address)}"]
    words = os.environ | {"LC_ALL": "C", "PGPASSWORD": address["PASSWORD"]}
    with subprocess.Popen(command, env=words, stderr=subprocess.PIPE, text=True) as running:
        try:
            while running.poll() is None:
                looking()
                time.sleep(LOOK)
        except BaseException:
            running.kill()
            raise
        said = running.stderr.read().strip() if running.stderr else ""
    if running.returncode != 0:
        raise _failed(program, said)


def client(program: str) -> Path:
    """The program that fits the server."""
    server = server_major()
    own = shutil.which(program) if settings.DATABASE_URL else None
    if own and _major(own) >= server:
        return Path(own)
    if int(MAJOR) >= server:
        return installed_program(program)
    raise CannotStart(
        f"数据库是 PostgreSQL {server}，{program} 太旧；请安装 postgresql-client-{server}。",
        f"The database is PostgreSQL {server}, and {program} is older: "
        f"install postgresql-client-{server}.",
    )


def server_major() -> int:
    """The major version of the server."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else 0


def _without_password(address: dict[str, Any]) -> str:
    names = {"NAME": "dbname", "USER": "user", "HOST": "host", "PORT": "port"}
    given = {ours: address[theirs] for theirs, ours in names.items() if address[theirs]}
    return make_conninfo(**given, **address["OPTIONS"])


def _failed(program: str, said: str) -> CannotStart:
    last = said.splitlines()[-1] if said else "?"
    if "row-level security" in said:
        return CannotStart(
            "备份须以拥有数据表的角色连接：请设置 YANZHEN_OWNER_URL。",
            "A backup is made by the role that owns the tables: set YANZHEN_OWNER_URL.",
        )
    if found := re.search(r'role "([^"]+)" does not exist', said):
        return CannotStart(
            f"备份中的数据库角色 {found[1]} 在这里不存在；请先建立同名角色。",
            f"The backup speaks of the database role {found[1]}, which is not here: create it.",
        )
    return CannotStart(f"{program} 失败：{last}", f"{program} failed: {last}")
