"""Monthly statements: provisional, made, confirmed; what is changed afterwards shows."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.privileges import service
from yanzhen.apps.privileges.models import Statement, Use
from yanzhen.apps.privileges.months import after, before, bounds, first_of
from yanzhen.apps.privileges.tasks import STATE
from yanzhen.apps.privileges.tests.gates import Gates, card, refused, today

LAST = before(first_of(today()))


def in_last_month(day: int = 3) -> datetime:
    return timezone.make_aware(datetime.combine(LAST.replace(day=day), time(10)))


@pytest.fixture
def used(gates: Gates) -> Gates:
    """The hospital was used three times last month, once this month, the museum not at all."""
    offer = gates.offer("hospital", valid_from=date(2020, 1, 1))
    gates.cards["code-2"] = card(2, level="B")
    for code, day in (("code-1", 3), ("code-2", 3), ("code-1", 4)):
        gates.use("hospital", code, offer, at=in_last_month(day))
    gates.use("hospital", "code-1", offer)
    return gates


def shown(gates: Gates, month: date = LAST) -> service.StatementShown:
    with acting(gates.office) as office:
        return service.statement(office, gates.providers["hospital"], month)


def confirm(gates: Gates) -> None:
    found = shown(gates).id
    assert found is not None
    with acting(gates.office) as office:
        service.confirm(acting=office, statement_id=found)


def test_months_follow_each_other() -> None:
    assert after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert before(date(2026, 1, 1)) == date(2025, 12, 1)
    begin, end = bounds(date(2026, 2, 1))
    assert end - begin == timedelta(days=28)


def test_it_is_made_at_the_months_end_once_for_whoever_was_used(used: Gates) -> None:
    assert shown(used).state == "provisional"

    STATE.run(Report())
    STATE.run(Report())

    with acting(SYSTEM):
        assert Statement.objects.count() == 1
    found = shown(used)
    assert (found.state, found.uses, found.was_changed) == ("made", 3, False)
    assert [(row.on.day, row.uses, row.cards, row.late) for row in found.rows] == [
        (3, 2, 2, 2),
        (4, 1, 1, 1),
    ]
    assert shown(used, first_of(today())).state == "provisional"


def test_the_office_confirms_and_the_month_is_closed(used: Gates) -> None:
    service.make_all(LAST)
    confirm(used)

    assert shown(used).state == "confirmed"
    offer = service.directory("xiangtan")[0].id
    assert refused(lambda: used.use("hospital", "code-1", offer, at=in_last_month(5))) == ["closed"]
    with acting(used.office) as office:
        assert refused(
            lambda: service.confirm(acting=office, statement_id=shown(used).id or 0)
        ) == ["confirmed"]


def test_a_row_that_is_changed_afterwards_shows(used: Gates) -> None:
    service.make_all(LAST)
    confirm(used)
    with acting(SYSTEM):
        Use.objects.filter(at__lt=bounds(LAST)[1], card_id=2).update(card_id=9)

    assert shown(used).was_changed
    with acting(used.office) as office:
        assert [one.was_changed for one in service.statements(office, LAST)] == [True]


def test_the_office_sees_the_month_by_group_level_and_provider(used: Gates) -> None:
    with acting(used.office) as office:
        found = {by: service.used(office, LAST, by) for by in service.BY}
    with acting(used.elsewhere) as elsewhere:
        assert service.used(elsewhere, LAST, "level") == ()

    assert [(one.key, one.uses, one.cards) for one in found["level"]] == [("A", 2, 1), ("B", 1, 1)]
    assert [(one.uses, one.cards) for one in found["provider"]] == [(3, 2)]
    assert [one.key for one in found["group"]] == ["xiangtan/green-card/medical"]
