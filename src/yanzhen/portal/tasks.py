"""The exports of lists that a worker makes: settings.TASKS names this tuple."""

from yanzhen.portal.desk import cases, queue, registers
from yanzhen.portal.my import home

TASKS = (home.OWN.task, queue.QUEUE.task, cases.CASES.task, registers.REGISTER.task)
