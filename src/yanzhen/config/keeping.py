"""`yanzhen backup` and `yanzhen restore`: beside the database, with every outcome a sentence.

    keep("backup", Path("yanzhen.tar"), told)   ->  the exit code

A backup is made of tables that are up to date; a restore wants none at all.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import CommandError, call_command
from django.db import OperationalError

from yanzhen.config.errors import CannotStart
from yanzhen.config.serve import bring_up_to_date, database_running


def keep(command: str, file: Path, told: Callable[[str, int, int | None], None]) -> int:
    """Run `backup` or `restore`; what hinders it is said in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
    try:
        with database_running():
            django.setup()
            if command == "backup":
                bring_up_to_date()
            call_command(command, str(file.absolute()), told=told)
    except (CannotStart, CommandError) as reason:
        print(reason, file=sys.stderr)
        return 1
    except OperationalError as error:
        print(f"无法连接数据库：{error}\nThe database cannot be reached: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断，没有留下备份文件 / interrupted; no archive was left", file=sys.stderr)
        return 130
    return 0
