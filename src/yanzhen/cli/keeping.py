"""Backups from the command line, with a bar on a terminal.

yanzhen backup yanzhen-2026-11-28.tar
yanzhen restore yanzhen-2026-11-28.tar
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from yanzhen.cli.extras import without_service

STAGES = {
    "audit": "审计链 / audit chains",
    "database": "数据库 / database",
    "files": "附件 / files",
    "check": "核对 / checking",
}
Told = Callable[[str, int, int | None], None]
File = Annotated[Path, typer.Argument(help="备份文件 / the archive")]


def backup(file: File) -> None:
    """备份数据库和附件到一个文件，服务不必停。Database and files into one archive."""
    _kept("backup", file)


def restore(file: File) -> None:
    """把备份恢复到空数据库，并核对审计链。An archive into an empty database; chains verified."""
    _kept("restore", file)


def _kept(verb: str, file: Path) -> None:
    try:
        keeping = import_module("yanzhen.config.keeping")
    except ModuleNotFoundError as missing:
        raise typer.Exit(without_service(missing)) from None
    with watched() as told:
        code = keeping.keep(verb, file, told)
    raise typer.Exit(code)


@contextmanager
def watched() -> Iterator[Told]:
    """A bar for each stage; on a terminal only."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        stages: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int | None) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(STAGES[stage], total=total)
            bar.update(stages[stage], completed=done, total=total)

        yield told
