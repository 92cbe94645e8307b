"""What cards do in the background.

ISSUE      the cards of a programme for all who are due, when the talent office starts it
FORGET     each night: web codes that ran out long ago
"""

from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting, current
from yanzhen.apps.cards.actions.codes import forget_old
from yanzhen.apps.cards.actions.issuing import issue_many
from yanzhen.apps.cards.grounds import due
from yanzhen.apps.cards.programmes import programme_of
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.policy.vocabulary import Label


def run_issue(report: Report, *, city: str, programme: str) -> None:
    """As whoever started it; begun again, it goes on with those who have no card."""
    grounds = due(city, programme_of(city, programme).kinds)
    report.expect(len(grounds))
    count = issue_many(
        acting=current(), city=city, programme=programme, grounds=grounds, advance=report.advance
    )
    report.say(f"已发卡{count:,}张。", f"{count:,} cards issued.")


def run_forget(report: Report) -> None:
    """All at once: there are few."""
    with acting(SYSTEM):
        report.advance(forget_old(timezone.now()))


ISSUE = Task("cards.issue", Label("批量发卡", "Issuing cards"), run_issue, (5, 30), long=True)
FORGET = Task("cards.forget", Label("清理出示码", "Old web codes"), run_forget, (60,),
              every="45 16 * * *")  # fmt: skip
TASKS = (ISSUE, FORGET)
