"""Background work as an app sees it: start, watch, cancel, fetch what came out."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import (
    NOBODY,
    SYSTEM,
    Actor,
    acting,
    actor_of,
    create_account,
    current,
)
from yanzhen.apps.jobs import registered, service
from yanzhen.apps.jobs.models import Progress
from yanzhen.apps.jobs.report import Report
from yanzhen.apps.jobs.running import FAULT
from yanzhen.apps.jobs.tasks import CLEAR
from yanzhen.policy.vocabulary import Label

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Iterator[Actor]:
    """Somebody who has signed in."""
    with acting(actor_of(create_account(email="li@example.cn", name="李娜"))) as actor:
        yield actor


@pytest.fixture
def other(me: Actor) -> Actor:
    return actor_of(create_account(email="wang@example.cn", name="王强"))


@dataclass
class Doing:
    """A task whose doing a test may change."""

    done: list[dict[str, Any]] = field(default_factory=list)
    does: Callable[[Report], None] = lambda report: None

    def __call__(self, report: Report, **arguments: Any) -> None:
        self.done.append(arguments)
        self.does(report)


@pytest.fixture
def doing() -> Doing:
    return Doing()


@pytest.fixture
def task(doing: Doing, monkeypatch: pytest.MonkeyPatch) -> service.Task:
    made = service.Task("tests.do", Label("做", "Do"), doing, pauses=(1, 60))
    monkeypatch.setattr(registered, "registered_tasks", lambda: {"tests.do": made})
    return made


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def fault(_: Report) -> None:
    raise RuntimeError("secret detail")


def test_a_task_runs_with_its_arguments_and_its_progress_ends(
    me: Actor, task: service.Task, doing: Doing
) -> None:
    started = service.start(task, {"upload": 3}, acting=me)
    assert (started.state, started.title.zh, started.is_under_way) == ("waiting", "做", True)

    assert service.work_off() == 1

    assert doing.done == [{"upload": 3}]
    assert service.standing(started.id, acting=me).state == "done"
    assert service.work_off() == 0


def test_only_who_started_it_may_look(me: Actor, other: Actor, task: service.Task) -> None:
    started = service.start(task, {}, acting=me)

    for look in (service.standing, service.cancel, service.result):
        with pytest.raises(service.NoSuchProgress):
            look(started.id, acting=other)
    assert [one.id for one in service.standings(acting=me)] == [started.id]
    assert service.standings(acting=other) == service.standings(CLEAR, acting=me) == ()


def test_it_tells_how_far_it_is_and_what_came_out(
    me: Actor, task: service.Task, doing: Doing
) -> None:
    def rows(report: Report) -> None:
        report.expect(200)
        report.advance(150)
        report.say("150 行已导入", "150 rows taken in")
        seen.append(service.standing(started.id, acting=me))
        report.attach("../errors.xlsx", io.BytesIO(b"sheet"))

    seen: list[service.Standing] = []
    doing.does = rows
    started = service.start(task, {}, acting=me)
    service.work_off()

    assert (seen[0].done, seen[0].total, seen[0].percent) == (150, 200, 75)
    assert seen[0].sentence == Label("150 行已导入", "150 rows taken in")
    ended = service.standing(started.id, acting=me)
    assert (ended.done, ended.total, ended.sentence) == (200, 200, seen[0].sentence)
    name, file = service.result(started.id, acting=me)
    with file:
        assert (name, file.read()) == ("errors.xlsx", b"sheet")


def test_it_runs_as_whoever_started_it_or_as_the_service(
    me: Actor, task: service.Task, doing: Doing
) -> None:
    seen: list[Actor] = []
    doing.does = lambda report: seen.append(current())
    service.start(task, {}, acting=me)
    service.later(task, {})

    service.work_off()

    assert [one.account_id for one in seen] == [me.account_id, None]
    assert seen[1].is_system


def test_another_account_cannot_touch_the_row_even_in_sql(
    me: Actor, other: Actor, task: service.Task
) -> None:
    service.start(task, {}, acting=me)

    for actor, rows in ((me, 1), (other, 0), (SYSTEM, 1)):
        with acting(actor), connection.cursor() as cursor:
            cursor.execute("UPDATE jobs_progress SET done = done")
            assert cursor.rowcount == rows


def test_a_visitor_starts_nothing(task: service.Task) -> None:
    with pytest.raises(ValueError, match="Nobody"), acting(NOBODY):
        service.start(task, {}, acting=NOBODY)


def test_what_is_rolled_back_never_runs(me: Actor, task: service.Task, doing: Doing) -> None:
    with transaction.atomic():
        service.start(task, {}, acting=me)
        service.later(task, {})
        transaction.set_rollback(True)

    assert service.work_off() == 0
    assert not Progress.objects.exists()


def test_a_fault_is_tried_again_after_each_pause_and_then_said(
    me: Actor, task: service.Task, doing: Doing
) -> None:
    doing.does = fault
    started = service.start(task, {}, acting=me)

    assert service.work_off() == 3

    ended = service.standing(started.id, acting=me)
    assert (ended.state, ended.sentence) == ("failed", FAULT)
    assert service.load().failed == 1


def test_what_cannot_be_done_is_said_and_not_tried_again(
    me: Actor, task: service.Task, doing: Doing
) -> None:
    def refuse(_: Report) -> None:
        raise service.CannotBeDone(Label("文件是空的。", "The file is empty."))

    doing.does = refuse
    started = service.start(task, {}, acting=me)

    assert service.work_off() == 1
    ended = service.standing(started.id, acting=me)
    assert (ended.state, ended.sentence) == ("failed", Label("文件是空的。", "The file is empty."))


def test_a_cancelled_task_does_not_begin(me: Actor, task: service.Task, doing: Doing) -> None:
    started = service.start(task, {}, acting=me)

    assert service.cancel(started.id, acting=me).state == "cancelled"

    assert service.work_off() == 0
    assert doing.done == []


def test_cancelling_ends_a_run_at_its_next_word(
    me: Actor, task: service.Task, doing: Doing
) -> None:
    def goes_on(report: Report) -> None:
        service.cancel(started.id, acting=me)
        report.expect(5)
        doing.done.append({"never": "here"})

    doing.does = goes_on
    started = service.start(task, {}, acting=me)
    service.work_off()

    assert doing.done == [{}]
    assert service.standing(started.id, acting=me).state == "cancelled"


def test_once_is_once_while_it_waits_and_spoils_no_transaction(
    task: service.Task, doing: Doing
) -> None:
    with transaction.atomic():
        service.later(task, {"n": 1}, once="daily")
        service.later(task, {"n": 2}, once="daily")
        service.later(task, {"n": 3})

    assert service.work_off() == 2
    assert doing.done == [{"n": 1}, {"n": 3}]


def test_the_load_is_told(task: service.Task) -> None:
    service.later(task, {})
    service.later(task, {}, at=timezone.now() + timedelta(days=1))

    load = service.load()

    assert (load.waiting, load.running, load.failed, load.workers) == (2, 0, 0, 0)
    assert 0 <= load.oldest < 60


def test_old_tasks_and_their_files_go(me: Actor, task: service.Task, doing: Doing) -> None:
    doing.does = lambda report: report.attach("a.txt", io.BytesIO(b"a"))
    old, new = service.start(task, {}, acting=me), service.start(task, {}, acting=me)
    service.work_off()
    Progress.objects.filter(public_id=old.id).update(finished_at=timezone.now() - timedelta(days=8))
    kept = Progress.objects.get(public_id=old.id).result
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '3 days'")

    with acting(SYSTEM):
        CLEAR.run(Report())

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)
    assert [one.id for one in service.standings(acting=me)] == [new.id]
    assert not default_storage.exists(kept)


def test_the_tasks_of_the_settings_are_found() -> None:
    registered.registered_tasks.cache_clear()

    assert registered.task_named("jobs.clear") is CLEAR
    assert registered.task_named("nobody's") is None
