"""What privileges do by themselves.

STATE     each night: statements of the month that is over, for each provider that has none yet
"""

from django.utils import timezone

from yanzhen.apps.jobs.service import Report, Task
from yanzhen.apps.privileges.actions.stating import make_all
from yanzhen.apps.privileges.months import before, first_of
from yanzhen.policy.vocabulary import Label


def state(report: Report) -> None:
    """Asked for again, those that are made already stay."""
    report.advance(make_all(before(first_of(timezone.localdate()))))


STATE = Task("privileges.state", Label("卡权益月结", "Statements of privileges"), state, (60,),
             every="40 16 * * *")  # fmt: skip
TASKS = (STATE,)
