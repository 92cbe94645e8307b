"""What clauses cost, what an auditor checks and samples, what somebody finds of her own money."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.service import (
    SYSTEM,
    Role,
    acting,
    actor_of,
    create_account,
    give_assignment,
)
from yanzhen.apps.awards import service as awards
from yanzhen.apps.awards.tests.purse import Purse, build_purse
from yanzhen.apps.awards.tests.test_limits import brought, file
from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import work_off
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.ledgers.tests.town import FUND

COSTS = "/desk/money/costs/"


@pytest.fixture
def purse(db: None) -> Purse:
    return build_purse()


@pytest.fixture
def granted(purse: Purse) -> dict[str, str]:
    """The cases: a rent subsidy of which three months are paid, a county's sum without dates."""
    purse.budget(2026, 1000_0000_00)
    rent = purse.grant("wang")
    purse.pay(rent, 1, 2, 3)
    purse.now("li", introduction_assessment_passed=True)
    plan = purse.grant(
        "li", "full-time", "xiangtan/yuhu", answers={}, wanted=Wanted(amount_fen=80_0000_00)
    )
    return {"rent": rent, "plan": plan}


@pytest.fixture
def town(purse: Purse, granted: dict[str, str]) -> Town:
    """The town with these, an auditor, and others who look."""
    with acting(SYSTEM):
        purse.town.employ("auditor", (Role.AUDITOR, "xiangtan"))
        purse.town.employ("treasurer", (Role.FINANCE, "xiangtan/finance"))
        purse.town.employ("auditor_of_yuhu", (Role.AUDITOR, "xiangtan/yuhu"))
        purse.town.employ("auditor_elsewhere", (Role.AUDITOR, "hengyang"))
    return purse.town


def hired(town: Town, employer: int) -> None:
    """`he`, an officer of an employer."""
    with acting(SYSTEM):
        account = create_account(email="he@example.cn", name="he")
        give_assignment(
            acting=SYSTEM, account_id=account.pk, role=Role.EMPLOYER_HR, employer_id=employer
        )
    town.people["he"] = actor_of(account)


