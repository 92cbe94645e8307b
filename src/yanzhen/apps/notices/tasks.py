"""What the notices do in the background."""

from yanzhen.apps.jobs.service import Task
from yanzhen.apps.notices.sending import PAUSES, deliver
from yanzhen.policy.vocabulary import Label

DELIVER = Task("notices.deliver", Label("发送通知", "Sending a notice"), deliver, pauses=PAUSES)
TASKS = (DELIVER,)
