"""Sums go from stage to stage, once each, and never out of what is not there."""

from dataclasses import replace
from typing import Any

import pytest

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.ledgers import service
from yanzhen.apps.ledgers.service import Balance, KeyUsed, LedgerRefused, NoSuchLine, NotEnough
from yanzhen.apps.ledgers.tests.town import COUNTY, FUND, YEAR, Treasury, give, posting


def test_a_sum_goes_its_way(books: None) -> None:
    give(YEAR, 1000)
    service.hold(acting=SYSTEM, posting=posting(YEAR, 300))
    service.commit(acting=SYSTEM, posting=posting(YEAR, 200), held=True)
    service.release(acting=SYSTEM, posting=posting(YEAR, 100), held=True)
    service.commit(acting=SYSTEM, posting=posting(YEAR, 400))
    service.spend(acting=SYSTEM, posting=posting(YEAR, 500))
    service.release(acting=SYSTEM, posting=posting(YEAR, 100))
    service.give_back(acting=SYSTEM, posting=posting(YEAR, 50))

    assert service.balance(YEAR) == Balance(available=550, held=0, committed=0, spent=450)
    assert service.balance(YEAR).allotted == 1000


def test_budget_is_passed_down_and_recalled(treasury: Treasury) -> None:
    service.allot(acting=treasury.finance, posting=posting(YEAR, 1000))
    service.pass_down(acting=treasury.finance, posting=posting(YEAR, 400, to=COUNTY))
    service.recall(acting=treasury.finance, posting=posting(YEAR, 100))

    with acting(treasury.finance):
        tree = service.book(treasury.finance, FUND).lines

    assert [(one.code, one.depth, one.own.available, one.whole.available) for one in tree] == [
        (FUND, 0, 0, 900), (YEAR, 1, 500, 900), (COUNTY, 2, 400, 400),
    ]  # fmt: skip
    with acting(SYSTEM):
        kinds = [one.kind for one in events_of(f"line:{YEAR}")]
    assert kinds == ["ledger.recall", "ledger.pass_down", "ledger.allot"]


def test_what_is_not_there_cannot_be_moved(books: None) -> None:
    give(YEAR, 100)

    with pytest.raises(NotEnough) as refused:
        service.commit(acting=SYSTEM, posting=posting(YEAR, 101))

    assert (refused.value.line, refused.value.stage) == (YEAR, "available")
    assert (refused.value.wanted, refused.value.available) == (101, 100)
    assert service.balance(YEAR) == Balance(available=100)


@pytest.mark.parametrize("amount", [0, -5, 10**18])
def test_an_amount_is_a_sensible_number(books: None, amount: int) -> None:
    with pytest.raises(LedgerRefused):
        service.commit(acting=SYSTEM, posting=posting(YEAR, amount))


def test_a_line_has_to_be_there(books: None) -> None:
    with pytest.raises(NoSuchLine):
        service.commit(acting=SYSTEM, posting=posting(f"{FUND}/2031", 1))


def test_a_key_moves_once(books: None) -> None:
    give(YEAR, 100)
    once = posting(YEAR, 60)

    assert service.commit(acting=SYSTEM, posting=once) == 1
    assert service.commit(acting=SYSTEM, posting=once) == 0

    assert service.balance(YEAR).committed == 60
    with pytest.raises(KeyUsed):
        service.commit(acting=SYSTEM, posting=replace(once, amount=50))
    with pytest.raises(KeyUsed):
        service.spend(acting=SYSTEM, posting=once)
    assert service.balance(YEAR) == Balance(available=40, committed=60)


def test_as_much_as_the_cap_leaves(books: None) -> None:
    give(YEAR, 100)
    first, second, third = (posting(YEAR, 60) for _ in range(3))

    granted = [service.take_up_to(acting=SYSTEM, posting=one) for one in (first, second, third)]

    assert granted == [60, 40, 0]
    assert service.take_up_to(acting=SYSTEM, posting=second) == 40
    with pytest.raises(KeyUsed):
        service.take_up_to(acting=SYSTEM, posting=replace(second, line=COUNTY))


def test_a_movement_is_undone_once(books: None) -> None:
    give(YEAR, 100)
    done = posting(YEAR, 70)
    service.commit(acting=SYSTEM, posting=done)

    undo: dict[str, Any] = {"acting": SYSTEM, "key": done.key, "reason": "录入有误"}
    assert service.reverse(new_key="undo-1", **undo) == 1
    assert service.reverse(new_key="undo-1", **undo) == 0

    assert service.balance(YEAR) == Balance(available=100)
    with pytest.raises(LedgerRefused):
        service.reverse(new_key="undo-2", **undo)
    with pytest.raises(LedgerRefused):
        service.reverse(acting=SYSTEM, key="undo-1", new_key="undo-3", reason="再冲回")


def test_many_at_once_are_all_or_none(books: None) -> None:
    give(YEAR, 1000)
    many = [posting(YEAR, 1) for _ in range(900)]

    assert service.post_many(acting=SYSTEM, way=service.COMMIT, postings=iter(many)) == 900
    again = [*many[::3], posting(YEAR, 1)]
    assert service.post_many(acting=SYSTEM, way=service.COMMIT, postings=again) == 1
    with pytest.raises(NotEnough):
        service.post_many(
            acting=SYSTEM, way=service.COMMIT, postings=(posting(YEAR, 1) for _ in range(300))
        )

    assert service.balance(YEAR) == Balance(available=99, committed=901)


def test_only_finance_arranges_a_budget(treasury: Treasury) -> None:
    for actor in (treasury.county, treasury.auditor, treasury.clerk, treasury.elsewhere):
        with pytest.raises(LedgerRefused) as refused:
            service.allot(acting=actor, posting=posting(YEAR, 5))
        assert refused.value.refusals[0].code == "not_finance"

    service.allot(acting=treasury.county, posting=posting(COUNTY, 5))
    assert service.balance(COUNTY).available == 5


def test_what_is_left_is_carried_where_that_is_settled(treasury: Treasury) -> None:
    finance = treasury.finance
    service.open_line(acting=finance, book=FUND, year=2027)
    service.allot(acting=finance, posting=posting(YEAR, 500))
    carried = posting(YEAR, 500, to=f"{FUND}/2027")

    with pytest.raises(LedgerRefused) as refused:
        service.carry_over(acting=finance, posting=carried)
    assert refused.value.refusals[0].code == "not_carried"

    service.set_rules(acting=finance, book=FUND, warns_at_percent=None, carries_over=True)
    service.carry_over(acting=finance, posting=carried)

    assert service.balance(f"{FUND}/2027").available == 500
    with pytest.raises(LedgerRefused):
        service.carry_over(acting=finance, posting=posting(f"{FUND}/2027", 5, to=YEAR))
