"""What a worker does for the pages: exports of lists, long sheets. settings.TASKS names this."""

from yanzhen.portal.desk import cases, log, queue, registers
from yanzhen.portal.employer import following, waiting
from yanzhen.portal.finance import awards, payments, statement
from yanzhen.portal.my import home
from yanzhen.portal.public import publicity

TASKS = (
    home.OWN.task,
    queue.QUEUE.task,
    cases.CASES.task,
    registers.REGISTER.task,
    following.FILED.task,
    waiting.LOOK,
    waiting.FILE,
    waiting.DROP,
    publicity.FEED.task,
    log.CHECK,
    awards.AWARDS.task,
    payments.PAYMENTS.task,
    statement.STATEMENT.task,
)
