"""Statements, balances of the past, and who reads them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Q
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service
from yanzhen.apps.ledgers.models import Account, Movement
from yanzhen.apps.ledgers.service import Balance, NoSuchLine
from yanzhen.apps.ledgers.tests.town import COUNTY, FUND, YEAR, Treasury, give, posting

LONG = timedelta(days=1)


def replayed(line: str, until: int) -> Balance:
    """What a line comes to when its movements up to one are gone through one by one."""
    stages = dict.fromkeys(("available", "held", "committed", "spent", "source"), 0)
    with acting(SYSTEM):
        accounts = dict(Account.objects.filter(line__code=line).values_list("pk", "stage"))
        for one in Movement.objects.filter(pk__lte=until).order_by("pk"):
            if one.from_account_id in accounts:
                stages[accounts[one.from_account_id]] -= one.amount
            if one.to_account_id in accounts:
                stages[accounts[one.to_account_id]] += one.amount
    del stages["source"]
    return Balance(**stages)


def busy() -> None:
    give(YEAR, 1000)
    service.pass_down(acting=SYSTEM, posting=posting(YEAR, 300, to=COUNTY))
    for number in range(5):
        service.commit(acting=SYSTEM, posting=posting(YEAR, 50, key=f"c{number}", case="XT-1"))
    service.spend(acting=SYSTEM, posting=posting(YEAR, 70, case="XT-1", subject_id=9))
    service.give_back(acting=SYSTEM, posting=posting(YEAR, 20, case="XT-1", subject_id=9))
    service.reverse(acting=SYSTEM, key="c1", new_key="undo", reason="录入有误")
    service.commit(acting=SYSTEM, posting=posting(COUNTY, 5, case="XT-2"))


def test_a_past_balance_is_a_replay(books: None) -> None:
    busy()
    with acting(SYSTEM):
        moments = list(Movement.objects.order_by("pk").values_list("pk", "at"))
    assert len(moments) == 11

    for pk, at in moments:
        for line in (YEAR, COUNTY):
            assert service.balance_at(line, at) == replayed(line, pk)
    assert service.balance_at(YEAR, moments[0][1] - LONG) == Balance()
    assert service.balance_at(YEAR, timezone.now()) == service.balance(YEAR)


def test_a_statement_leads_from_opening_to_closing(treasury: Treasury) -> None:
    busy()
    now = timezone.now()
    with acting(treasury.auditor) as auditor:
        whole = service.statement(auditor, YEAR, now - LONG, now)
        pages: list[Any] = []
        after = None
        for _ in range(9):
            page = service.statement(auditor, YEAR, now - LONG, now, after, size=3)
            pages += page.rows
            after = page.next
            if after is None:
                break

    assert whole.opening == Balance()
    assert whole.closing == whole.rows[-1].after == service.balance(YEAR)
    assert tuple(pages) == whole.rows
    assert [row.movement.kind for row in whole.rows] == [
        "allot", "pass_down", *["commit"] * 5, "spend", "give_back", "reverse",
    ]  # fmt: skip
    for row in whole.rows:
        assert row.after == replayed(YEAR, row.movement.id)
    assert whole.rows[-1].movement.reverses == "c1"


def test_a_place_reads_its_own_lines(treasury: Treasury) -> None:
    busy()
    now = timezone.now()
    with acting(treasury.county) as county:
        own = service.statement(county, COUNTY, now - LONG, now)
        assert [row.movement.kind for row in own.rows] == ["pass_down", "commit"]
        assert own.rows[0].movement.line == YEAR
        assert [one.code for one in service.book(county, FUND).lines] == [COUNTY]
        assert [one.code for one in service.books(county, "xiangtan")] == [FUND]
        with pytest.raises(NoSuchLine):
            service.statement(county, YEAR, now - LONG, now)
        assert service.movements_of_case(county, "XT-1") == ()
        assert len(service.movements_of_case(county, "XT-2")) == 1
    for stranger in (treasury.elsewhere, treasury.clerk):
        with acting(stranger):
            assert service.books(stranger, "xiangtan") == ()
            with pytest.raises(NoSuchLine):
                service.book(stranger, FUND)
            with pytest.raises(NoSuchLine):
                service.statement(stranger, COUNTY, now - LONG, now)


def test_rows_are_kept_apart_underneath(treasury: Treasury) -> None:
    """The policies of the tables say the same as `visible_to`, whoever forgets to ask."""
    busy()
    on_county = Q(from_account__line__code=COUNTY) | Q(to_account__line__code=COUNTY)
    with acting(SYSTEM):
        expected = set(Movement.objects.filter(on_county).values_list("pk", flat=True))
        everything = Movement.objects.count()
    for actor, count in ((treasury.county, 2), (treasury.finance, everything),
                         (treasury.elsewhere, 0)):  # fmt: skip
        with acting(actor):
            assert Movement.objects.count() == count
            assert Movement.objects.visible_to(actor).count() == count
    with acting(treasury.county) as county:
        assert set(Movement.objects.values_list("pk", flat=True)) == expected
        assert Account.objects.count() == Account.objects.visible_to(county).count() == 5


def test_a_sample_and_rows_by_key(treasury: Treasury) -> None:
    busy()
    with acting(treasury.auditor) as auditor:
        rows = service.movements_with(auditor, ["c3", "c0", "nothing"])
        assert [row.key for row in rows] == ["c0", "c3"]
        drawn = service.movements_drawn(auditor, FUND, [rows[0].id, rows[1].id, 2**40])
        assert [row.key for row in drawn] == ["c0", "c3"]


def test_what_was_really_paid(books: None) -> None:
    line = service.open_line(acting=SYSTEM, book=FUND, year=2026, programme="rent").code
    county = service.open_line(
        acting=SYSTEM, book=FUND, year=2026, place="xiangtan/yuhu", programme="rent"
    ).code
    for one, paid, back in ((line, 70, 20), (county, 30, 0)):
        give(one, 100)
        service.commit(acting=SYSTEM, posting=posting(one, 100))
        service.spend(acting=SYSTEM, posting=posting(one, paid, subject_id=9))
        service.spend(acting=SYSTEM, posting=posting(one, 5, key=f"late {one}", subject_id=9))
        service.reverse(acting=SYSTEM, key=f"late {one}", new_key=f"undo {one}", reason="重复")
        if back:
            service.give_back(acting=SYSTEM, posting=posting(one, back, subject_id=9))

    assert service.spent_for(9, ["rent"], "xiangtan") == 80
    assert service.spent_for(9, ["home"], "xiangtan") == 0
    assert service.spent_for(8, ["rent"], "xiangtan") == 0


def test_the_nearest_line_pays(books: None) -> None:
    near = service.nearest_line

    def opened(**where: str) -> str:
        return service.open_line(acting=SYSTEM, book=FUND, year=2026, **where).code

    assert near(FUND, 2031, "xiangtan/yuhu", "rent") is None
    assert near(FUND, 2026, "xiangtan/yuetang", "rent") == YEAR
    assert near(FUND, 2026, "xiangtan/yuhu", "rent") == COUNTY
    city = opened(place="xiangtan", programme="rent")
    assert near(FUND, 2026, "xiangtan/yuetang", "rent") == city
    assert near(FUND, 2026, "xiangtan/yuhu", "rent") == COUNTY
    own = opened(place="xiangtan/yuhu", programme="rent")
    assert near(FUND, 2026, "xiangtan/yuhu", "rent") == own
    assert near(FUND, 2026, "xiangtan/yuhu", "home") == COUNTY
