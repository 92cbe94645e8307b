"""What a worker does for the pages: exports of lists, long sheets. settings.TASKS names this."""

from yanzhen.portal.claims import desk as claims
from yanzhen.portal.desk import cases, log, queue, registers
from yanzhen.portal.employer import following, waiting
from yanzhen.portal.finance import awards, statement
from yanzhen.portal.finance import payments as instalments
from yanzhen.portal.my import home
from yanzhen.portal.payments import lists as payments
from yanzhen.portal.public import publicity
from yanzhen.portal.recognition import register as recognitions
from yanzhen.portal.recognition import reruns

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
    instalments.PAYMENTS.task,
    payments.RUNS.task,
    payments.PAYMENTS.task,
    payments.LEFT_OUT.task,
    payments.LINES.task,
    claims.CLAIMS.task,
    statement.STATEMENT.task,
    recognitions.REGISTER.task,
    reruns.MOVERS.task,
)
