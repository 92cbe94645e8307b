"""What a worker does for the pages: exports of lists, long sheets. settings.TASKS names this."""

from yanzhen.portal.desk import cases, queue, registers
from yanzhen.portal.employer import filing, following
from yanzhen.portal.my import home
from yanzhen.portal.public import publicity

TASKS = (
    home.OWN.task,
    queue.QUEUE.task,
    cases.CASES.task,
    registers.REGISTER.task,
    following.FILED.task,
    filing.FILE,
    filing.DROP,
    publicity.FEED.task,
)
