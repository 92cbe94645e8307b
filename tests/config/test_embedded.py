"""The embedded PostgreSQL survives what a machine does to it."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from yanzhen.config.embedded import Cluster, cluster_in, running, throwaway


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with throwaway(options=()) as made:  # as a first run has it: what is committed is on the disk
        yield made


def test_neither_the_service_nor_the_owner_is_a_superuser(cluster: Cluster) -> None:
    asked = "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    rows = []
    for url in (cluster.url, cluster.owner_url):
        with psycopg.connect(url) as connection:
            rows.append(connection.execute(asked).fetchone())

    assert rows == [("yanzhen_app", False, False), ("yanzhen", False, False)]


def test_the_service_may_make_no_table(cluster: Cluster) -> None:
    with (
        psycopg.connect(cluster.url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (word text)")


def test_nobody_else_may_enter_and_nothing_listens_on_the_network(cluster: Cluster) -> None:
    assert cluster.socket.stat().st_mode & 0o077 == 0
    with psycopg.connect(cluster.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_second_user_finds_it_running_and_the_first_to_leave_does_not_stop_it(
    cluster: Cluster,
) -> None:
    with running(cluster):
        pass

    with psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.slow
def test_it_comes_back_after_kill_9_with_what_was_committed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.owner_url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('雁')")
    postmaster = int((cluster.data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    with running(cluster), psycopg.connect(cluster.owner_url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("雁",)


@pytest.mark.slow
def test_a_process_number_taken_by_another_does_not_block_the_start(cluster: Cluster) -> None:
    mark = cluster.data / "postmaster.pid"
    lines = mark.read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGKILL)
    time.sleep(2)  # its children notice and leave
    mark.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    with running(cluster), psycopg.connect(cluster.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("很深" * 40), None)

    assert len(os.fsencode(deep.socket)) < 80
    assert deep.socket != deep.home


def test_under_root_a_closed_folder_stays_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    tmp_path.chmod(0o700)

    assert not cluster_in(tmp_path).home.is_relative_to(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
