"""Telling whoever has work that is due soon or late; and due dates worked out anew."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, Role, acting, holders
from yanzhen.apps.cases.actions.opening import opened
from yanzhen.apps.cases.actions.recording import open_rows
from yanzhen.apps.cases.actions.telling import link_of
from yanzhen.apps.cases.items import item_of, pack_of, title_of
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.cases.timing import calendar, retime
from yanzhen.apps.notices.service import Word, notify


def remind(*, now: datetime | None = None) -> int:
    """Tell of each work on the day it becomes yellow and on the day after it is due."""
    today = timezone.localdate(now or timezone.now())
    if not calendar().is_working(today):
        return 0
    told = 0
    with acting(SYSTEM):
        rows = Work.objects.filter(
            state=Work.State.OPEN, waiting=False, yellow_on__lte=today
        ).select_related("case")
        for work in rows.iterator(chunk_size=200):
            late = work.due_on is not None and work.due_on < today
            if work.told_late if late else work.told_soon:
                continue
            with transaction.atomic():
                told += _tell(work, "work_late" if late else "work_due_soon")
                work.told_soon, work.told_late = True, work.told_late or late
                work.save(update_fields=["told_soon", "told_late"])
    return told


def retime_open(*, now: datetime | None = None) -> int:
    """The due dates of all open cases by the calendar of today; how many moved."""
    today = timezone.localdate(now or timezone.now())
    moved = 0
    with acting(SYSTEM):
        for pk in list(Case.objects.filter(is_open=True).values_list("pk", flat=True)):
            with transaction.atomic():
                case = Case.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
                moved += case is not None and _retimed(case, today)
    return moved


def _retimed(case: Case, today: date) -> bool:
    one = opened(case)
    before = (case.due_on, [work.due_on for work in open_rows(one)])
    retime(case, one.works, one.pauses, today)
    if before == (case.due_on, [work.due_on for work in open_rows(one)]):
        return False
    case.save(update_fields=["due_on", "yellow_on", "stopped"])
    for work in open_rows(one):
        work.save(update_fields=["due_on", "yellow_on"])
    return True


def _tell(work: Work, kind: str) -> int:
    case = work.case
    pack = pack_of(case)
    words: dict[str, Word | None] = {
        "number": case.number, "item": title_of(pack, item_of(pack, case.item)),
        "until": work.due_on,
    }  # fmt: skip
    accounts = list(_doers(work))
    for account in accounts:
        notify(account, kind, words, link_of(case))
    return len(accounts)


def _doers(work: Work) -> Iterator[int]:
    """Whoever took it on, else everybody who could."""
    if work.assignee_id is not None:
        yield work.assignee_id
        return
    yield from {one.account_id for one in holders([work.department_id], Role(work.role))}
