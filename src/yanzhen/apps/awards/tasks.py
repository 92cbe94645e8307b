"""The work on awards of every night.

RECHECK   payments whose day has come: due where the conditions still hold, by what is well known
COMMIT    payments without a budget: committed where there is one by now, the oldest awards first
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.awards.actions.examining import examine_batch
from yanzhen.apps.awards.actions.suspending import RUNNING
from yanzhen.apps.awards.budget import commit_awards
from yanzhen.apps.awards.models import Award
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.policy.vocabulary import Label

PORTION = 500


def run_recheck(report: Report) -> None:
    today, place = timezone.localdate(), None
    while True:
        count, place = examine_batch(place, today, PORTION)
        if place is None:
            return
        report.advance(count)


def run_commit(report: Report) -> None:
    """Awards in the order in which they were made; those of next year wait for their line too."""
    last, most = 0, timezone.localdate().year + 1
    with being(SYSTEM):
        wanting = Award.objects.filter(open_year__lte=most, state__in=RUNNING)
        end = wanting.aggregate(last=Max("pk"))["last"] or 0
        while last < end:
            portion = list(wanting.filter(pk__gt=last, pk__lte=end).order_by("pk")[:PORTION])
            if not portion:
                return
            last = portion[-1].pk
            report.advance(_committed([one.pk for one in portion]))


def _committed(ids: list[int]) -> int:
    """A portion in one transaction; whoever changes one of them now is not waited for."""
    with transaction.atomic():
        rows = Award.objects.select_for_update(skip_locked=True).filter(pk__in=ids)
        return commit_awards(list(rows.filter(state__in=RUNNING).order_by("pk")), SYSTEM)


RECHECK = Task("awards.recheck", Label("到期复核", "Checks before payments"), run_recheck, (60,),
               every="0 16 * * *", long=True)  # fmt: skip
COMMIT = Task("awards.commit", Label("落实预算", "Committing budgets"), run_commit, (60,),
              every="30 16 * * *", long=True)  # fmt: skip
TASKS = (RECHECK, COMMIT)
