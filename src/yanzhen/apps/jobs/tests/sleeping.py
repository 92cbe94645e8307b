"""Two tasks for the worker's tests, which take as long as they are told."""

import time

from yanzhen.apps.jobs.report import Report
from yanzhen.apps.jobs.task import Task
from yanzhen.policy.vocabulary import Label

HERE = "yanzhen.apps.jobs.tests.sleeping.TASKS"


def sleep(report: Report, *, seconds: float) -> None:
    """Says every now and then how far it is."""
    report.expect(int(seconds * 20))
    for _ in range(int(seconds * 20)):
        time.sleep(0.05)
        report.advance()


SLEEP = Task("tests.sleep", Label("睡", "Sleep"), sleep)
LONG_SLEEP = Task("tests.long_sleep", Label("长睡", "Sleep long"), sleep, long=True)
TASKS = (SLEEP, LONG_SLEEP)
