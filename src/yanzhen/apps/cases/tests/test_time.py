"""What time brings about: due dates, lateness, reminders, many cases at once."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cases import service
from yanzhen.apps.cases.actions import performing, reminding
from yanzhen.apps.cases.models import Case, Work
from yanzhen.apps.cases.service import Given, Wanted
from yanzhen.apps.cases.tests.test_way import accepted, refused
from yanzhen.apps.cases.tests.town import ENTITLED, Town, numbered
from yanzhen.apps.cases.timing import calendar
from yanzhen.apps.notices.service import received
from yanzhen.apps.organisations.service import organisation


def moment(day: date) -> datetime:
    return datetime.combine(day, time(10), timezone.get_current_timezone())


def promise(town: Town, days: int, stage: str = "", item: str = "") -> None:
    with acting(town.office) as office:
        service.set_term(
            acting=office, tenant_id=organisation("xiangtan").id, item=item, stage=stage,
            days=days, basis="服务承诺（测试）",
        )  # fmt: skip


def test_nothing_is_late_that_nobody_promised(town: Town) -> None:
    number = accepted(town)
    seen = town.see("wang", number)

    assert (seen.until, seen.clocks, seen.row.light) == (None, (), "none")
    assert {work.days for work in seen.works} == {None}


def test_a_promise_gives_a_due_date_from_the_day_after_acceptance(town: Town) -> None:
    promise(town, 20)
    promise(town, 3, stage="review")
    number = accepted(town)
    today = timezone.localdate()
    seen = town.see("wang", number)

    assert seen.until == calendar().after(today, 20)
    (clock,) = seen.clocks
    assert (clock.kind, clock.days, clock.used, clock.light) == ("promised", 20, 0, "green")
    due = {work.due_on for work in seen.works if work.stage == "review"}
    assert due == {calendar().after(today, 3)}


def test_one_department_is_late_and_the_other_is_not(town: Town) -> None:
    promise(town, 3, stage="review", item="rent")
    number = accepted(town)
    late = calendar().after(timezone.localdate(), 4)
    town.act("housing", number, "review_agree")
    with acting(SYSTEM):
        assert reminding.remind(now=moment(calendar().after(timezone.localdate(), 3))) == 1
        assert reminding.remind(now=moment(late)) == 1
        assert reminding.remind(now=moment(late)) == 0
    with acting(town.finance) as finance:
        assert [one.kind for one in received(acting=finance)] == ["work_late", "work_due_soon"]
    with acting(town.housing) as housing:
        assert received(acting=housing) == ()


def test_a_supplement_moves_the_due_dates(town: Town) -> None:
    promise(town, 10)
    number = accepted(town)
    start, asked = timezone.localdate(), calendar().after(timezone.localdate(), 2)
    back = calendar().after(asked, 5)
    with acting(town.finance) as finance:
        performing.perform(
            acting=finance, number=number, action="ask_supplement",
            given=Given(supplements=("个税记录",)), now=moment(asked),
        )  # fmt: skip
    with acting(town.wang) as wang:
        assert service.one(wang, number).until is None
        performing.perform(
            acting=wang, number=number, action="supplement", given=Given(answer="好"),
            now=moment(back),
        )  # fmt: skip

    assert town.see("wang", number).until == calendar().after(start, 15)


def test_a_term_is_the_talent_offices_to_set_and_rests_on_something(town: Town) -> None:
    given = {"tenant_id": organisation("xiangtan").id, "days": 0, "basis": " "}
    with acting(town.clerk) as clerk:
        assert refused(service.set_term, acting=clerk, **given) == [
            "not_yours", "bad_days", "no_basis",
        ]  # fmt: skip


def test_due_dates_follow_the_calendar_that_is_known(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise(town, 5)
    number = accepted(town)
    with acting(SYSTEM):
        assert reminding.retime_open() == 0
        Case.objects.filter(number=number).update(due_on=date(2026, 1, 1))
        assert reminding.retime_open() == 1
    assert town.see("wang", number).until == calendar().after(timezone.localdate(), 5)


def test_the_load_of_departments_shows_what_is_late(town: Town) -> None:
    promise(town, 3, stage="review")
    accepted(town)
    with acting(SYSTEM):
        past = timezone.localdate() - timedelta(days=9)
        Work.objects.filter(unit="finance", state="open").update(due_on=past, yellow_on=past)
    with acting(town.office) as office:
        loads = service.loads_by_unit(office, timezone.localdate())
    units = ("finance", "housing_authority")
    finance, housing = (organisation(f"xiangtan/{unit}").id for unit in units)
    assert [(one.organisation_id, one.open, one.late) for one in loads] == [
        (finance, 1, 1), (housing, 1, 0),
    ]  # fmt: skip


def test_several_at_once_with_a_preview(town: Town) -> None:
    numbers = [town.file("wang"), town.file("li"), numbered(999999)]
    town.act("clerk", numbers[1], "accept")
    with acting(town.clerk) as clerk:
        looked = service.foreseen(clerk, numbers, "accept", timezone.localdate())
        assert [one.reasons == () for one in looked] == [True, False, False]
        assert service.one(clerk, numbers[0]).row.state == "submitted"
        done = service.act_on_many(clerk, numbers, "accept")
        assert [one.done for one in done] == [True, False, False]
        assert service.one(clerk, numbers[0]).row.state == "reviewing"
        assert [one.code for one in done[2].reasons] == ["no_such_case"]


def test_a_program_applies_with_a_key_and_gets_one_case(town: Town) -> None:
    with acting(town.wang) as wang:
        given = ("k1", "xiangtan", "rent", "xiangtan", town.subjects["wang"], ENTITLED)
        first, again = service.apply(wang, *given), service.apply(wang, *given)
        assert first == again
        assert refused(service.apply, wang, "", *given[1:]) == ["bad_key"]
        assert refused(service.apply, wang, "k2", *given[1:]) == ["already_running"]
        assert service.drafts(wang) == ()


def test_what_the_rules_wait_for_an_office_finds(town: Town) -> None:
    card = "talent_card_approved"
    number = town.file("wang", "card", answers={})
    town.act("clerk", number, "accept")
    with acting(town.housing) as housing:
        before = service.examined(housing, number)
        assert before.verdict is not None
        assert before.verdict.status == "unknown"
        assert [(fact.id, known) for fact, known in before.awaited] == [(card, None)]
        seen = "证卡原件"
        assert refused(service.find, housing, number, "degree", "doctor", seen) == ["no_finding"]
        assert refused(service.find, housing, number, card, "Z", seen) == ["registry"]
        assert refused(service.find, housing, number, card, True, " ") == ["needs_seen"]
        service.find(housing, number, card, True, seen)
        after = service.examined(housing, number)
        assert after.verdict is not None
        assert after.verdict.status == "eligible"
        assert [known.grade for _, known in after.awaited if known] == ["B"]
    with acting(town.office) as office:
        assert refused(service.find, office, number, card, True, seen) == ["no_work"]
    town.act("housing", number, "review_agree")
    town.act("approver", number, "approve", decision=Wanted())
    (decision,) = town.see("wang", number).decisions
    assert (decision.departs, decision.amount_fen) == (False, None)


def test_nobody_declares_what_an_office_has_to_find(town: Town) -> None:
    draft = town.draft("wang", "card", answers={"talent_card_approved": True})
    with acting(town.wang) as wang:
        assert refused(service.submit, wang, draft, confirmed=True) == ["unknown_fact"]


def test_withdrawn_and_returned(town: Town) -> None:
    gone, back = town.file("wang"), town.file("li")
    town.act("wang", gone, "withdraw")
    town.act("clerk", back, "accept")
    assert refused(town.act, "housing", back, "return_to_window") == ["needs_reason"]
    town.act("housing", back, "return_to_window", reason="受理有误")
    assert (town.see("wang", gone).row.state, town.see("wang", gone).row.is_open) == (
        "withdrawn", False,
    )  # fmt: skip
    assert [w.stage for w in town.see("clerk", back).works if w.state == "open"] == ["acceptance"]
    town.act("clerk", back, "accept")
    assert town.file("wang")  # may be applied for again


def test_an_amount_is_asked_for_where_the_clause_has_only_a_ceiling(town: Town) -> None:
    home = {
        "introduction": "new", "host_kind": "enterprise", "priority_industry_employer": True,
    }  # fmt: skip
    number = town.file("wang", "home", answers=home)
    town.act("clerk", number, "accept")
    town.act("office", number, "conclude_expert_review", conclusion="同意")
    odd = Wanted(amount_fen=-1, departure="x")

    assert refused(town.act, "approver", number, "approve", decision=odd) == ["negative_sum"]
    assert refused(town.act, "approver", number, "approve", decision=Wanted()) == [
        "needs_departure"
    ]
    town.act("approver", number, "reject", reason="材料不足")
    (decision,) = town.see("wang", number).decisions
    assert (decision.outcome, decision.amount_fen) == ("declined", None)
