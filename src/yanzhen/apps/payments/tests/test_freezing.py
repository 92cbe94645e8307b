"""Freezing, approving and giving up: what is due is in one run, and two people have seen it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.audit.service import events_of
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.models import Award, Instalment
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.organisations.service import organisation
from yanzhen.apps.payments import service
from yanzhen.apps.payments.actions import freezing
from yanzhen.apps.payments.models import Payment, Run
from yanzhen.apps.payments.service import NoSuchRun, PaymentRefused
from yanzhen.apps.payments.tests.till import EACH, NUMBERS, Till, instalment_states
from yanzhen.apps.registry import service as registry


def codes(refused: pytest.ExceptionInfo[PaymentRefused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def test_what_is_due_up_to_the_day_is_in_the_run_and_due_no_more(till: Till) -> None:
    run = till.freeze(till.open())

    assert (run.row.state, run.row.count, run.row.fen) == ("frozen", 3, 3 * EACH)
    paid = till.payments(run.row.number)
    assert [one.instalment for one in paid] == [1, 2, 3]  # March, April, May
    assert {one.name for one in paid} == {"王芳"}
    assert {one.masked for one in paid} == {"****8901"}
    award = paid[0].award_number
    assert instalment_states(award)[:4] == ["in_run", "in_run", "in_run", "due"]
    assert len({one.reference for one in paid}) == 3
    for one in paid:
        assert len(one.reference) == 20
        assert int(one.reference[2:]) % 97 == 1  # its check digits


def test_freezing_again_changes_nothing(till: Till) -> None:
    number = till.frozen()

    again = till.freeze(number)

    assert (again.row.state, again.row.count) == ("frozen", 3)
    with pytest.raises(PaymentRefused) as refused:
        till.frozen()  # another run finds nothing left
    assert codes(refused) == ["nothing_due"]


def test_freezing_goes_on_where_it_was_cut_short(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = till.open()
    whole = freezing._portion
    calls = []

    def cut(*given: Any) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise ConnectionError
        return whole(*given)

    with monkeypatch.context() as during:
        during.setattr(freezing, "_portion", cut)
        with acting(till.actor("zhou")) as zhou, pytest.raises(ConnectionError):
            freezing.freeze(acting=zhou, number=number, size=2)
    assert till.run(number).row.state == "open"
    assert till.run(number).taken == 2

    run = till.freeze(number)

    assert (run.row.state, run.row.count) == ("frozen", 3)


def test_whoever_has_no_account_is_left_out_and_listed(till: Till) -> None:
    till.grant("li")

    run = till.freeze(till.open())

    assert (run.row.count, run.row.left_out) == (3, 3)
    with acting(till.actor("zhou")) as zhou:
        out = service.left_out(zhou, run.row.number)
    assert [one.fen for one in out.rows] == [EACH] * 3
    assert {one.name for one in out.rows} == {"li"}
    till.give("li")
    assert till.freeze(till.open()).row.count == 3


def test_nobody_with_an_account_is_no_run_and_says_so(till: Till) -> None:
    till.grant("li")
    till.frozen()

    with pytest.raises(PaymentRefused) as refused:
        till.frozen()

    assert codes(refused) == ["nobody_has_an_account"]


def test_a_suspended_award_is_not_paid(till: Till) -> None:
    with acting(SYSTEM):
        Award.objects.update(state="suspended")

    with pytest.raises(PaymentRefused) as refused:
        till.frozen()

    assert codes(refused) == ["nothing_due"]


def test_a_later_account_does_not_change_a_frozen_payment(till: Till) -> None:
    number = till.frozen()
    with acting(till.actor("wang")) as wang:
        service.give_account(wang, "王芳", "中国银行", "6013821900001111222")

    till.approve(number)

    assert b"6217000012345678901" in till.export(number)


def test_the_second_person_is_another_one(till: Till) -> None:
    number = till.frozen()

    with pytest.raises(PaymentRefused) as refused:
        till.approve(number, "zhou")

    assert codes(refused) == ["same_hand"]
    assert till.approve(number).row.state == "approved"
    assert till.approve(number).row.state == "approved"  # asked twice
    with acting(SYSTEM):
        kinds = [one.kind for one in events_of(f"run:{number}")]
    assert sorted(kinds) == [
        "payment_run.approved", "payment_run.frozen", "payment_run.opened"
    ]  # fmt: skip


def test_whoever_froze_it_for_another_does_not_approve_it_either(till: Till) -> None:
    number = till.open(who="zhou")
    till.freeze(number, "qian")

    with pytest.raises(PaymentRefused) as refused:
        till.approve(number, "qian")

    assert codes(refused) == ["same_hand"]


def test_whoever_decided_on_a_case_does_not_approve_its_payment(till: Till) -> None:
    number = till.frozen()
    with connection.cursor() as cursor, acting(SYSTEM):
        cursor.execute(
            "UPDATE payments_payment SET decided_by_id = %s WHERE award_number IN "
            "(SELECT min(award_number) FROM payments_payment)",
            [till.actor("qian").account_id],
        )

    with pytest.raises(PaymentRefused) as refused:
        till.approve(number)

    assert codes(refused) == ["decided"]
    assert till.run(number, "qian").why_not_approve == "decided"


def test_the_database_knows_the_second_person_too(till: Till) -> None:
    number = till.frozen()

    with acting(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(number=number).update(state="approved", approved_by=F("made_by"))


def test_an_instalment_is_in_one_live_payment_whatever_the_code_does(till: Till) -> None:
    till.frozen()

    with acting(SYSTEM):
        one = Payment.objects.get(instalment_number=1)
        one.pk, one.reference = None, "YZ999999999999999999"
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    ["amount_fen = amount_fen + 1", "state = 'paid'", "name = '张三'", "instalment_id = 1"],
)
def test_what_is_frozen_stays(till: Till, change: str) -> None:
    till.frozen()

    with (
        acting(SYSTEM),
        pytest.raises(Exception, match="stays as it was"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE payments_payment SET {change}")


def test_a_run_that_is_given_up_lets_its_payments_go(till: Till) -> None:
    number = till.frozen()
    award = till.payments(number)[0].award_number

    with acting(till.actor("qian")) as qian:
        service.cancel(qian, number, "金额有误")
        assert service.cancel(qian, number, "").row.state == "cancelled"

    assert instalment_states(award)[:4] == ["due"] * 4
    assert till.states(number) == {"cancelled": 3}
    assert till.run(number).cancel_reason == "金额有误"
    assert till.freeze(till.open()).row.count == 3


def test_giving_up_goes_on_where_it_was_cut_short(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = till.frozen()
    monkeypatch.setattr(freezing, "PORTION", 2)
    with monkeypatch.context() as during:
        during.setattr(freezing, "leave_run", _broken_at(2))
        with acting(till.actor("zhou")) as zhou, pytest.raises(ConnectionError):
            service.cancel(zhou, number, "重复建立")
    assert till.states(number) == {"frozen": 1, "cancelled": 2}
    with acting(SYSTEM):
        assert freezing.waiting_to_be_let_go() == [number]

    with acting(till.actor("zhou")) as zhou:
        service.cancel(zhou, number, "")

    assert till.states(number) == {"cancelled": 3}
    with acting(SYSTEM):
        assert Instalment.objects.filter(state="in_run").count() == 0


def _broken_at(nth: int) -> object:
    calls: list[object] = []

    def leave(ids: Iterable[int]) -> list[int]:
        calls.append(ids)
        if len(calls) == nth:
            raise ConnectionError
        return awards.leave_run(ids)

    return leave


def test_the_budget_has_to_hold_it(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    number = till.open()
    with acting(SYSTEM):
        committed = ledgers.balance(till.line).committed
        ledgers.release(
            acting=SYSTEM, posting=ledgers.Posting("away", till.line, committed - 2 * EACH)
        )

    with pytest.raises(PaymentRefused) as refused:
        till.freeze(number)

    assert codes(refused) == ["no_budget"]
    assert till.line in str(refused.value)
    assert till.run(number).row.state == "open"


def test_a_run_is_there_for_finance_of_its_place_only(till: Till) -> None:
    number = till.frozen()

    for who in ("wang", "clerk", "yuhu_finance", "approver"):
        with acting(till.actor(who)) as actor:
            assert service.runs(actor) == ()
            with pytest.raises(NoSuchRun):
                service.run(actor, number)
            for step in (service.freeze, service.approve):
                with pytest.raises(NoSuchRun):
                    step(actor, number)
    with acting(till.actor("qian")) as qian:
        assert [one.number for one in service.runs(qian)] == [number]


def test_a_county_pays_for_itself_only(till: Till) -> None:
    with pytest.raises(PaymentRefused) as refused:
        till.open(who="yuhu_finance")
    assert codes(refused) == ["no_place"]

    number = till.open(who="yuhu_finance", place="xiangtan/yuhu")

    with pytest.raises(PaymentRefused) as refused:
        till.freeze(number, "yuhu_finance")
    assert codes(refused) == ["nothing_due"]


def test_all_that_is_missing_is_said(till: Till) -> None:
    with acting(till.actor("zhou")) as zhou, pytest.raises(PaymentRefused) as refused:
        service.open_run(zhou, "xiangtan", " ", date(2026, 5, 31))
    assert codes(refused) == ["title"]


def test_an_entry_that_was_merged_is_paid_to_the_account_it_had(till: Till) -> None:
    """Until a new one is given under the entry that stands: that one replaces it."""
    old = till.purse.town.subjects["wang"]
    with acting(SYSTEM):
        place = organisation("xiangtan").id
        made = registry.add_subject(
            acting=SYSTEM, kind="person", name="王芳", organisation_id=place
        ).subject.pk  # fmt: skip
        registry.merge(acting=SYSTEM, winner_id=made, loser_id=old, reason="同一人")

    run = till.freeze(till.open())
    assert {one.masked for one in till.payments(run.row.number)} == {"****8901"}
    with acting(SYSTEM):
        assert {*Award.objects.values_list("payee", flat=True)} == {made}

    with acting(till.actor("wang")) as wang:
        service.give_account(wang, "王芳", "中国银行湘潭分行", NUMBERS["li"])
    later = till.freeze(till.open(date(2026, 6, 30)))
    assert {one.masked for one in till.payments(later.row.number)} == {"****4567"}
