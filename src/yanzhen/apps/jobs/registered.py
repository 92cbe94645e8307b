"""The tasks of the service: the tuples that `settings.TASKS` names.

task_named("jobs.clear").title.zh      '清理旧任务'
"""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from yanzhen.apps.jobs.task import Task


@cache
def registered_tasks() -> dict[str, Task]:
    """All tasks by name; two of one name are a mistake of ours."""
    found: dict[str, Task] = {}
    for place in settings.TASKS:
        for task in import_string(place):
            if found.setdefault(task.name, task) is not task:
                raise ValueError(f"Two tasks are called {task.name}")
    return found


def task_named(name: str) -> Task | None:
    """The task of a name; None when this version of the service has none."""
    return registered_tasks().get(name)
