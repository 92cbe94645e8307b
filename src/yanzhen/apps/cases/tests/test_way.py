"""The plain way of a case, through the service: draft, submission, reviews, decision, effect."""

from collections.abc import Callable
from typing import Any

import pytest

from yanzhen.apps.accounts.service import Role, acting
from yanzhen.apps.cases import service
from yanzhen.apps.cases.service import CaseRefused, Wanted
from yanzhen.apps.cases.tests.town import ENTITLED, RENT_FEN, Town, numbered


def refused(call: Callable[..., object], *args: Any, **given: Any) -> list[str]:
    with pytest.raises(CaseRefused) as caught:
        call(*args, **given)
    assert all(one.reason.zh and one.reason.en for one in caught.value.refusals)
    return [one.code for one in caught.value.refusals]


def accepted(town: Town, item: str = "rent") -> str:
    number = town.file("wang", item)
    town.act("clerk", number, "accept")
    return number


def reviewed(town: Town) -> str:
    number = accepted(town)
    town.act("housing", number, "review_agree", opinion="无住房")
    town.act("finance", number, "review_agree")
    return number


def test_from_the_draft_to_the_effect(town: Town) -> None:
    number = reviewed(town)
    town.act("approver", number, "approve", decision=Wanted())
    town.act("office", number, "take_effect")

    seen = town.see("wang", number)

    assert number == numbered(1)
    assert (seen.row.state, seen.row.is_open) == ("effective", False)
    assert [step.action for step in seen.steps] == [
        "submit", "accept", "review_agree", "review_agree", "approve", "take_effect",
    ]  # fmt: skip
    (decision,) = seen.decisions
    assert (decision.outcome, decision.amount_fen, decision.departs) == ("granted", RENT_FEN, False)
    assert decision.record == {}
    assert seen.actions == ()


def test_numbers_follow_each_other(town: Town) -> None:
    assert [town.file("wang"), town.file("li")] == [
        numbered(1), numbered(2),
    ]  # fmt: skip


def test_submitting_twice_is_submitting_once(town: Town) -> None:
    draft = town.draft("wang")
    with acting(town.wang) as wang:
        first = service.submit(wang, draft, "key-1", confirmed=True)
        again = service.submit(wang, draft, "key-1", confirmed=True)
        other_key = service.submit(wang, draft, "key-2", confirmed=True)

    assert first == again == other_key
    assert town.file("li").endswith("000002")


def test_a_key_serves_one_draft_only(town: Town) -> None:
    one, other = town.draft("wang"), town.draft("wang", "rent-published")
    with acting(town.wang) as wang:
        service.submit(wang, one, "key", confirmed=True)

        assert refused(service.submit, wang, other, "key", confirmed=True) == ["key_used"]


def test_departments_work_side_by_side_and_only_theirs(town: Town) -> None:
    number = accepted(town)
    waiting = town.see("office", number)

    assert [w.stage for w in waiting.works if w.state == "open"] == ["review", "review"]
    with acting(town.housing) as housing:
        assert [row.number for row in service.queue(housing).rows] == [number]
    town.act("housing", number, "review_disagree", opinion="已有住房")
    with acting(town.housing) as housing:
        assert service.queue(housing).rows == ()
    with acting(town.finance) as finance:
        assert [row.number for row in service.queue(finance).rows] == [number]
    with acting(town.approver) as approver:
        assert service.queue(approver).rows == ()


def test_who_accepted_may_not_approve(town: Town) -> None:
    town.employ(
        "both", (Role.CLERK, "xiangtan/hr_bureau"), (Role.APPROVER, "xiangtan/talent_office")
    )
    number = town.file("wang")
    town.act("both", number, "accept")
    town.act("housing", number, "review_agree")
    town.act("finance", number, "review_agree")

    assert refused(town.act, "both", number, "approve", decision=Wanted()) == ["same_hand"]
    assert "approve" not in [one.action for one in town.see("both", number).actions]


