"""The audit log from the command line.

yanzhen audit verify            every chain
yanzhen audit verify xiangtan   one of them
"""

from importlib import import_module
from typing import Annotated

import typer

from yanzhen.cli.extras import without_service

audit_app = typer.Typer(no_args_is_help=True, help="审计日志。The audit log.")


@audit_app.callback()
def audit() -> None:
    """审计日志。The audit log."""


@audit_app.command("verify")
def verify(
    chains: Annotated[
        list[str] | None, typer.Argument(help="链名，不写则全部 / chains, all by default")
    ] = None,
) -> None:
    """核对审计链；有断点则退出码为 1。Verify the chains; exit 1 on a break."""
    try:
        command = import_module("yanzhen.config.command")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    raise typer.Exit(command.run_command("verify_audit", *(chains or [])))
