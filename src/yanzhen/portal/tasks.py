"""The exports of lists that a worker makes: settings.TASKS names this tuple."""

from yanzhen.portal.desk import queue
from yanzhen.portal.my import home

TASKS = (home.OWN.task, queue.QUEUE.task)
