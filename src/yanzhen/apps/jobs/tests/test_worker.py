"""The worker as a process: it takes what waits, survives a `kill -9`, leaves cleanly."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs import registered, service
from yanzhen.apps.jobs.recovery import MOST_DEATHS, recover, settle
from yanzhen.apps.jobs.running import FAULT, STOPPED
from yanzhen.apps.jobs.tests.sleeping import HERE, LONG_SLEEP, SLEEP
from yanzhen.apps.jobs.worker import work

PROCESS = f"""
import django
from django.conf import settings
from django.core.management import call_command
settings.TASKS = [{HERE!r}]
django.setup()
call_command("run_jobs")
"""
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def tasks(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.TASKS = [HERE]
    # A thread's connection ends with its job, or the test database could not be dropped.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    registered.registered_tasks.cache_clear()
    with acting(SYSTEM):
        yield
    registered.registered_tasks.cache_clear()


def until(so: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not so():
        assert time.monotonic() < end
        time.sleep(0.05)


def state(started: service.Standing) -> str:
    return service.standing(started.id, acting=SYSTEM).state


def is_under_way(started: service.Standing) -> bool:
    now = service.standing(started.id, acting=SYSTEM)
    return now.state == "running" and now.done > 0


@contextmanager
def a_worker() -> Iterator[None]:
    """A worker in a thread of this process."""
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
        assert not thread.is_alive()


@contextmanager
def a_process() -> Iterator[subprocess.Popen[bytes]]:
    """A worker as a process of its own, on the same database."""
    found = connection.settings_dict
    host, port = quote(str(found["HOST"]), safe=""), found["PORT"] or 5432
    url = f"postgresql://{found['USER']}@/{found['NAME']}?host={host}&port={port}"
    names = "yanzhen.config.settings"
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": names}
    process = subprocess.Popen([sys.executable, "-c", PROCESS], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def silent(settings: Settings) -> None:
    """Every worker of before counts as dead from now on."""
    settings.WORKER_SILENCE = 0
    time.sleep(0.01)


def test_what_waits_is_run_and_a_long_task_keeps_no_quick_one_waiting() -> None:
    long, quick = service.start(LONG_SLEEP, {"seconds": 20}, acting=SYSTEM), None
    with a_worker():
        until(lambda: is_under_way(long))
        quick = service.start(SLEEP, {"seconds": 0.1}, acting=SYSTEM)
        until(lambda: state(quick) == "done")
        assert state(long) == "running"
        service.cancel(long.id, acting=SYSTEM)
    assert state(long) == "cancelled"


def test_after_kill_9_the_next_worker_takes_the_run_up(settings: Settings) -> None:
    started = service.start(SLEEP, {"seconds": 2}, acting=SYSTEM)
    with a_process() as process:
        until(lambda: is_under_way(started))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert state(started) == "running"

    silent(settings)
    assert recover() == 1
    assert state(started) == "waiting"

    settings.WORKER_SILENCE = 30
    with a_worker():
        until(lambda: state(started) == "done")


def test_asked_to_stop_it_leaves_and_the_run_waits_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yanzhen.apps.jobs.worker.GRACE", 0.2)
    started = service.start(SLEEP, {"seconds": 25}, acting=SYSTEM)
    with a_worker():
        until(lambda: is_under_way(started))

    assert state(started) == "waiting"
    assert service.load().workers == 0


def test_a_process_asked_to_stop_ends_with_code_0() -> None:
    with a_process() as process:
        until(lambda: service.load().workers == 2)
        process.terminate()
        assert process.wait(30) == 0
    assert service.load().workers == 0


def test_a_living_workers_job_is_left_alone() -> None:
    started = service.start(SLEEP, {"seconds": 3}, acting=SYSTEM)
    with a_worker():
        until(lambda: is_under_way(started))
        assert recover() == 0
        settle()
        assert state(started) == "running"
        service.cancel(started.id, acting=SYSTEM)


def test_a_job_that_ends_every_worker_fails_with_a_reason(settings: Settings) -> None:
    started = service.start(SLEEP, {"seconds": 1}, acting=SYSTEM)
    silent(settings)
    for death in range(MOST_DEATHS):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
        assert state(started) == "waiting", death
        assert recover() == 1

    ended = service.standing(started.id, acting=SYSTEM)
    assert (ended.state, ended.sentence) == ("failed", STOPPED)


def test_a_progress_whose_job_is_gone_does_not_wait_for_ever() -> None:
    started = service.start(SLEEP, {"seconds": 1}, acting=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("UPDATE jobs_progress SET updated_at = now() - interval '2 minutes'")

    settle()

    ended = service.standing(started.id, acting=SYSTEM)
    assert (ended.state, ended.sentence) == ("failed", FAULT)