def test_a_supplement_stops_the_clock_and_keeps_the_works(town: Town) -> None:
    number = accepted(town)
    town.act("finance", number, "ask_supplement", supplements=("银行卡复印件", "个税记录"))
    asked = town.see("wang", number)

    assert (asked.row.turn, asked.row.stopped) == ("applicant", True)
    assert asked.supplements[0].items == ("银行卡复印件", "个税记录")
    assert [one.action for one in asked.actions] == ["supplement", "withdraw"]
    with acting(town.finance) as finance:
        assert service.queue(finance).rows == ()
    town.act("wang", number, "supplement", answer="已补上")
    back = town.see("wang", number)
    assert (back.row.state, back.row.stopped) == ("reviewing", False)
    assert back.supplements[0].answer == "已补上"
    with acting(town.finance) as finance:
        assert len(service.queue(finance).rows) == 1


def test_a_decision_that_departs_needs_a_reason_that_is_shown(town: Town) -> None:
    number = reviewed(town)
    less = Wanted(amount_fen=100_00)

    assert refused(town.act, "approver", number, "approve", decision=less) == ["needs_departure"]
    town.act("approver", number, "approve", decision=Wanted(True, 100_00, "本年额度不足"))
    (decision,) = town.see("wang", number).decisions
    assert (decision.departs, decision.reason, decision.amount_fen) == (
        True,
        "本年额度不足",
        100_00,
    )


def test_refusing_acceptance_needs_a_reason(town: Town) -> None:
    number = town.file("wang")

    assert refused(town.act, "clerk", number, "refuse") == ["needs_reason"]
    town.act("clerk", number, "refuse", reason="不属于本市受理范围")
    seen = town.see("wang", number)
    assert (seen.row.state, seen.row.is_open) == ("refused", False)
    assert seen.steps[-1].told == {"reason": "不属于本市受理范围"}


def test_the_pre_check_says_what_would_be_refused(town: Town) -> None:
    bought = {**ENTITLED, "local_home_purchase": "commercial", "hired_on": None}
    draft = town.draft("wang", answers={k: v for k, v in bought.items() if v is not None})
    with acting(town.wang) as wang:
        form = service.form(wang, draft)
        codes = {one.code for one in form.warns}

        assert form.blocks == ()
        assert "missing_material" in codes
        assert refused(service.submit, wang, draft)[0] == "unconfirmed"
        service.save(wang, draft, {"contract_years": "many"})
        assert "bad-value" in [one.code for one in service.form(wang, draft).blocks]
        assert "bad-value" in refused(service.submit, wang, draft, confirmed=True)


def test_the_same_benefit_is_not_dealt_with_twice(town: Town) -> None:
    town.file("wang")
    draft = town.draft("wang")
    with acting(town.wang) as wang:
        assert refused(service.submit, wang, draft, confirmed=True) == ["already_running"]


def test_strangers_see_nothing_and_cannot_tell(town: Town) -> None:
    number = town.file("wang", place="xiangtan/yuhu")

    for name in ("li", "yuetang_clerk", "housing"):
        with acting(town.people[name]) as stranger:
            with pytest.raises(service.NoSuchCase):
                service.one(stranger, number)
            with pytest.raises(service.NoSuchCase):
                service.act(stranger, number, "accept")
            assert service.cases(stranger).rows == ()
    assert town.see("yuhu_clerk", number).row.number == number
    assert town.see("clerk", number).row.number == number  # the city above sees its counties


def test_a_request_is_closed_by_whoever_made_it(town: Town) -> None:
    number = town.file("wang", "wish")
    town.act("clerk", number, "assign", unit="xiangtan/housing_authority")
    town.act("housing", number, "answer", answer="已联系学校")

    assert [one.action for one in town.see("wang", number).actions] == ["satisfied", "dissatisfied"]
    assert refused(town.act, "clerk", number, "satisfied", satisfaction=True) == ["not_yours"]
    town.act("wang", number, "dissatisfied", reason="没有解决")
    assert town.see("wang", number).row.state == "registered"
    town.act("clerk", number, "assign", unit="xiangtan/housing_authority")
    town.act("housing", number, "answer", answer="已安排学位")
    town.act("wang", number, "satisfied", satisfaction=True)
    closed = town.see("wang", number)
    assert (closed.row.state, closed.satisfied) == ("closed", True)


def test_a_queue_is_asked_for_what_stands_still(town: Town) -> None:
    number = town.file("wang")
    town.act("clerk", number, "accept")

    with acting(town.people["housing"]) as housing:
        found = service.queue(housing, service.Filters(lateness="stopped"))
        all_of_it = service.queue(housing)

    assert [row.number for row in found.rows] == []
    assert [row.number for row in all_of_it.rows] == [number]
