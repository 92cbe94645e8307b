"""No start with wrong settings: all that is wrong is said at once, with what to do about it.

    refuse_wrong_settings()     CannotStart, or warnings on the standard error stream
    refuse_unsafe_role()        CannotStart when row-level security does not bind the service

Every process asks this first: the server, the workers, and another WSGI server's processes.
"""

import logging
import sys
import time

from django.core.checks import CheckMessage, Error, run_checks
from django.db import DEFAULT_DB_ALIAS, OperationalError

from yanzhen.apps.organisations.checks import serving_role
from yanzhen.config.errors import CannotStart

PAUSE = 0.5
"""Seconds between two looks for a database that is about to start."""


def refuse_wrong_settings() -> None:
    """Say the warnings; refuse when there is an error."""
    found = [one for one in run_checks() if not one.is_silenced()]
    errors = [one for one in found if one.level >= logging.ERROR]
    for one in found:
        if one not in errors:
            print(_said(one), file=sys.stderr, flush=True)
    if errors:
        listed = "\n".join(map(_said, errors))
        raise CannotStart(
            f"设置有误，服务没有启动（{len(errors)} 处）：",
            f"Wrong settings, nothing was started ({len(errors)}):\n{listed}",
        )


def refuse_unsafe_role(patience: float = 0) -> None:
    """A database role that row-level security does not bind may not serve.

    `patience`: for so many seconds a database that is about to start is waited for.
    """
    for one in _of_the_role(time.monotonic() + patience):
        raise CannotStart(f"{one.msg} [{one.id}]", str(one.hint))


def _of_the_role(until: float) -> list[Error]:
    while True:
        try:
            return serving_role(None, databases=[DEFAULT_DB_ALIAS])
        except OperationalError as error:
            if time.monotonic() >= until:
                raise CannotStart(
                    f"无法连接数据库：{error}", f"The database cannot be reached: {error}"
                ) from None
            time.sleep(PAUSE)


def _said(one: CheckMessage) -> str:
    hint = f"\n      {one.hint}" if one.hint else ""
    return f"  [{one.id}] {one.msg}{hint}"
