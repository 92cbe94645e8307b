"""No start with wrong settings: all that is wrong is said at once, with what to do about it.

    refuse_wrong_settings()     CannotStart, or warnings on the standard error stream

Every process asks this first: the server, the workers, and another WSGI server's processes.
"""

import logging
import sys

from django.core.checks import CheckMessage, run_checks

from yanzhen.config.errors import CannotStart


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


def _said(one: CheckMessage) -> str:
    hint = f"\n      {one.hint}" if one.hint else ""
    return f"  [{one.id}] {one.msg}{hint}"
