"""What quotas do by themselves.

LAPSE     each night: reservations whose last day has passed are free again for the next in line
"""

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.apps.quotas.actions.deciding import lapse
from yanzhen.apps.quotas.models import Request
from yanzhen.policy.vocabulary import Label


def run_lapse(report: Report) -> None:
    """Each request in a transaction of its own."""
    with acting(SYSTEM):
        rows = Request.objects.filter(
            state=Request.State.RESERVED, reserved_until__lt=timezone.localdate()
        )
        ids = list(rows.order_by("reserved_until", "pk").values_list("pk", flat=True))
    for one in ids:
        report.advance(lapse([one]))


LAPSE = Task("quotas.lapse", Label("预留到期释放", "Lapsed reservations"), run_lapse, (60,),
             every="15 16 * * *")  # fmt: skip
TASKS = (LAPSE,)
