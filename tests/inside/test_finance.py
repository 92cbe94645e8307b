"""The pages of money at the desk: budgets, awards with all that is done to them, statements."""

import io
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.models import Instalment
from yanzhen.apps.awards.tests.purse import BOOK, Purse, build_purse
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.ledgers import service as ledgers

MOST = 12
MOST_ON_AN_AWARD = 18
"""An award has its payments, events, movements with the names of their lines, outcomes,
corrections, shares, an employer, and the places to which it could go."""
YEAR = timezone.localdate().year
FUND = "/desk/money/funds/xiangtan/talent-fund/"
LINE = f"{BOOK}/{YEAR}"
SUM = 80_0000_01


@pytest.fixture
def purse(db: None) -> Purse:
    return build_purse()


def browser(name: str, confirmed: bool = True) -> Client:
    """A browser in which somebody of the town has signed in, with her second factor."""
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"), confirmed=confirmed)
    return client


def read(client: Client, address: str, status: int = 200, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == status
    return answer.content.decode()


def act(client: Client, number: str, action: str, **typed: Any) -> HttpResponse:
    """Post a change of an award, as its page does."""
    return client.post(f"/desk/money/awards/A-{number}-1/act/", {"action": action, **typed})


def sheet_of(answer: HttpResponse) -> list[list[Any]]:
    """The rows of an exported workbook, its head first."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def shown(purse: Purse, number: str) -> awards.AwardShown:
    return purse.award("zhou", number)


def to_plan(purse: Purse) -> str:
    """A case whose clause leaves the dates open."""
    purse.now("wang", introduction_assessment_passed=True)
    return purse.grant("wang", "full-time", answers={}, wanted=Wanted(amount_fen=SUM))


ALLOT = {"deed": "allot", "year": str(YEAR), "sum": "500万元", "reason": "年初预算", "look": "1"}


def confirm(client: Client, **typed: str) -> HttpResponse:
    """Look at it, then send what that page's form holds."""
    page = client.get(f"{FUND}arrange/", typed)
    assert page.status_code == 200, page.context["errors"]
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
    return client.post(f"{FUND}arrange/", dict(fields))


# ---------------------------------------------------------------- budgets


def test_a_budget_is_looked_at_and_then_given(purse: Purse) -> None:
    zhou = browser("zhou")
    assert "还没有预算" in read(zhou, "/desk/money/")

    page = read(zhou, f"{FUND}arrange/", **ALLOT)
    assert "500万元" in page
    assert "确认入账" in page
    with pytest.raises(ledgers.NoSuchLine):
        ledgers.balance(LINE)

    assert confirm(zhou, **ALLOT).status_code == 302
    assert ledgers.balance(LINE).available == 500_0000_00
    for address in ("/desk/money/", FUND):
        assert "500万元" in read(zhou, address)


def test_the_same_form_sent_twice_counts_once(purse: Purse) -> None:
    zhou, typed = browser("zhou"), {**ALLOT, "key": "a" * 32}
    assert zhou.post(f"{FUND}arrange/", typed).status_code == 302
    again = zhou.post(f"{FUND}arrange/", typed, follow=True)
    assert "没有重复记" in again.content.decode()
    assert ledgers.balance(LINE).allotted == 500_0000_00

    other = zhou.post(f"{FUND}arrange/", {**typed, "sum": "600万元"})
    assert other.status_code == 400
    assert "已办理过另一笔" in other.content.decode()


def test_what_is_wrong_with_a_budget_is_said_at_once_and_nothing_is_lost(purse: Purse) -> None:
    typed = {"deed": "carry_over", "year": str(YEAR), "sum": "很多", "to_year": str(YEAR),
             "place": "hengyang", "look": "1", "document": ""}  # fmt: skip
    answer = browser("zhou").get(f"{FUND}arrange/", typed)
    assert answer.status_code == 400
    assert set(answer.context["errors"]) == {"sum", "reason", "place", "to_year", "document"}
    assert 'value="很多"' in answer.content.decode()


def test_more_than_there_is_cannot_be_passed_down(purse: Purse) -> None:
    purse.budget(YEAR, 100_00)
    down = {**ALLOT, "deed": "pass_down", "to_place": "xiangtan/yuhu"}
    page = read(browser("zhou"), f"{FUND}arrange/", 400, **down)
    assert "可用的只有100元" in page

    assert confirm(browser("zhou"), **{**down, "sum": "60"}).status_code == 302
    assert ledgers.balance(f"{LINE}/xiangtan.yuhu").available == 60_00
    assert "雨湖区" in read(browser("zhou"), FUND)


def test_carrying_over_needs_the_offices_rule(purse: Purse) -> None:
    purse.budget(YEAR, 100_00)
    zhou = browser("zhou")
    over = {**ALLOT, "deed": "carry_over", "to_year": str(YEAR + 1), "sum": "40",
            "document": "潭财〔2026〕1号"}  # fmt: skip
    assert "未定结余可以结转" in read(zhou, f"{FUND}arrange/", 400, **over)

    settings = "/desk/money/settings/xiangtan/"
    rules = {"action": "rules", "book": BOOK, "warns": "50", "carries": "yes"}
    assert zhou.post(settings, rules).status_code == 302
    assert confirm(zhou, **over).status_code == 302
    assert ledgers.balance(f"{BOOK}/{YEAR + 1}").available == 40_00
    assert "潭财〔2026〕1号" in read(zhou, "/desk/money/statement/", line=LINE)


def test_taking_back_and_warning(purse: Purse) -> None:
    purse.budget(YEAR, 300_000_00)
    zhou = browser("zhou")
    back = {**ALLOT, "deed": "recall", "sum": "20万元"}
    assert confirm(zhou, **back).status_code == 302
    assert ledgers.balance(LINE).allotted == 100_000_00
    purse.grant("wang")
    assert "预警" not in read(zhou, FUND)
    with acting(purse.town.zhou) as actor:
        ledgers.set_rules(acting=actor, book=BOOK, warns_at_percent=1, carries_over=None)
    assert "1%的预警线" in read(zhou, FUND)


def test_a_county_arranges_its_own_only(purse: Purse) -> None:
    purse.budget(YEAR, 100_00, "xiangtan/yuhu")
    county = browser("yuhu_finance")
    own = {**ALLOT, "place": "xiangtan/yuhu", "key": "b" * 32}
    assert county.post(f"{FUND}arrange/", own).status_code == 302
    other = county.post(f"{FUND}arrange/", {**ALLOT, "key": "c" * 32})
    assert other.status_code == 400
    assert "只有本级或上级的财政人员" in other.content.decode()
    assert county.get("/desk/money/statement/", {"line": LINE}).status_code == 404
    assert browser("office").get(f"{FUND}arrange/").status_code in (403, 404)


# ---------------------------------------------------------------- awards


def test_the_list_is_narrowed_and_taken_out_as_a_sheet(purse: Purse) -> None:
    number = purse.grant("wang")
    planned = to_plan(purse)
    zhou = browser("zhou")
    everything = read(zhou, "/desk/money/awards/")
    assert f"A-{number}-1" in everything
    waiting = read(zhou, "/desk/money/awards/", waits="plan")
    assert f"A-{planned}-1" in waiting
    assert f"A-{number}-1" not in waiting
    sheet = zhou.post("/desk/money/awards/?sort=-granted", {"action": "export"})
    rows = sheet_of(sheet)
    assert {row[4] for row in rows[1:]} == {108_000, SUM / 100}


def test_payments_are_listed_and_taken_out(purse: Purse) -> None:
    purse.budget(YEAR, 1_000_000_00)
    number, zhou = purse.grant("wang"), browser("zhou")
    purse.pay(number, 1)
    address = "/desk/money/instalments/"
    assert "共36条" in read(zhou, address)
    paid = read(zhou, address, state="paid", q=f"A-{number}-1")
    assert "共1条" in paid
    assert "共0条" in read(zhou, address, q="A-none-1")
    assert f"A-{number}-1 / 1" in paid
    sheet = sheet_of(zhou.post(f"{address}?budget=none", {"action": "export"}))
    later = [one for one in shown(purse, number).instalments if not one.has_budget]
    assert len(sheet) == 1 + len(later) > 1
    assert "共0条" in read(browser("yuhu_finance"), address)


def test_an_award_shows_its_whole_life(purse: Purse) -> None:
    purse.budget(YEAR, 1_000_000_00)
    number = purse.grant("wang")
    page = read(browser("zhou"), f"/desk/money/awards/A-{number}-1/")
    for said in ("10.8万元", "#clause-19", f"/desk/cases/{number}/", "第19条", "承诺", "尚无预算"):
        assert said in page, said


def test_suspended_resumed_moved_stopped(purse: Purse) -> None:
    line = purse.budget(YEAR, 1_000_000_00)
    down = purse.budget(YEAR, 1_000_000_00, "xiangtan/yuhu")
    number, zhou = purse.grant("wang"), browser("zhou")
    refused = act(zhou, number, "suspend", reason=" ")
    assert refused.status_code == 400
    assert "请写明理由" in refused.content.decode()

    assert act(zhou, number, "suspend", reason="核实合同").status_code == 302
    assert f"A-{number}-1" in read(zhou, "/desk/money/awards/", waits="suspended")
    assert act(zhou, number, "resume", reason="已核实").status_code == 302
    assert act(zhou, number, "recheck").status_code == 302
    moved = act(zhou, number, "move", reason="工作调动", place="xiangtan/yuhu")
    assert moved.status_code == 302
    assert ledgers.balance(line).committed == 0
    assert ledgers.balance(down).committed > 0
    assert act(zhou, number, "stop", reason="离职").status_code == 302
    assert ledgers.balance(down).committed == 0
    page = read(zhou, f"/desk/money/awards/A-{number}-1/")
    for said in ("已终止", "核实合同", "工作调动", "离职"):
        assert said in page, said
    again = act(zhou, number, "stop", reason="离职")
    assert again.status_code == 400
    assert "不能这样办理" in again.content.decode()


def test_moving_says_everything_that_is_missing(purse: Purse) -> None:
    number = purse.grant("wang")
    answer = act(browser("zhou"), number, "move", employer="某公司", reason="")
    assert answer.status_code == 400
    assert set(answer.context["errors"]) == {"employer", "reason"}
    assert 'value="某公司"' in answer.content.decode()


def test_a_plan_is_offered_and_entered(purse: Purse) -> None:
    purse.budget(YEAR, 100_0000_00)
    number, zhou = to_plan(purse), browser("zhou")
    address = f"/desk/money/awards/A-{number}-1/"
    assert "请先排期" in read(zhou, address)
    offered = zhou.get(address, {"percents": "40/30/30", "form": "plan"})
    lines = [line for line in offered.context["plan"]["lines"] if line[1]]
    assert [line[3] for line in lines] == ["320000.01元", "24万元", "24万元"]
    assert "正好是100%" in read(zhou, address, 400, percents="40/30", form="plan")

    typed = {f"{name}-{n}": line[place] for n, line in enumerate(lines, 1)
             for name, place in (("due", 1), ("sum", 3))}  # fmt: skip
    wrong = act(zhou, number, "plan", **{**typed, "sum-2": "二十", "counted_from": "昨天"})
    assert wrong.status_code == 400
    assert set(wrong.context["errors"]) == {"part-2", "counted_from"}
    assert 'value="二十"' in wrong.content.decode()
    short = act(zhou, number, "plan", **{**typed, "sum-3": "1万"})
    assert "要正好相等" in short.content.decode()

    assert act(zhou, number, "plan", **typed).status_code == 302
    assert [one.fen for one in shown(purse, number).instalments] == [
        32_0000_01, 24_0000_00, 24_0000_00,
    ]  # fmt: skip


def test_a_correction_takes_two(purse: Purse) -> None:
    purse.budget(YEAR, 1_000_000_00)
    number, zhou, qian = purse.grant("wang"), browser("zhou"), browser("qian")
    due = timezone.localdate().isoformat()
    typed = {"granted": "5000", "due-1": due, "sum-1": "5000元", "reason": "月数有误"}
    wrong = act(zhou, number, "correct", **{**typed, "granted": "", "reason": ""})
    assert set(wrong.context["errors"]) == {"granted", "reason"}
    assert act(zhou, number, "correct", **typed).status_code == 302
    assert f"A-{number}-1" in read(qian, "/desk/money/awards/", waits="correction")
    [waits] = shown(purse, number).corrections
    own = act(zhou, number, "approve", correction=waits.id)
    assert own.status_code == 400
    assert "另一个人" in own.content.decode()

    assert act(qian, number, "decline", correction=waits.id, reason="再核").status_code == 302
    assert act(zhou, number, "correct", **typed).status_code == 302
    second = shown(purse, number).corrections[-1]
    assert act(qian, number, "approve", correction=second.id).status_code == 302
    assert shown(purse, number).row.granted_fen == 5_000_00


def test_what_waits_for_a_budget_asks_again(purse: Purse) -> None:
    line = purse.budget(YEAR, 1)
    number, zhou = purse.grant("wang"), browser("zhou")
    assert "1项待遇等待预算" in read(zhou, "/desk/money/")
    assert f"A-{number}-1" in read(zhou, "/desk/money/awards/", waits="budget")
    purse.budget(YEAR, 1_000_000_00)
    assert act(zhou, number, "budget").status_code == 302
    assert ledgers.balance(line).committed > 0
    assert "等待预算" not in read(zhou, "/desk/money/")


def test_what_is_held_back_says_why_and_can_fall_away(purse: Purse) -> None:
    purse.budget(YEAR, 1_000_000_00)
    number, zhou = purse.grant("wang"), browser("zhou")
    with acting(SYSTEM):
        finding = {"code": "unknown", "zh": "缺合同年限", "en": "no contract", "missing": []}
        Instalment.objects.filter(number=2).update(state="held_back", finding=finding)
    assert "缺合同年限" in read(zhou, "/desk/money/awards/", waits="held")
    none = act(zhou, number, "cancel", reason="")
    assert set(none.context["errors"]) == {"instalment", "reason"}
    assert act(zhou, number, "cancel", instalment="2", reason="不补发").status_code == 302
    assert shown(purse, number).instalments[1].state == "cancelled"


def test_an_external_outcome_is_noted_only_where_a_bank_does_it(purse: Purse) -> None:
    number, zhou = purse.grant("wang"), browser("zhou")
    missing = act(zhou, number, "outcome", kind="loan")
    assert set(missing.context["errors"]) == {"party", "sum", "on"}
    told = {"party": "某银行", "kind": "loan", "sum": "50万", "on": f"{YEAR}-01-02"}
    refused = act(zhou, number, "outcome", **told)
    assert "只有贷款、担保、贴息" in refused.content.decode()


def test_who_may_look_and_who_may_change(purse: Purse) -> None:
    number = purse.grant("wang", place="xiangtan/yuhu")
    address = f"/desk/money/awards/A-{number}-1/"
    assert 'id="doing"' in read(browser("office"), address)
    assert browser("yuhu_finance").get(address).status_code == 200
    citys = purse.grant("li")
    assert browser("yuhu_finance").get(f"/desk/money/awards/A-{citys}-1/").status_code == 404
    assert act(browser("yuhu_finance"), citys, "stop", reason="x").status_code == 404
    assert browser("housing").get(address).status_code in (403, 404)
    assert act(browser("zhou"), "X-1", "suspend", reason="x").status_code == 404
    assert act(browser("zhou"), number, "no-such", reason="x").status_code == 404
    asks = act(browser("zhou", confirmed=False), number, "stop", reason="x")
    assert asks.status_code == 302
    assert shown(purse, number).row.state != "stopped"


# ---------------------------------------------------------------- statements and settings


def test_a_statement_agrees_with_the_fund_and_is_taken_out(purse: Purse) -> None:
    purse.budget(YEAR, 1_000_000_00)
    number, zhou = purse.grant("wang"), browser("zhou")
    page = zhou.get("/desk/money/statement/", {"line": LINE, "at": f"{YEAR}-01-01T08:00"})
    assert page.status_code == 200
    assert page.context["then"] == [("预算", "0元"), ("已支付", "0元"), ("已承诺未付", "0元"),
                                    ("可用", "0元")]  # fmt: skip
    fund = zhou.get(FUND)
    assert page.context["closing"] == fund.context["sums"]
    assert number in page.content.decode()
    sheet = zhou.post(f"/desk/money/statement/?line={LINE}", {"action": "export"})
    rows = sheet_of(sheet)
    assert len(rows) == 1 + len(page.context["rows"])
    assert "应为日期和时间" in read(zhou, "/desk/money/statement/", line=LINE, at="昨天")
    assert zhou.get("/desk/money/statement/", {"line": "none"}).status_code == 404
    assert zhou.post("/desk/money/statement/?line=none", {"action": "export"}).status_code == 404


def test_shares_and_patterns_are_set(purse: Purse) -> None:
    number, zhou = purse.grant("wang"), browser("zhou")
    address = "/desk/money/settings/xiangtan/"
    wrong = zhou.post(address, {"action": "shares", "percent-city": "六十", "valid_until": "x"})
    assert wrong.status_code == 400
    assert set(wrong.context["errors"]) == {"percents", "valid_from", "valid_until"}
    assert 'value="六十"' in wrong.content.decode()
    shares = {"action": "shares", "percent-city": "60", "percent-county": "30",
              "valid_from": f"{YEAR}-01-01"}  # fmt: skip
    assert "正好是100%" in zhou.post(address, shares).content.decode()
    assert zhou.post(address, {**shares, "percent-county": "40"}).status_code == 302
    assert "市级财政" in read(zhou, address)
    assert "6.48万元" in read(zhou, f"/desk/money/awards/A-{number}-1/")

    pattern = {"action": "pattern", "pattern_rule": "art-2-full-time-award"}
    assert zhou.post(address, {**pattern, "pattern": "40/30"}).status_code == 400
    assert zhou.post(address, {**pattern, "pattern": "40/30/30"}).status_code == 302
    assert "40/30/30" in read(zhou, address)
    county = browser("yuhu_finance").post(address, {**pattern, "pattern": "50/50"})
    assert county.status_code == 400
    assert "由市级财政部门" in county.content.decode()
    rules = {"action": "rules", "book": "none", "warns": "101", "carries": ""}
    assert zhou.post(address, rules).status_code == 400
    assert zhou.get("/desk/money/settings/hengyang/").status_code == 404


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_ask_the_database_a_handful_of_times(
    purse: Purse, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    purse.budget(YEAR, 1_000_000_00)
    purse.budget(YEAR, 100, "xiangtan/yuhu", "art-19-rent")
    number = purse.grant("wang")
    purse.grant("li", place="xiangtan/yuhu")
    zhou = browser("zhou")
    zhou.cookies["yanzhen_language"] = language
    for address, most in (
        ("/desk/money/", MOST), (FUND, MOST), (f"{FUND}arrange/", MOST),
        (f"/desk/money/statement/?line={LINE}", MOST), ("/desk/money/awards/", MOST),
        ("/desk/money/awards/?waits=held", MOST), ("/desk/money/instalments/", MOST),
        ("/desk/money/settings/xiangtan/", MOST),
        (f"/desk/money/awards/A-{number}-1/", MOST_ON_AN_AWARD),
    ):  # fmt: skip
        assert zhou.get(address).status_code == 200
        with django_assert_max_num_queries(most):
            zhou.get(address)
