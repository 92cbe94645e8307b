"""What comes back: plans that add up, each reference once, free budget again, write-offs."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.claims import service
from yanzhen.apps.claims.models import Claim, Received
from yanzhen.apps.claims.tasks import run_remind
from yanzhen.apps.claims.tests.payback import HOME, Payback
from yanzhen.apps.claims.tests.test_claiming import codes
from yanzhen.apps.jobs.service import Report
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.notices.service import received


def days(*offsets: int) -> list[date]:
    return [timezone.localdate() + timedelta(days=one) for one in offsets]


@pytest.fixture
def number(payback: Payback) -> str:
    return payback.claimed(payback.home(), clawback="home-sold")


def test_what_comes_back_is_free_again_to_the_fen(payback: Payback, number: str) -> None:
    before = ledgers.balance(payback.line)
    assert before.spent == HOME

    payback.receive(number, 1_01, "回单1")
    payback.receive(number, HOME - 1_01, "回单2")

    after = ledgers.balance(payback.line)
    assert (after.spent, after.available) == (0, before.available + HOME)
    claim = payback.see(number)
    assert (claim.row.state, claim.row.left_fen) == ("repaid", 0)
    assert [one.fen for one in claim.received] == [1_01, HOME - 1_01]
    with acting(payback.purse.town.wang) as wang:
        told = [one.kind for one in received(acting=wang)]
        assert told[:3] == ["claim_repaid", "claim_received", "claim_made"]


def test_rent_that_came_back_is_not_counted_against_a_home(payback: Payback) -> None:
    rent = payback.rent(months=(1, 2))
    number = payback.claimed(rent, amount_fen=3_000_00)
    payback.receive(number, 3_000_00, "回单1")

    home = payback.home()

    award = payback.purse.award("zhou", home[2:-2])
    assert [(one.code, one.fen) for one in award.row.cuts] == [("offset", 3_000_00)]
    back = payback.purse.award("zhou", rent[2:-2])
    assert back.back_fen == 3_000_00
    assert [one.kind for one in back.events][-1] == "came_back"


def test_the_line_that_paid_last_gets_it_first(payback: Payback) -> None:
    other = payback.purse.budget(2026, 10_0000_00, "xiangtan", "art-19-rent")
    case = payback.purse.grant("wang")
    award = payback.paid(case, 1, 2)
    with acting(SYSTEM):
        allot = ledgers.Posting("more", payback.line, 50_00, case=case, reference=award)
        ledgers.commit(acting=SYSTEM, posting=allot)
        ledgers.spend(
            acting=SYSTEM,
            posting=ledgers.Posting("more/paid", payback.line, 50_00, case=case, reference=award),
        )
    number = payback.claimed(award)

    payback.receive(number, 60_00, "回单1")

    assert ledgers.balance(payback.line).spent == 0
    assert ledgers.balance(other).spent == 2 * 3_000_00 - 10_00


def test_a_reference_counts_once_and_never_more_than_is_left(payback: Payback, number: str) -> None:
    payback.receive(number, 100_00, "回单1")
    before = ledgers.balance(payback.line)

    for fen, reference, code in (
        (100_00, " 回单1 ", "noted"), (HOME - 99_99, "回单2", "more_than_left"),
        (0, "回单3", "no_sum"), (5, "", "no_reference"),
    ):  # fmt: skip
        with pytest.raises(service.ClaimRefused) as refused:
            payback.receive(number, fen, reference)
        assert codes(refused) == {code}

    assert ledgers.balance(payback.line) == before
    assert payback.see(number).row.back_fen == 100_00


def test_the_database_keeps_what_came(payback: Payback, number: str) -> None:
    payback.receive(number, 100_00, "回单1")
    with acting(SYSTEM):
        for change in (
            Received.objects.all().delete,
            lambda: Received.objects.update(amount_fen=1),
        ):
            with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
                change()
        claim = Claim.objects.get(number=number)
        claim.back_fen = claim.amount_fen + 1
        with pytest.raises(IntegrityError, match="no_more_than_was_paid"), transaction.atomic():
            claim.save()


def test_a_plan_adds_up_or_is_refused(payback: Payback, number: str) -> None:
    payback.receive(number, 10_0000_00, "回单1")
    first, second, third = days(30, 60, -1)
    with acting(payback.purse.town.zhou) as zhou:
        for parts, expected in (
            ([(first, 20_0000_00), (second, 20_0000_01)], {"does_not_add_up"}),
            ([(second, 20_0000_00), (first, 20_0000_00)], {"not_in_order"}),
            ([(third, 40_0000_00)], {"not_in_order"}),
            ([(first, 41_0000_00), (second, -1_0000_00)], {"no_sum"}),
            ([], {"how_many"}),
        ):
            with pytest.raises(service.ClaimRefused) as refused:
                service.plan_repayment(zhou, number, parts)
            assert codes(refused) == expected
        service.plan_repayment(zhou, number, [(first, 30_0000_00), (second, 10_0000_00)])

    payback.receive(number, 30_0000_01, "回单2")

    claim = payback.see(number)
    assert [one.missing_fen for one in claim.parts] == [0, 9_9999_99]
    assert claim.row.due_on == second


def test_each_part_is_reminded_of_once(payback: Payback, number: str) -> None:
    today, later = days(0, 30)
    with acting(payback.purse.town.zhou) as zhou:
        service.plan_repayment(zhou, number, [(today, 20_0000_00), (later, 30_0000_00)])

    run_remind(Report())
    run_remind(Report())

    kinds = [one.kind for one in payback.see(number).steps]
    assert kinds == ["opened", "approved", "planned", "reminded"]
    with acting(payback.purse.town.wang) as wang:
        assert received(acting=wang)[0].kind == "claim_due"


def test_a_write_off_takes_two_people(payback: Payback, number: str) -> None:
    payback.receive(number, 100_00, "回单1")
    town = payback.purse.town
    with acting(town.zhou) as zhou:
        service.write_off(zhou, number, "法院终结执行")
        with pytest.raises(service.ClaimRefused) as refused:
            service.agree(zhou, number)
    assert codes(refused) == {"same_hand"}
    assert payback.see(number, "qian").may >= {"agree", "decline", "receive"}
    assert "agree" not in payback.see(number, "zhou").may

    with acting(town.qian) as qian:
        service.agree(qian, number)

    claim = payback.see(number)
    assert (claim.row.state, claim.row.back_fen) == ("written_off", 100_00)
    assert ledgers.balance(payback.line).spent == HOME - 100_00  # the ledger says what was paid
    with pytest.raises(service.ClaimRefused):
        payback.opened(claim.row.award)  # what was given up is not claimed again
    with acting(SYSTEM):
        row = Claim.objects.get(number=number)
        row.ended_by_id = row.end_asked_by_id
        with pytest.raises(IntegrityError, match="ended_by_a_second"), transaction.atomic():
            row.save()


def test_after_money_came_it_cannot_be_withdrawn(payback: Payback, number: str) -> None:
    town = payback.purse.town
    with acting(town.zhou) as zhou:
        service.withdraw(zhou, number, "认定有误")
    payback.receive(number, 1, "回单1")
    with acting(town.qian) as qian:
        with pytest.raises(service.ClaimRefused) as refused:
            service.agree(qian, number)
        assert codes(refused) == {"came_back"}
        service.decline(qian, number, "已有退回")
    assert payback.see(number).row.state == "repaying"
