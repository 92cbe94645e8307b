"""The work on cases that nobody has to ask for, and what takes too long to wait for.

SETTLE    each hour: publicity periods that are over end, decisions take effect
REMIND    on working mornings: whoever has work that is due soon or late is told, once a day
RETIME    each night: due dates anew, so that holidays published meanwhile count
OFFERS    when a talent office asks: who qualifies without having applied
"""

from yanzhen.apps.accounts.service import current
from yanzhen.apps.cases.actions.objecting import settle
from yanzhen.apps.cases.actions.offering import offer
from yanzhen.apps.cases.actions.reminding import remind, retime_open
from yanzhen.apps.jobs.service import Report, Task
from yanzhen.policy.vocabulary import Label


def run_settle(report: Report) -> None:
    ended, effective = settle()
    report.advance(ended + effective)


def run_remind(report: Report) -> None:
    report.advance(remind())


def run_retime(report: Report) -> None:
    report.advance(retime_open())


def run_offers(report: Report, *, city: str, item: str, place: str) -> None:
    """As her who asked for it: the task may do what she may."""
    found = offer(acting=current(), city=city, item=item, place=place, told=report.advance)
    report.say(
        f"共比对 {found.looked_at} 人，符合条件 {found.qualify} 人，新征询意愿 {found.asked} 人。",
        f"{found.looked_at} looked at, {found.qualify} qualify, {found.asked} asked now.",
    )


SETTLE = Task("cases.settle", Label("公示到期与生效", "Periods and effects"), run_settle,
              every="7 * * * *")  # fmt: skip
# In UTC: nine in the morning in China.
REMIND = Task("cases.remind", Label("到期提醒", "Reminders"), run_remind, every="0 1 * * *")
RETIME = Task("cases.retime", Label("重算到期日", "Due dates anew"), run_retime, (60,),
              every="30 17 * * *", long=True)  # fmt: skip
OFFERS = Task("cases.offers", Label("免申即享比对", "Finding who qualifies"), run_offers, (30,),
              long=True)  # fmt: skip
TASKS = (SETTLE, REMIND, RETIME, OFFERS)
