"""The worker: two lanes, one for what takes seconds and one for what takes minutes.

    work(stop)                       until `stop` is set, or until the database is gone

Each lane is a procrastinate worker in the same loop; the tasks themselves run in threads. Asked to
stop, a lane takes nothing new, gives what runs `GRACE` seconds, and then asks it to end: it waits
again. Beside them the jobs of dead workers are put back.
"""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from procrastinate import App, JobContext, PsycopgConnector
from procrastinate.contrib.django import connector_params
from procrastinate.contrib.django.db_cleanup import DjangoApp

from yanzhen.apps.jobs.recovery import recover, settle
from yanzhen.apps.jobs.registered import registered_tasks
from yanzhen.apps.jobs.running import Pauses, run_job
from yanzhen.apps.jobs.task import LONG, QUICK, Arguments, Task

AT_ONCE = {QUICK: 2, LONG: 1}
GRACE = 8.0
HEARTBEAT = 5.0
LOOK = 10.0
"""Seconds between two looks for jobs of dead workers."""


class WorkerGone(Exception):
    """A lane has ended without being asked to; the log says why."""


def work(stop: threading.Event) -> None:
    """Run what waits, until asked to stop."""
    asyncio.run(_work(stop))


def worker_app() -> App:
    """The queue as a worker sees it: with the tasks, and connections of its own."""
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=6)
    app = DjangoApp(connector=connector)
    for task in registered_tasks().values():
        added = app.task(
            name=task.name, queue=task.lane, pass_context=True, retry=Pauses(task.pauses)
        )(_runner(task))
        if task.every:
            app.periodic(cron=task.every, queueing_lock=task.name, lock=task.name)(added)
    return app


def _runner(task: Task) -> Callable[..., None]:
    def run(
        context: JobContext, arguments: Arguments | None = None, progress: str = "",
        timestamp: int | None = None,
    ) -> None:  # fmt: skip
        run_job(task, context, arguments or {}, progress)

    return run


async def _work(stop: threading.Event) -> None:
    app = worker_app()
    async with app.open_async():
        running = [asyncio.create_task(_lane(app, lane)) for lane in AT_ONCE]
        running.append(asyncio.create_task(_look_after()))
        while not stop.is_set() and not any(one.done() for one in running):
            await asyncio.sleep(0.2)
        for one in running:
            one.cancel()
        await asyncio.gather(*running, return_exceptions=True)
    if not stop.is_set():
        raise WorkerGone


async def _lane(app: App, lane: str) -> None:
    manners: dict[str, Any] = {
        "install_signal_handlers": False,
        "shutdown_graceful_timeout": GRACE,
        "update_heartbeat_interval": HEARTBEAT,
    }
    await app.run_worker_async(queues=[lane], name=lane, concurrency=AT_ONCE[lane], **manners)


async def _look_after() -> None:
    while True:
        await sync_to_async(_look_once)()
        await asyncio.sleep(LOOK)


def _look_once() -> None:
    close_old_connections()
    recover()
    settle()
    close_old_connections()
