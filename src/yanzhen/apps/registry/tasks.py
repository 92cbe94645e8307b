"""The registry's work in the background: looking a sheet through, and taking it in."""

from yanzhen.apps.jobs.service import Report, Task
from yanzhen.apps.registry.bulk.running import look_through, run_import
from yanzhen.policy.vocabulary import Label


def look(report: Report, *, import_id: int) -> None:
    """Look a sheet through."""
    look_through(import_id, report)


def take(report: Report, *, import_id: int) -> None:
    """Take a sheet in."""
    run_import(import_id, report)


LOOK = Task("registry.look", Label("预检表格", "Looking a sheet through"), look, (5, 30), long=True)
TAKE = Task(
    "registry.import", Label("导入人员与事实", "Taking a sheet in"), take, (5, 30), long=True
)
TASKS = (LOOK, TAKE)
