"""The pages behind the sign-in, as a browser shows them: accessible, and no wider than a phone."""

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Findings, look, sign_in_as

from yanzhen.apps.cases.service import Wanted
from yanzhen.apps.cases.tests.test_people import employer, roster
from yanzhen.apps.cases.tests.test_publicity import published
from yanzhen.apps.cases.tests.town import Town
from yanzhen.portal.listing.workbook import XLSX


@pytest.mark.parametrize("language", ["zh", "en"])
def test_ones_own_pages(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings, language: str
) -> None:
    decided, asked = town.file("wang"), town.file("wang", "wish")
    draft = town.draft("wang", "home")
    town.act("clerk", decided, "accept")
    for reviewer in ("housing", "finance"):
        town.act(reviewer, decided, "review_agree")
    town.act("approver", decided, "approve", decision=Wanted())
    town.act("clerk", asked, "ask_supplement", supplements=("户口簿首页",), reason="看不清")
    page = sign_in_as(sized, "wang", live_server.url)
    page.goto(f"{live_server.url}/my/?lang={language}")

    found = look(
        page, live_server.url,
        ["/my/", "/my/situation/", "/my/notices/", "/apply/xiangtan/rent/",
         f"/my/drafts/{draft}/", f"/my/drafts/{draft}/materials/", f"/my/drafts/{draft}/submit/",
         f"/my/cases/{decided}/", f"/my/cases/{asked}/", f"/my/cases/{asked}/receipt/",
         "/services/", "/services/xiangtan/", "/services/xiangtan/rent/", "/"], axe,
    )  # fmt: skip

    assert found == []


def test_the_pages_of_an_officer_and_of_the_public(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings
) -> None:
    employer(town)
    published(town)
    page = sign_in_as(sized, "hr", live_server.url)

    found = look(
        page, live_server.url,
        ["/employer/", "/employer/file/?city=xiangtan", "/publicity/", "/publicity/xiangtan/"], axe,
    )  # fmt: skip
    page.locator(".list-table .look-main a").first.click()
    found += axe(page)
    page.goto(f"{live_server.url}/employer/file/?city=xiangtan")
    page.set_input_files("#sheet", {"name": "名单.xlsx", "mimeType": XLSX, "buffer": roster()})
    page.get_by_role("button", name="预审").click()
    found += axe(page)
    page.get_by_role("button", name="提交2人的申请").click()
    found += axe(page)

    assert page.inner_text("h1") == "申报结果"
    assert found == []


def test_a_graduate_applies_from_the_calculator(
    sized: BrowserContext, town: Town, live_server: LiveServer
) -> None:
    page = sign_in_as(sized, "wang", live_server.url)
    page.goto(f"{live_server.url}/calculator/xiangtan/?who=person")
    page.evaluate("document.querySelectorAll('#results details').forEach(one => one.open = true)")
    page.locator("details.item:has-text('租房补贴') button:has-text('申请')").first.click()
    page.get_by_role("button", name="开始填写").click()
    page.locator("input[name='a.employment_mode'][value=full_time]").check()
    page.wait_for_selector("#check .mark-yes")
    page.get_by_role("button", name="保存，下一步").last.click()
    page.get_by_role("link", name="下一步").click()
    page.locator("input[name=confirmed]").check()
    page.get_by_role("button", name="提交申请").click()

    assert "XIANGTAN-" in page.inner_text(".receipt")
    page.get_by_role("link", name="查看进度").click()
    assert "轮到" in page.inner_text(".turn")
