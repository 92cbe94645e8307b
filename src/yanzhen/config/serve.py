"""`yanzhen serve`: from nothing to an open page.

Starts the embedded database (unless `DATABASE_URL` names another), brings its tables up to date as
their owner, loads organisations and packs, starts the workers beside it, and answers requests until
Ctrl-C, as a role that row-level security binds:

    serve("127.0.0.1", 8000)
"""

import errno
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError
from psycopg.errors import InsufficientPrivilege

from yanzhen.apps.organisations.roles import as_owner
from yanzhen.config.embedded import cluster_in, running
from yanzhen.config.errors import CannotStart
from yanzhen.config.fitness import refuse_unsafe_role, refuse_wrong_settings
from yanzhen.config.places import data_folder
from yanzhen.config.web import answer
from yanzhen.config.work import workers


def serve(host: str, port: int, *, own_workers: bool = True) -> None:
    """Serve until stopped. What hinders the start is said in a sentence, and the exit code is 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanzhen.config.settings")
    signal.signal(signal.SIGTERM, _leave)
    try:
        with _listening(host, port) as listener, _counting_together(), database_running():
            prepare()
            print(
                f"雁阵 Yanzhen: http://{_shown(host)}:{port}    (Ctrl-C 停止 / stops)", flush=True
            )
            with workers() if own_workers else nullcontext():
                answer(listener)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        print(file=sys.stderr)


@contextmanager
def _counting_together() -> Iterator[None]:
    """A folder, empty now, in which the processes that answer add up what they count."""
    with tempfile.TemporaryDirectory(prefix="yanzhen-metrics-") as folder:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
        yield


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The open door, taken before anything is started: a taken port is known at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(128)
        except OSError as error:
            raise _refused(host, port, error) from None
        yield listener


def _refused(host: str, port: int, error: OSError) -> CannotStart:
    if error.errno == errno.EADDRINUSE:
        return CannotStart(
            f"端口 {port} 已被占用：请停止占用者，或换端口（yanzhen serve --port {port + 1}）。",
            f"Port {port} is taken: stop what holds it, or choose another one "
            f"(yanzhen serve --port {port + 1}).",
        )
    return CannotStart(
        f"无法在 {host}:{port} 上提供服务：{error.strerror}",
        f"Cannot serve at {host}:{port}: {error.strerror}",
    )


@contextmanager
def database_running() -> Iterator[None]:
    """The database is up inside this block: the embedded one is started, another's is there."""
    embedded = not settings.DATABASE_URL
    with running(cluster_in(data_folder())) if embedded else nullcontext():
        yield


def prepare() -> None:
    """Settings checked, tables up to date, packs published."""
    django.setup()
    refuse_wrong_settings()
    bring_up_to_date()
    call_command("load_organisations")
    call_command("publish_packs")
    if settings.DEMO:
        call_command("load_demo")
    if not settings.DEBUG:
        call_command("collectstatic", verbosity=0, interactive=False)


def bring_up_to_date() -> None:
    """The tables as this version wants them; the role that serves is one that may."""
    try:
        with as_owner():
            call_command("migrate", verbosity=0, interactive=False)
        refuse_unsafe_role()
    except OperationalError as error:
        raise CannotStart(
            f"无法连接数据库：{error}", f"The database cannot be reached: {error}"
        ) from None
    except ProgrammingError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        raise CannotStart(
            "数据库角色无权更新数据表：请用 YANZHEN_OWNER_URL 指明拥有数据表的角色。",
            "The database role may not bring the tables up to date: let YANZHEN_OWNER_URL name "
            "the role that owns them.",
        ) from None
