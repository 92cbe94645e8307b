"""A command that needs the service's database: it is started if need be, and up to date.

run_command("verify_audit", "xiangtan")   ->  the exit code
"""

import os
import sys

import django
from django.core.management import CommandError, call_command

from yanzhen.config.errors import CannotStart
from yanzhen.config.serve import bring_up_to_date, database_running


def run_command(name: str, *arguments: str) -> int:
    """Run a management command beside the database; what hinders it is said in a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
    try:
        with database_running():
            django.setup()
            bring_up_to_date()
            call_command(name, *arguments)
    except (CannotStart, CommandError) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0
