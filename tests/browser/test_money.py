"""Money's whole way, by the people who handle it, each in a browser of her own.

A monthly rent subsidy pays three months, is suspended when the contract ends, and goes on; a home
purchase is reduced by the rent that was really paid, and claimed back later; an agency's third
award is cut to its year's cap; the fund's page agrees with the statement; an auditor verifies.
"""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Enter

from yanzhen.apps.accounts.service import SYSTEM, Role, acting
from yanzhen.apps.awards.models import Instalment
from yanzhen.apps.awards.tasks import run_recheck
from yanzhen.apps.awards.tests.purse import BUYS, Purse, build_purse
from yanzhen.apps.awards.tests.test_limits import brought, file
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.jobs.service import Report, work_off

FUND = "/desk/money/funds/xiangtan/talent-fund/"
UP_TO_MAY = date(2026, 5, 31)
RECEIPT = ("业务参考号", "户名", "金额", "处理结果", "失败原因")


@pytest.fixture
def purse(live_server: LiveServer, settings: Any, tmp_path: Path) -> Purse:
    settings.MEDIA_ROOT = tmp_path
    return build_purse()


@pytest.fixture
def town(purse: Purse) -> Town:
    """The same people, for `enter`."""
    purse.town.employ("zheng", (Role.AUDITOR, "xiangtan/talent_office"))
    return purse.town


def test_money_from_the_decision_to_the_auditor(purse: Purse, enter: Enter) -> None:
    zhou = enter("zhou")
    budget(zhou, "10000000")
    rent = f"A-{purse.grant('wang')}-1"
    run_recheck(Report())

    account(enter("wang"))
    three_months(enter, rent)
    contract_ends_and_goes_on(purse, zhou, rent)
    home = bought(purse, enter)
    claimed_back(enter, home)
    third_award_is_cut(purse, zhou)
    fund_agrees_with_the_statement(zhou)
    auditor_verifies(enter("zheng"))


def budget(zhou: Page, yuan: str) -> None:
    """Finance enters the year's budget, after a look at what it makes of the fund."""
    zhou.goto(f"{FUND}arrange/")
    zhou.select_option("[name=deed]", "allot")
    zhou.select_option("[name=year]", str(timezone.localdate().year))
    zhou.fill("[name=sum]", yuan)
    zhou.fill("[name=reason]", "年初预算")
    zhou.get_by_role("button", name="核对").click()
    assert "1000万元" in zhou.inner_text("section[aria-labelledby=look-title]")
    zhou.get_by_role("button", name="确认入账").click()
    assert "1000万元" in zhou.inner_text(".load-totals")


def account(wang: Page) -> None:
    """She gives her bank account; the page shows its last digits only."""
    wang.goto("/my/money/account/")
    for name, value in (
        ("holder", "王芳"),
        ("bank", "建设银行湘潭分行"),
        ("number", "6217000012345678901"),
    ):
        wang.fill(f"[name={name}]", value)
    wang.get_by_role("button", name="保存账户").click()
    assert "8901" in wang.inner_text("main")
    assert "6217000012345678901" not in wang.content()


def three_months(enter: Enter, rent: str) -> None:
    """A run up to May: frozen, approved by a second person, exported, answered by the bank."""
    paid(enter, "2026年春租房补贴", UP_TO_MAY)
    wang = enter("wang")
    wang.goto("/my/money/")
    assert "9000元" in wang.inner_text("main")
    zhou = enter("zhou")
    zhou.goto(f"/desk/money/awards/{rent}/")
    assert zhou.locator("tbody .tone-good", has_text="已支付").count() == 3


def paid(enter: Enter, title: str, up_to: date) -> None:
    """A payment run from its opening to the bank's receipt."""
    zhou, qian = enter("zhou"), enter("qian")
    zhou.goto("/desk/money/runs/new/")
    zhou.fill("[name=title]", title)
    zhou.select_option("[name=place]", label="湘潭市")
    zhou.fill("[name=up_to]", up_to.isoformat())
    zhou.get_by_role("button", name="建立批次").click()
    run = zhou.url
    zhou.get_by_role("button", name="冻结到期款项").click()
    work_off()
    zhou.goto(run)
    assert zhou.get_by_role("button", name="复核通过").count() == 0  # not by who made it
    qian.goto(run)
    qian.get_by_role("button", name="复核通过").click()
    zhou.goto(run)
    with zhou.expect_download() as loading:
        zhou.get_by_role("button", name="导出银行文件").click()
    sent = Path(loading.value.path()).read_text(encoding="utf-8-sig")
    zhou.goto(run)
    zhou.set_input_files("[name=upload]", {
        "name": "回单.csv", "mimeType": "text/csv", "buffer": answered(sent),
    })  # fmt: skip
    zhou.get_by_role("button", name="导入回单").click()
    work_off()
    zhou.goto(run)
    assert "已结清" in zhou.inner_text(".case-head")


def answered(sent: str) -> bytes:
    """What the bank says to a file: all of it was paid."""
    told = io.StringIO()
    out = csv.writer(told)
    out.writerow(RECEIPT)
    for row in csv.DictReader(io.StringIO(sent)):
        out.writerow((row["业务参考号"], row["户名"], row["金额（元）"], "成功", ""))
    return told.getvalue().encode("utf-8-sig")