def read(content: bytes) -> list[list[Any]]:
    """The rows of a workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def cells(page: str, name: str) -> list[str]:
    """The figures of a row of the table."""
    row = re.search(rf"<tr><th scope=\"row\"[^>]*>(?:<a [^>]*>)?{name}.*?</tr>", page, re.S)
    assert row, name
    return [re.sub("<[^>]*>", " ", one).strip() for one in re.findall("<td>(.*?)</td>", row[0])]


# ---------------------------------------------------------------- costs


def test_costs_by_rule_lead_to_the_rule_and_compare(town: Town, visit: Visits) -> None:
    page = text(visit("office").get(COSTS))

    granted, paid, rest, before, *counts = cells(page, "高层次人才租房补贴")
    assert (granted, paid, rest) == ("10.8万元", "9000元", "9.9万元")
    assert before.startswith("0元")
    assert "比上年多10.8万元" in before
    assert counts == ["1", "1"]
    assert 'href="/policies/xiangtan/rules/art-19-rent/"' in page
    assert '<svg class="load-picture"' in page


def test_costs_of_a_county_and_by_year(town: Town, visit: Visits) -> None:
    office = visit("office")
    yuhu = next(
        value
        for value, label in re.findall(r'<option value="(\d+)">([^<]*)</option>',
                                       text(office.get(COSTS)))
        if label == "雨湖区"
    )  # fmt: skip

    page = text(office.get(COSTS, {"place": yuhu}))
    years = text(office.get(COSTS, {"by": "year"}))

    assert "高层次人才租房补贴" not in page
    assert cells(page, "全职引进")[2] == "80万元"
    assert cells(years, "2026")[0] == "90.8万元"


@pytest.mark.parametrize("by", ["rule", "clause", "year", "place", "industry", "tier", "employer"])
def test_each_view_opens_and_exports(by: str, town: Town, visit: Visits) -> None:
    office = visit("office")

    assert office.get(COSTS, {"by": by, "year": "all"}).status_code == 200
    answer = office.get(f"{COSTS}costs.xlsx", {"by": by, "year": "all"})

    rows = read(answer.content)
    assert len(rows) >= 2
    granted = rows[0].index("已核定（元）")
    assert sum(one[granted] for one in rows[1:]) == 908_000


def test_small_groups_are_not_counted_for_whoever_sees_no_persons(
    town: Town, visit: Visits
) -> None:
    of_office = text(visit("office").get(COSTS, {"by": "tier"}))
    of_treasurer = text(visit("treasurer").get(COSTS, {"by": "tier"}))
    by_rule = text(visit("treasurer").get(COSTS, {"by": "rule"}))

    assert cells(of_office, "高端人才（C类）")[-2:] == ["2", "2"]
    assert cells(of_treasurer, "高端人才（C类）")[-2:] == ["少于10", "少于10"]
    assert "以免看出是谁" in of_treasurer
    assert cells(by_rule, "高层次人才租房补贴")[-1] == "1"


def test_costs_are_for_those_who_look_over_the_money(town: Town, visit: Visits) -> None:
    for who in ("clerk", "approver", "housing", "wang"):
        assert visit(who).get(COSTS).status_code == 404, who
    assert "80万元" not in text(visit("auditor_elsewhere").get(COSTS))


# ---------------------------------------------------------------- the auditor


def sampled(browser: Client, **given: Any) -> str:
    """The address of a sample that was asked for, and drawn."""
    asked = {"scope": FUND, "size": "2", "seed": "2026-q4", **given}
    answer = browser.post("/desk/audit/", asked)
    assert answer.status_code == 302, text(answer)
    work_off()
    return str(answer.headers["Location"])


def test_an_auditor_checks_seals_balances_and_chains(town: Town, visit: Visits) -> None:
    ledgers.seal_books()
    browser = visit("auditor")
    before = text(browser.get("/desk/audit/"))
    for form in ({"book": FUND}, {"balances": "1"}, {"chain": "xiangtan"}):
        assert browser.post("/desk/audit/", form).status_code == 302
    under_way = text(browser.get("/desk/audit/"))
    work_off()
    after = text(browser.get("/desk/audit/"))

    assert "尚未校验" in before
    assert under_way.count("bar-of-work") == 3
    assert "封存一致" in after
    assert "余额与流水一致" in after
    assert "auditor" in after
    assert "bar-of-work" not in after


def test_a_sample_leads_to_awards_cases_and_movements(
    town: Town, granted: dict[str, str], visit: Visits
) -> None:
    browser = visit("auditor")
    page = text(browser.get(sampled(browser, size="50")))
    again = text(browser.get(sampled(browser, scope="xiangtan", size="50", seed="")))

    assert "2026-q4" in page
    assert f"A-{granted['rent']}-1" in page
    assert f"/desk/cases/{granted['rent']}/" in page
    assert "/desk/money/statement/?line=xiangtan%2Ftalent-fund%2F2026" in page
    assert f"A-{granted['plan']}-1" in again


def test_an_auditor_marks_what_she_looked_at(town: Town, visit: Visits) -> None:
    browser = visit("auditor")
    address = sampled(browser)

    without = browser.post(address, {"place": "1", "outcome": "finding"})
    done = browser.post(address, {"place": "1", "outcome": "finding", "note": "缺少收款凭证"})
    fine = browser.post(address, {"place": "2", "outcome": "checked"})
    page = text(browser.get(address))
    sheet = read(browser.get(f"{address}sample.xlsx").content)

    assert without.status_code == 400
    assert "请写明发现了什么问题" in text(without)
    assert done.headers["Location"].endswith("#item-1")
    assert fine.status_code == 302
    assert "未查0，无异常1，有问题1" in page
    assert [row[-2] for row in sheet[1:]] == ["缺少收款凭证", ""]
    for who in ("auditor_elsewhere", "auditor_of_yuhu"):
        assert visit(who).get(address).status_code == 404, who
        assert visit(who).post(address, {"place": "1", "outcome": "checked"}).status_code == 404


def test_what_is_wrong_with_a_sample_is_said(town: Town, visit: Visits) -> None:
    answer = visit("auditor").post(
        "/desk/audit/", {"scope": FUND, "size": "0", "seed": "a b", "since": "2030-01-01"}
    )

    assert answer.status_code == 400
    assert {"1至500", "种子只能用", "开始日期应早于"} <= {
        one for one in ("1至500", "种子只能用", "开始日期应早于") if one in text(answer)
    }


def test_a_book_shows_its_lines_and_a_statement_what_moved(
    town: Town, granted: dict[str, str], visit: Visits
) -> None:
    browser, line = visit("auditor"), f"{FUND}/2026"
    book = text(browser.get("/desk/audit/book/", {"book": FUND}))
    moved = browser.get("/desk/money/statement/", {"line": line})
    past = browser.get("/desk/money/statement/", {"line": line, "until": "2020-01-01"})

    assert ledgers.balance(line).committed == 10 * 3_000_00
    assert cells(book, line) == ["1000万元", "997万元", "0元", "3万元", "0元"]
    assert "/desk/money/statement/?line=xiangtan%2Ftalent-fund%2F2026" in book
    assert dict(moved.context["closing"])["已承诺未付"] == "3万元"
    assert f"/desk/cases/{granted['rent']}/" in text(moved)
    assert f"/desk/money/awards/A-{granted['rent']}-1/" in text(moved)
    assert {sum_ for _, sum_ in past.context["closing"]} == {"0元"}
    assert browser.get("/desk/audit/book/", {"book": "no/such"}).status_code == 404
    other = visit("auditor_elsewhere").get("/desk/money/statement/", {"line": line})
    assert other.status_code == 404


# ---------------------------------------------------------------- one's own money


def test_my_money_says_what_was_paid_and_what_comes(
    town: Town, granted: dict[str, str], visit: Visits
) -> None:
    page = text(visit("wang").get("/my/money/"))

    assert "已支付9000元" in page
    assert "10.8万元" in page
    assert "3000元已可支付" in page
    assert "查看全部36期" in page
    assert f'id="A-{granted["rent"]}-1"' in page
    assert granted["plan"] not in page
    assert "还没有核定的待遇" in text(visit("yuhu_clerk").get("/my/money/"))


def test_my_money_says_what_keeps_it_back_and_what_to_do(
    town: Town, granted: dict[str, str], purse: Purse, visit: Visits
) -> None:
    number = f"A-{granted['rent']}-1"
    with acting(town.zhou) as zhou:
        awards.suspend(zhou, number, "劳动关系核实中")

    page = text(visit("wang").get("/my/money/"))
    li = text(visit("li").get("/my/money/"))

    assert "已暂停" in page
    assert "请联系受理窗口更新信息" in page
    assert "下次发放：" not in page
    assert "待排期" in li
    assert "政策没有写明发放时间" in li


def test_an_employers_officer_reads_why_it_is_less(town: Town, purse: Purse, visit: Visits) -> None:
    hired(town, purse.agency("引才公司", "yuhu_clerk"))
    file(purse, "yuhu", brought("A", 2026, 1) + brought("B", 2026, 2))
    third = file(purse, "yuhu", brought("B", 2026, 1, "丁"))

    page = text(visit("he").get("/employer/money/"))

    assert f"A-{third}-1" in page
    assert "按条款计算20万元，核定10万元" in page
    assert "少10万元：2026年度封顶 100万元" in page
    assert f"A-{third}-1" not in text(visit("wang").get("/employer/money/"))


def test_the_case_says_what_it_became(town: Town, granted: dict[str, str], visit: Visits) -> None:
    number = f"A-{granted['rent']}-1"

    own = text(visit("wang").get(f"/my/cases/{granted['rent']}/"))
    desk = text(visit("office").get(f"/desk/cases/{granted['rent']}/"))

    assert f'href="/my/money/#{number}"' in own
    assert "核定的待遇" in desk
    assert number in desk


def test_the_link_of_a_notice_leads_to_the_case(
    town: Town, granted: dict[str, str], visit: Visits
) -> None:
    address = f"/cases/{granted['rent']}/"

    assert visit("wang").get(address).headers["Location"] == f"/my{address}"
    assert visit("office").get(address).headers["Location"] == f"/desk{address}"
    assert visit("li").get(address).status_code == 404


def test_every_page_speaks_english(town: Town, visit: Visits) -> None:
    browser, person = visit("auditor"), visit("wang")
    address = sampled(browser)
    places = [
        (browser, COSTS), (browser, "/desk/audit/"), (browser, address),
        (browser, f"/desk/audit/book/?book={FUND}"),
        (browser, f"/desk/money/statement/?line={FUND}/2026"), (person, "/my/money/"),
    ]  # fmt: skip
    for client, place in places:
        client.cookies["django_language"] = "en"
        page = text(client.get(place))
        title = re.search("<h1>(.*?)</h1>", page)
        assert title, place
        assert not re.search("[一-鿿]", title[1]), place
