"""The deadline of a case, of one department's work, or of a line in a list."""

from yanzhen.apps.cases.service import CaseShown, ClockShown, Row, WorkShown
from yanzhen.portal.kit.due import Due


def due_of_row(row: Row) -> Due:
    """Of a line: the day, as nobody has counted the days that are left."""
    if row.work is not None:
        return due_of_work(row.work)
    if not row.is_open:
        return Due("none")
    return Due("stopped") if row.stopped else Due(row.light, row.due_on)


def due_of_work(work: WorkShown) -> Due:
    """Of one department's work."""
    if work.waiting:
        return Due("stopped")
    if work.days is None or work.used is None:
        return Due(work.light, work.due_on)
    return Due(work.light, work.due_on, work.days - work.used)


def due_of_case(shown: CaseShown) -> Due:
    """Of the whole case: the clock that ends first."""
    if not shown.row.is_open:
        return Due("none")
    clocks = sorted(shown.clocks, key=lambda one: one.left)
    return due_of_clock(clocks[0]) if clocks else due_of_row(shown.row)


def due_of_clock(clock: ClockShown) -> Due:
    """Of one clock."""
    return Due("stopped" if clock.stopped else clock.light, clock.due_on, clock.left)
