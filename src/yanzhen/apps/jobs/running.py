"""One try of one job: from the queue's row to the task, and its end back into the progress.

A try never ends in silence: what the task refuses is kept as the reason, a fault is tried again
after the task's next pause, the last fault is kept as a sentence and goes to the log.
"""

import logging
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Now
from procrastinate import jobs
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from yanzhen.apps.accounts.service import SYSTEM, Actor, acting, actor_of
from yanzhen.apps.jobs.errors import Cancelled, CannotBeDone, Leaving, RunLost
from yanzhen.apps.jobs.models import Progress
from yanzhen.apps.jobs.report import Report, held
from yanzhen.apps.jobs.task import Arguments, Task
from yanzhen.policy.vocabulary import Label

FAULT = Label(
    "程序出错，没有做完；错误已写入服务日志，请告知管理员。",
    "A fault in the program; the service's log has the details. Please tell the administrator.",
)
AGAIN = Label("中断了，稍后自动再试。", "It was interrupted and is tried again soon.")
STOPPED = Label(
    "多次中断，没有做完；请告知管理员。",
    "It was interrupted several times and did not end; please tell the administrator.",
)
State = Progress.State
UNDER_WAY = (State.WAITING, State.RUNNING)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pauses(BaseRetryStrategy):
    """When a job is tried again: at once when its worker leaves, after a fault by the task."""

    seconds: tuple[int, ...]

    def get_retry_decision(
        self, *, exception: BaseException, job: jobs.Job
    ) -> RetryDecision | None:
        if isinstance(exception, Leaving):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, JobAborted | RunLost) or job.attempts >= len(self.seconds):
            return None
        return RetryDecision(retry_in={"seconds": self.seconds[job.attempts]})


def run_job(task: Task, context: JobContext, arguments: Arguments, progress: str) -> None:
    """Run the task; what it raises tells the queue whether the job is tried again.

    A task that somebody started sees and may do what she does today, all others what the service
    does.
    """
    report = Report(progress, context.job.attempts + 1, context.abort_reason)
    with acting(SYSTEM):
        if not progress:
            _run(task, report, arguments, SYSTEM, context)
        elif _begins(report):  # else it was cancelled meanwhile
            _run(task, report, arguments, _starter(progress), context)


def _run(
    task: Task, report: Report, arguments: Arguments, actor: Actor, context: JobContext
) -> None:
    try:
        with acting(actor):
            task.run(report, **arguments)
    except CannotBeDone as refusal:
        _ends(report, State.FAILED, refusal.reason)
        return
    except Leaving:
        _waits(report)
        raise
    except (Cancelled, RunLost):
        _ends(report, State.CANCELLED, None)
        raise
    except Exception:
        if context.job.attempts < len(task.pauses):
            _waits(report)
        else:
            _ends(report, State.FAILED, FAULT)
        raise
    if report.progress and not _ends(report, State.DONE, report.said):
        log.info("%s: cancelled, or taken over by another worker", report.progress)


def fail(progress: str, reason: Label) -> None:
    """The end of a progress whose job will not run any more."""
    Progress.objects.filter(public_id=progress, state__in=UNDER_WAY).update(
        state=State.FAILED, sentence=_kept(reason), finished_at=Now(), updated_at=Now()
    )


def _starter(progress: str) -> Actor:
    account = Progress.objects.select_related("account").get(public_id=progress).account
    return SYSTEM if account is None else actor_of(account)


def _begins(report: Report) -> bool:
    waiting = Progress.objects.filter(
        public_id=report.progress, state__in=UNDER_WAY, attempt__lt=report.attempt
    )
    columns: dict[str, Any] = {"state": State.RUNNING, "attempt": report.attempt}
    columns |= {"done": 0, "total": 0, "sentence": None, "updated_at": Now()}
    return bool(waiting.update(**columns))


def _waits(report: Report) -> None:
    held(report).update(state=State.WAITING, sentence=_kept(AGAIN), updated_at=Now())


def _ends(report: Report, state: State, said: Label | None) -> int:
    columns: dict[str, Any] = {"state": state, "finished_at": Now(), "updated_at": Now()}
    columns |= {"sentence": _kept(said), "done": report.done, "total": report.total}
    if state == State.DONE:
        columns |= {"done": report.total, "result": report.result}
        columns["result_name"] = report.result_name
    return held(report).update(**columns)


def _kept(said: Label | None) -> dict[str, str] | None:
    return {"zh": said.zh, "en": said.en} if said else None