def contract_ends_and_goes_on(purse: Purse, zhou: Page, rent: str) -> None:
    """A month falls due while the contract is too short: suspended; then it goes on."""
    with acting(SYSTEM):
        coming = Instalment.objects.filter(award__number=rent, state="planned").order_by("number")
        Instalment.objects.filter(pk=coming[0].pk).update(due_on=timezone.localdate())
    purse.now("wang", contract_years=1)
    do(zhou, rent, "recheck")
    assert "已暂停" in zhou.inner_text(".case-head")
    assert "合同" in zhou.inner_text(".flag-warn")

    purse.now("wang", contract_years=5)
    do(zhou, rent, "resume", reason="续签合同")
    assert "执行中" in zhou.inner_text(".case-head")


def do(page: Page, award: str, action: str, **typed: str) -> None:
    """An action on an award's page, as she would do it."""
    page.goto(f"/desk/money/awards/{award}/")
    box = page.locator(f"details#{action}")
    box.locator("summary").click()
    for name, value in typed.items():
        box.locator(f"[name={name}]").fill(value)
    box.locator(f"button[value={action}]").click()
    page.wait_for_load_state()


def bought(purse: Purse, enter: Enter) -> str:
    """The home is granted less the three months of rent, and paid."""
    purse.now("wang", local_home_purchase="commercial")
    home = f"A-{purse.grant('wang', 'purchase', answers=BUYS)}-1"
    run_recheck(Report())
    zhou = enter("zhou")
    zhou.goto(f"/desk/money/awards/{home}/")
    assert "9000元" in zhou.inner_text("section[aria-labelledby=cuts-title]")
    assert "49.1万元" in zhou.inner_text(".load-totals")
    paid(enter, "购房补贴", timezone.localdate())
    return home


def claimed_back(enter: Enter, home: str) -> None:
    """Claimed by one person, agreed by another; a part comes back."""
    zhou, qian, wang = enter("zhou"), enter("qian"), enter("wang")
    zhou.goto(f"/desk/money/claims/of/{home}/")
    zhou.select_option("[name=clause]", "19")
    zhou.fill("[name=amount]", "491000")
    zhou.fill("[name=reason]", "房屋已转让")
    zhou.get_by_role("button", name="提出追回").click()
    claim = zhou.url
    qian.goto(claim)
    qian.locator("button[value=approve]").click()
    wang.goto("/my/claims/")
    assert "49.1万元" in wang.inner_text("main")
    zhou.goto(claim)
    zhou.locator("summary", has_text="登记收到的退回款").click()
    for name, value in (
        ("amount", "100000"),
        ("on", timezone.localdate().isoformat()),
        ("reference", "回单 7"),
    ):
        zhou.fill(f"[name={name}]", value)
    zhou.locator("button[value=receive]").click()
    assert "39.1万元" in zhou.inner_text("main")


def third_award_is_cut(purse: Purse, zhou: Page) -> None:
    """50 and 45 of the agency's 100 a year are given: five are left for the third."""
    purse.agency("引才公司", "yuhu_clerk", "yuetang_clerk")
    file(purse, "yuhu", brought("A", 2026, 1))
    file(purse, "yuhu", brought("B", 2026, 2) + brought("C", 2026, 1, "丙"))
    third = file(purse, "yuetang", brought("B", 2026, 1, "丁"))

    zhou.goto(f"/desk/money/awards/A-{third}-1/")

    cut = zhou.inner_text("section[aria-labelledby=cuts-title]")
    assert "15万元" in cut
    assert "100万元" in cut
    assert "5万元" in zhou.inner_text(".load-totals")


def fund_agrees_with_the_statement(zhou: Page) -> None:
    """What the fund's page says of the year, the statement ends with."""
    zhou.goto(FUND)
    fund = pairs(zhou, "dl.load-totals")
    zhou.locator("section[aria-labelledby=lines-title] tbody a").first.click()
    end = pairs(zhou, "section[aria-labelledby=closing-title] dl")
    assert end == fund
    assert end["已支付"] == "40万元"  # 9,000 of rent, 491,000 for the home, 100,000 came back


def auditor_verifies(zheng: Page) -> None:
    """The balances are what the movements come to, and the seals hold."""
    zheng.goto("/desk/audit/")
    zheng.get_by_role("button", name="重新核对全部余额").click()
    work_off()
    zheng.goto("/desk/audit/")
    zheng.locator("button[value='xiangtan/talent-fund']").click()
    work_off()
    zheng.goto("/desk/audit/")
    books = zheng.locator("section[aria-labelledby=books-title]")
    assert books.locator("use[href$='#circle-check']").count() == 2
    assert books.locator("use[href$='#alert-triangle']").count() == 0


def pairs(page: Page, where: str) -> dict[str, str]:
    """Labels and values of a list of pairs."""
    there = page.locator(where)
    labels, values = there.locator("dt").all_inner_texts(), there.locator("dd").all_inner_texts()
    return dict(zip(labels, values, strict=True))
