"""Cases from the command line.

yanzhen cases replay XIANGTAN-2026-000123     work its decisions out again
"""

from importlib import import_module
from typing import Annotated

import typer

from yanzhen.cli.extras import without_service

cases_app = typer.Typer(no_args_is_help=True, help="办件。Cases.")


@cases_app.callback()
def cases() -> None:
    """办件。Cases."""


@cases_app.command("replay")
def replay(
    number: Annotated[str, typer.Argument(help="办件编号 / a case's number")],
) -> None:
    """重算办件的决定；结果不同则退出码为 1。Replay its decisions; exit 1 on a difference."""
    try:
        command = import_module("yanzhen.config.command")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    raise typer.Exit(command.run_command("replay_case", number))
