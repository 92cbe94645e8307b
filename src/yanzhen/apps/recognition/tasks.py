"""The work on recognitions of every night, and the trial of a new catalogue.

NIGHT     terms that are over end; days of re-check are told to the office
RECHECK   facts of today against the recognitions in force: proposed, never done
"""

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.accounts.service import acting as being
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.apps.policies.service import published_cities
from yanzhen.apps.recognition.actions.lapsing import lapse, recheck, remind, to_recheck
from yanzhen.apps.recognition.actions.rerunning import RERUN
from yanzhen.policy.vocabulary import Label

PORTION = 500


def run_night(report: Report) -> None:
    """Portion by portion, until nothing is left."""
    today = timezone.localdate()
    for call in (lapse, remind):
        while count := call(today, PORTION):
            report.advance(count)


def run_recheck(report: Report) -> None:
    """Everybody in force, city by city."""
    today = timezone.localdate()
    with being(SYSTEM):
        cities = [one.city for one in published_cities()]
    for city in cities:
        last = 0
        while some := to_recheck(city, last, PORTION):
            recheck(some, city, today)
            last = some[-1].pk
            report.advance(len(some))


NIGHT = Task("recognition.night", Label("认定到期与复核提醒", "Terms of recognitions"), run_night,
             (60,), every="30 16 * * *", long=True)  # fmt: skip
RECHECK = Task("recognition.recheck", Label("按现有事实复核认定", "Re-check of recognitions"),
               run_recheck, (60,), every="0 18 * * *", long=True)  # fmt: skip
TASKS = (NIGHT, RECHECK, RERUN)
