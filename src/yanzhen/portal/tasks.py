"""What a worker does for the pages: exports of lists, long sheets. settings.TASKS names this."""

from yanzhen.portal.desk import queue
from yanzhen.portal.employer import filing, following
from yanzhen.portal.my import home
from yanzhen.portal.public import publicity

TASKS = (
    home.OWN.task,
    queue.QUEUE.task,
    following.FILED.task,
    filing.FILE,
    filing.DROP,
    publicity.FEED.task,
)
