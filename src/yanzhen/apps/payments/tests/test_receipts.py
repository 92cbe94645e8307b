"""Receipts: line by line, each thing once, and every line that does not fit is said."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.notices.service import received
from yanzhen.apps.payments import service
from yanzhen.apps.payments.actions import settling
from yanzhen.apps.payments.service import PaymentRefused
from yanzhen.apps.payments.tests.test_freezing import codes
from yanzhen.apps.payments.tests.till import (
    EACH,
    HEADER,
    Till,
    instalment_states,
    row,
    stored,
    table,
)


def outcomes(receipt: service.ReceiptShown) -> dict[str, int]:
    return {code: count for code, _, count in receipt.outcomes}


def spent(till: Till) -> int:
    return ledgers.balance(till.line).spent


def adds_up() -> bool:
    return ledgers.recompute().first_difference is None


def test_a_success_is_spent_and_paid_once(till: Till) -> None:
    number = till.sent()
    paid = till.payments(number)
    assert spent(till) == 0  # a file for the bank spends nothing

    first = till.bring(number, [row(one) for one in paid])
    same = till.bring(number, [row(one) for one in paid])
    other = till.bring(number, [row(one) for one in reversed(paid)], "另一份.csv")

    assert outcomes(first) == {"paid": 3}
    assert same.id == first.id
    assert outcomes(other) == {"known": 3}
    assert spent(till) == 3 * EACH
    assert till.run(number).row.state == "settled"
    assert instalment_states(paid[0].award_number)[:4] == ["paid", "paid", "paid", "due"]
    with acting(till.actor("wang")) as wang:
        mine = service.payments_of(wang, paid[0].award_number)
    assert [one.state for one in mine] == ["paid"] * 3
    moved = till.purse.award("zhou", paid[0].case_number).movements
    assert [one.kind for one in moved].count("spend") == 3
    assert adds_up()


def test_every_line_that_does_not_fit_is_said_and_changes_nothing(till: Till) -> None:
    number = till.sent()
    one, two, three = till.payments(number)
    rows = [
        row(one, amount="3000.01"),
        row(two, name="王方"),
        row(three, reference="YZ000000000000000098"),
        row(three, result="处理中"),
        row(three, amount="=1+1"),
        ("", "王芳", "3000.00", "成功", ""),
        row(three),
        row(three),
    ]

    receipt = till.bring(number, rows)

    assert outcomes(receipt) == {
        "paid": 1, "unreadable": 3, "unknown": 1, "double": 1, "amount": 1, "name": 1
    }  # fmt: skip
    assert receipt.open_lines == 7
    assert till.states(number) == {"sent": 2, "paid": 1}
    assert spent(till) == EACH
    assert till.run(number).row.state == "exported"
    with acting(till.actor("zhou")) as zhou:
        lines = service.lines(zhou, number, receipt.id, service.LOOK_AT).rows
    assert [line.row for line in lines] == [2, 3, 4, 5, 6, 7, 9]
    assert "处理中" in lines[3].say.zh
    assert all(line.say.zh and line.say.en for line in lines)


def test_a_reference_with_two_results_in_one_file_does_neither(till: Till) -> None:
    number = till.sent()
    one = till.payments(number)[0]

    receipt = till.bring(number, [row(one), row(one, "失败", "账号有误")])

    assert outcomes(receipt) == {"contradicts": 2}
    assert till.states(number) == {"sent": 3}


def test_another_runs_receipt_is_unknown_here(till: Till) -> None:
    first, second = till.sent(), till.sent(up_to=date(2026, 6, 30))

    receipt = till.bring(second, [row(one) for one in till.payments(first)])

    assert outcomes(receipt) == {"unknown": 3}
    assert till.states(first) == {"sent": 3}


def test_what_failed_is_paid_once_by_a_later_run(till: Till) -> None:
    number = till.sent()
    one, two, three = till.payments(number)
    till.bring(number, [row(one, "失败", "账号已销户"), row(two), row(three)])
    assert till.run(number).row.state == "settled"
    assert (till.states(number), spent(till)) == ({"paid": 2, "failed": 1}, 2 * EACH)
    assert instalment_states(one.award_number)[0] == "failed"
    assert stored(one.reference).reason == "账号已销户"

    with acting(till.actor("wang")) as wang:
        told = received(acting=wang)[0]
    assert (told.kind, told.link) == ("payment_failed", "/my/money/account/")
    assert "第 1 期" in told.body.zh

    with acting(till.actor("zhou")) as zhou:
        with pytest.raises(PaymentRefused) as refused:
            service.retry(zhou, number, " ")
        assert codes(refused) == ["reason"]
        assert service.retry(zhou, number, "账号已更正") == 1
        assert service.retry(zhou, number, "账号已更正") == 0
    again = till.sent()

    assert [payment.instalment for payment in till.payments(again)] == [1]
    till.bring(again, [row(payment) for payment in till.payments(again)])
    late = till.bring(number, [row(one)], "迟到.csv")  # the bank says now that the first was paid
    assert outcomes(late) == {"contradicts": 1}
    assert spent(till) == 3 * EACH
    assert instalment_states(one.award_number)[0] == "paid"
    assert adds_up()


def test_what_comes_back_is_in_the_budget_again(till: Till) -> None:
    number = till.sent()
    one, *rest = till.payments(number)
    till.bring(number, [row(each) for each in (one, *rest)])
    free = ledgers.balance(till.line).available

    back = till.bring(number, [row(one, "退汇", "户名不符")], "退汇.csv")

    assert outcomes(back) == {"returned": 1}
    assert spent(till) == 2 * EACH
    assert ledgers.balance(till.line).available == free + EACH
    assert instalment_states(one.award_number)[0] == "failed"
    again = till.bring(number, [row(one, "退汇", "户名不符 ")], "退汇2.csv")
    assert outcomes(again) == {"known": 1}
    with acting(till.actor("zhou")) as zhou:
        assert service.retry(zhou, number, "户名已更正") == 1
    later = till.sent()  # the budget was asked for anew
    assert [payment.instalment for payment in till.payments(later)] == [1]
    till.bring(later, [row(payment) for payment in till.payments(later)])
    assert spent(till) == 3 * EACH
    assert adds_up()


@pytest.mark.parametrize("at", ["post_many", "mark_paid", "_close"])
def test_settling_goes_on_where_it_was_cut_short(
    till: Till, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    number = till.sent()
    rows = [row(one) for one in till.payments(number)]
    whole, calls = getattr(settling, at), list[int]()

    def cut(*given: object, **named: object) -> object:
        calls.append(1)
        if len(calls) == (1 if at == "_close" else 4):
            raise ConnectionError
        return whole(*given, **named)

    with acting(till.actor("zhou")) as zhou:
        body = BytesIO(table(rows).encode())
        receipt = service.bring_receipts(zhou, number, "回单.csv", body)
    with monkeypatch.context() as during:
        during.setattr(settling, at, cut)
        with pytest.raises(ConnectionError):
            settling.settle(receipt_id=receipt, size=1)
    with acting(SYSTEM):
        assert settling.unsettled() == [receipt]

    done = till.bring(number, rows)

    assert done.id == receipt
    assert outcomes(done) == {"paid": 3}
    assert spent(till) == 3 * EACH
    assert adds_up()


def test_receipts_of_banks_in_their_own_ways(till: Till) -> None:
    number = till.sent()
    one, two, three = till.payments(number)
    gbk = table([row(one, amount="￥3,000.00", name=" 王　芳")]).encode("gb18030")
    assert outcomes(till.bring_file(number, gbk)) == {"paid": 1}

    book = BytesIO()
    with xlsxwriter.Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["交易状态", "金额（元）", "收款人户名", "业务参考号"])
        sheet.write_row(1, 0, ["支付成功", 3000, "王芳", two.reference.lower()])
        sheet.write_row(2, 0, ["支付成功", None, "王芳", three.reference])
        sheet.write_formula(2, 1, "=1500*2", None, 3000)
    assert outcomes(till.bring_file(number, book.getvalue(), "回单.xlsx")) == {"paid": 2}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        (b"", ["empty-file"]),
        ("业务参考号,户名,金额\n".encode(), ["no-column"]),
        ("甲,乙\n1,2\n".encode(), ["no-column"] * 4),
        (table([]).encode(), ["empty"]),
        (table([], (*HEADER, "户名")).encode(), ["repeated-column"]),
        (b"PK\x03\x04 nothing of a workbook", ["cut-off"]),
        (b"\xff\xfe\x00", ["bad-encoding"]),
        (b"\x81\xff\xff\xff,", ["bad-encoding"]),
    ],
)
def test_a_file_that_is_none_is_refused_with_all_that_is_wrong(
    till: Till, body: bytes, wrong: list[str]
) -> None:
    number = till.sent()
    with pytest.raises(PaymentRefused) as refused:
        till.bring_file(number, body)
    assert codes(refused) == wrong
    assert all(one.say.zh and one.say.en for one in refused.value.refusals)
    assert till.run(number).receipts == ()


def test_a_receipt_needs_a_file_that_was_sent(till: Till) -> None:
    number = till.frozen()
    with pytest.raises(PaymentRefused) as refused:
        till.bring(number, [row(one) for one in till.payments(number)])
    assert codes(refused) == ["wrong_state"]
