"""Finding a case: two characters of a name or an item, or how its number begins."""

import pytest
from django.db import connection
from tests.inside.conftest import Visits

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.service import Filters
from yanzhen.apps.cases.tests.town import Town

ONLY_BITMAPS = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off; DISCARD PLANS"


@pytest.mark.parametrize("search", ["租房", "租", "wang", "XIANGTAN-2026", "补贴 wang", "ＷＡＮＧ"])
def test_a_case_is_found(search: str, town: Town) -> None:
    town.file("wang")
    town.file("li", "wish")

    with acting(town.clerk) as clerk:
        listed = cases.cases(clerk, Filters(search=search)).rows
        queued = cases.queue(clerk, Filters(search=search)).rows

    assert "wang" in {row.subject_name for row in listed}
    assert "wang" in {row.subject_name for row in queued}
    if search != "XIANGTAN-2026":
        assert "li" not in {row.subject_name for row in listed}


def test_what_is_not_there_is_not_found(town: Town, visit: Visits) -> None:
    town.file("wang")

    with acting(town.clerk) as clerk:
        assert cases.cases(clerk, Filters(search="购房")).rows == ()
        assert cases.queue(clerk, Filters(search="2026-000009")).rows == ()


def test_the_index_is_used_though_rows_are_secured(town: Town) -> None:
    town.file("wang")
    with connection.cursor() as cursor:  # with one row nobody would take an index
        cursor.execute(ONLY_BITMAPS)

    with acting(town.clerk) as clerk:
        before = scans()
        assert len(cases.cases(clerk, Filters(search="租房")).rows) == 1
        assert scans() > before
        before = scans()
        assert len(cases.queue(clerk, Filters(search="租房")).rows) == 1
        assert scans() > before


def scans() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_numscans('cases_found_by'::regclass)")
        return int(cursor.fetchone()[0])
