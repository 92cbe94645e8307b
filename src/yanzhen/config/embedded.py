"""The embedded PostgreSQL: a real server out of a wheel, so that a first run needs no set-up.

    with running(cluster_in(data_folder())) as cluster:
        psycopg.connect(cluster.url)

It listens on a socket in a folder that only its own account may enter, never on the network. It
is shared by all who use the folder, and the last to leave stops it. After a `kill -9` the next
start waits while the server recovers. PostgreSQL refuses to run as root; then it runs under an
account of its own (`account`), and no folder of root's is opened for it (`cluster_in`).
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from yanzhen.config.errors import CannotStart
from yanzhen.config.postgres_programs import MAJOR, make_account, open_to_others, run

ACCOUNT = "yanzhen"  # system account of the server under root; also the database and its owner
APP = f"{ACCOUNT}_app"  # the role that serves: it owns nothing, so row-level security binds it
PATIENCE = 60.0  # seconds for a start, recovery after a crash included
# A socket's path has at most 107 bytes; the server adds the name `/.s.PGSQL.5432.lock`.
_LONGEST_SOCKET_FOLDER = 80
# For a server that lives as long as one test run: nothing has to survive a power cut.
THROWAWAY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


@dataclass(frozen=True)
class Cluster:
    """One server and its data. `home` belongs to `account`, which is None unless we are root."""

    home: Path
    account: str | None
    options: tuple[str, ...] = ()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log.txt"

    @property
    def socket(self) -> Path:
        if len(os.fsencode(self.home)) <= _LONGEST_SOCKET_FOLDER and "," not in str(self.home):
            return self.home
        return Path(tempfile.gettempdir()) / f"yanzhen-{_short_name(self.home)}"

    @property
    def url(self) -> str:
        """The address for the service."""
        return self._address(APP)

    @property
    def owner_url(self) -> str:
        """The address for migrations: of the role that owns the tables."""
        return self._address(ACCOUNT)

    def _address(self, role: str) -> str:
        return f"postgresql://{role}@/{ACCOUNT}?host={quote(str(self.socket), safe='')}"


def cluster_in(folder: Path) -> Cluster:
    """The cluster of a data folder.

    Under root the server's account may be unable to reach that folder (a checkout in /root). The
    data then lie in /var/lib/yanzhen rather than that we open root's home to everybody.
    """
    home = folder / "postgres"
    if os.geteuid() != 0:
        return Cluster(home, None)
    if not open_to_others(folder):
        home = Path("/var/lib/yanzhen") / _short_name(folder)
    return Cluster(home, ACCOUNT)


@contextmanager
def running(cluster: Cluster) -> Iterator[Cluster]:
    """The server is up inside this block, whoever started it; the last to leave stops it."""
    _make_home(cluster)
    with (cluster.home / "in-use").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        _start(cluster)
        try:
            yield cluster
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                _run(cluster, "pg_ctl", "stop", "-w", "-m", "fast", "-D", str(cluster.data))


@contextmanager
def throwaway(options: tuple[str, ...] = THROWAWAY) -> Iterator[Cluster]:
    """A server with an empty database, gone when the block ends: for tests."""
    folder = Path(tempfile.mkdtemp(prefix="yanzhen-"))
    folder.chmod(0o711)
    try:
        cluster = cluster_in(folder)
        with running(Cluster(cluster.home, cluster.account, options)) as started:
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(cluster: Cluster) -> None:
    with (cluster.home / "starting").open("a") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        _initialise(cluster)
        patience_ends = time.monotonic() + PATIENCE
        # A start fails while a killed server's children still hold its memory: hence a loop.
        while not _accepts(cluster):
            if time.monotonic() > patience_ends:
                raise CannotStart(
                    f"数据库没有启动，原因见 {cluster.log}。",
                    f"The database did not start; {cluster.log} says why.",
                )
            _forget_taken_pid(cluster)
            started = _run(cluster, "pg_ctl", "start", "-w", "-t", "10", *_start_arguments(cluster))
            if started.returncode != 0:
                time.sleep(0.3)
        _create_database(cluster)


def _start_arguments(cluster: Cluster) -> list[str]:
    # pg_ctl hands these to a shell; PostgreSQL reads the folder as a list of quoted names.
    folder = '"' + str(cluster.socket).replace('"', '""') + '"'
    settings = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
    quoted = " ".join(_shell_quoted(word) for word in [*settings, *cluster.options])
    return ["-D", str(cluster.data), "-l", str(cluster.log), "-o", quoted]


def _shell_quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def _initialise(cluster: Cluster) -> None:
    """Create the cluster; a half-made one, left by a `kill -9`, is thrown away and made again."""
    label = cluster.data / "PG_VERSION"
    if label.is_file():
        found = label.read_text().strip()
        if found != MAJOR:
            raise CannotStart(
                f"{cluster.data} 属于 PostgreSQL {found}，本版本使用 {MAJOR}；请先迁移数据。",
                f"{cluster.data} belongs to PostgreSQL {found}, this version uses {MAJOR}: "
                "move the data over first (pg_dump, pg_restore).",
            )
        return
    half_made = cluster.home / "data.new"
    shutil.rmtree(half_made, ignore_errors=True)
    # Rules of the built-in locale, not the machine's: the same order of names everywhere.
    locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    made = _run(
        cluster,
        "initdb",
        "-D",
        str(half_made),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        *locale,
    )
    if made.returncode != 0:
        raise CannotStart(
            f"无法在 {cluster.home} 建立数据库：{made.stderr.strip()}",
            f"No database could be created in {cluster.home}: {made.stderr.strip()}",
        )
    half_made.rename(cluster.data)


def _run(cluster: Cluster, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(program, *arguments, account=cluster.account, home=cluster.home)


def _accepts(cluster: Cluster) -> bool:
    return _run(cluster, "pg_isready", "-h", str(cluster.socket), "-t", "5").returncode == 0


def _forget_taken_pid(cluster: Cluster) -> None:
    """Drop the mark of a dead server whose process number now belongs to something else."""
    mark = cluster.data / "postmaster.pid"
    try:
        name = Path("/proc", mark.read_text().split()[0], "comm").read_text()
    except (OSError, IndexError):
        return
    if "postgres" not in name:
        mark.unlink(missing_ok=True)


def _create_database(cluster: Cluster) -> None:
    """The owner, the role that serves, and the database: neither role is a superuser.

    The closed folder stands for passwords.
    """
    url = f"postgresql://postgres@/postgres?host={quote(str(cluster.socket), safe='')}"
    name = sql.Identifier(ACCOUNT)
    roles = {ACCOUNT: "LOGIN CREATEDB", APP: "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB"}
    with psycopg.connect(url, autocommit=True) as connection:
        for role, rights in roles.items():
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).rowcount:
                made = sql.SQL("CREATE ROLE {} " + rights)
                connection.execute(made.format(sql.Identifier(role)))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [ACCOUNT]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))


def _make_home(cluster: Cluster) -> None:
    if cluster.account:
        make_account(cluster.account)
    folders = [cluster.home] if cluster.socket == cluster.home else [cluster.home, cluster.socket]
    if not cluster.home.parent.is_dir():
        cluster.home.parent.mkdir(parents=True)
        cluster.home.parent.chmod(0o711)
    for folder in folders:
        folder.mkdir(mode=0o700, exist_ok=True)
        if cluster.account:
            shutil.chown(folder, cluster.account, cluster.account)
        if folder.stat().st_uid != _owner(cluster) or folder.stat().st_mode & 0o077:
            raise CannotStart(
                f"{folder} 必须只属于数据库自己的账户。",
                f"{folder} must belong to the database's own account alone.",
            )


def _owner(cluster: Cluster) -> int:
    return pwd.getpwnam(cluster.account).pw_uid if cluster.account else os.geteuid()


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
