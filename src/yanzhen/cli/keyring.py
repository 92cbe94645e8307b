"""Keys of the interface from the command line.

yanzhen api-keys new 社保系统 --organisation xiangtan/hr_bureau --roles clerk --scopes cases:read
yanzhen api-keys list
yanzhen api-keys revoke 3f9c0a71b2de
"""

from importlib import import_module
from typing import Annotated

import typer

from yanzhen.cli.extras import without_service

keys_app = typer.Typer(no_args_is_help=True, help="接口密钥。Keys of the interface for programs.")


@keys_app.command("new")
def new(
    name: Annotated[str, typer.Argument(help="哪个系统使用 / which program uses it")],
    organisation: Annotated[str, typer.Option(help="机构代码 / an organisation's code")],
    scopes: Annotated[str, typer.Option(help="权限，空格分开 / scopes, separated by spaces")],
    roles: Annotated[str, typer.Option(help="角色，空格分开 / roles")] = "clerk",
    days: Annotated[int, typer.Option(help="有效天数 / days that it is valid")] = 365,
) -> None:
    """发放密钥，只显示一次。Give a key; it is shown once."""
    _run(
        "new", name, "--organisation", organisation, "--roles", roles, "--scopes", scopes,
        "--days", str(days),
    )  # fmt: skip


@keys_app.command("list")
def listed() -> None:
    """列出密钥（不含密文）。The keys, without their secrets."""
    _run("list")


@keys_app.command("revoke")
def revoke(prefix: Annotated[str, typer.Argument(help="密钥编号 / the key's id")]) -> None:
    """吊销密钥。Take a key away."""
    _run("revoke", prefix)


def _run(*arguments: str) -> None:
    try:
        command = import_module("yanzhen.config.command")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    raise typer.Exit(command.run_command("api_keys", *arguments))
