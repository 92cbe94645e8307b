"""From a supplement to the decision: two departments, publicity, an objection, in the browser."""

from datetime import timedelta

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.utils import timezone
from playwright.sync_api import Page
from tests.access.world import SECRET
from tests.browser.entering import Enter

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting, give_second_factor
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.models import Publicity, Work
from yanzhen.apps.cases.tests.test_files_and_lists import PDF
from yanzhen.apps.cases.tests.test_time import promise
from yanzhen.apps.cases.tests.town import Town


def do(page: Page, number: str, verb: str, **filled: str) -> None:
    """One action on the page of a case, with what its form asks for."""
    page.goto(f"/desk/cases/{number}/")
    form = page.locator("#doing form").filter(
        has=page.get_by_role("button", name=verb, exact=True, include_hidden=True)
    )
    if form.evaluate("one => Boolean(one.closest('details'))"):
        form.evaluate("one => { one.closest('details').open = true }")
    for name, value in filled.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name=verb, exact=True).click()


def done(page: Page) -> None:
    page.wait_for_selector("text=已办理。")


def code() -> str:
    """What her authenticator shows now."""
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


def test_a_case_goes_from_a_supplement_to_the_decision(town: Town, enter: Enter) -> None:
    promise(town, 20)
    promise(town, 3, stage="review")
    promise(town, 5, stage="publicity", item="rent")
    number = town.file("wang")
    supplemented(enter, number)
    reviewed(enter, number)
    objection = objected(enter, number)
    stopped(enter, number)
    dismissed(enter, objection)
    decided(enter, number)


def supplemented(enter: Enter, number: str) -> None:
    """The clerk asks for a paper and the clock stands still; the applicant sends it."""
    clerk, wang = enter("clerk"), enter("wang")
    do(clerk, number, "一次性告知补正", supplements="户口簿首页")
    done(clerk)
    wang.goto(f"/my/cases/{number}/")
    assert "轮到您" in wang.inner_text(".turn")
    assert "计时暂停" in wang.inner_text(".turn")
    wang.set_input_files(
        "#supplement-1", {"name": "户口簿.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    wang.get_by_role("button", name="提交补正").click()
    done(wang)
    assert "轮到您" not in wang.inner_text(".turn")
    do(clerk, number, "受理")
    done(clerk)


def reviewed(enter: Enter, number: str) -> None:
    """Two departments at the same time; one of them is late, and everybody sees it."""
    housing, finance, office = enter("housing"), enter("finance"), enter("office")
    past = timezone.localdate() - timedelta(days=30)
    with acting(SYSTEM):
        late = Work.objects.filter(case__number=number, department__unit="finance")
        due = {"due_on": past + timedelta(days=5), "yellow_on": past + timedelta(days=4)}
        assert late.update(opened_on=past, **due) == 1
    do(housing, number, "审核同意")
    finance.goto("/desk/")
    badge = finance.locator("tr", has_text=number).locator(".tone-due-red")
    assert "逾期" in badge.inner_text() or "已于" in badge.inner_text()
    calm = finance.locator("h1").evaluate("one => getComputedStyle(one).color")
    assert badge.evaluate("one => getComputedStyle(one).color") != calm
    office.goto("/desk/load/")
    line = office.locator("#load-unit ~ .scroll tr", has=office.locator(".load-late-figure"))
    assert line.count() == 1
    assert "财政" in line.inner_text()
    assert office.locator(".load-picture .load-piece-late").count() >= 1
    do(finance, number, "审核同意")


def objected(enter: Enter, number: str) -> str:
    """The office publishes; a visitor reads how long it stays, and objects."""
    office, visitor = enter("office"), enter()
    do(office, number, "发布公示")
    done(office)
    visitor.goto("/publicity/xiangtan/")
    assert "还有" in visitor.inner_text(".list-table")
    assert number not in visitor.content()
    visitor.get_by_role("link", name="wang").click()
    for field, said in (("name", "赵六"), ("contact", "电话联系"), ("text", "他在本地有住房")):
        visitor.fill(f"#{field}", said)
    visitor.get_by_role("button", name="提交异议").click()
    assert visitor.inner_text("h1") == "异议已收到"
    return visitor.inner_text(".lead").split("：")[1].split("，")[0]


def stopped(enter: Enter, number: str) -> None:
    """The period is over, and still nobody can approve."""
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting(SYSTEM):
        Publicity.objects.filter(case__number=number).update(
            starts_on=yesterday - timedelta(days=7), ends_on=yesterday
        )
    assert cases.settle()[0] == 0
    approver = enter("approver")
    approver.goto(f"/desk/cases/{number}/")
    assert "公示中" in approver.content()
    assert approver.get_by_role("button", name="批准", exact=True, include_hidden=True).count() == 0


def dismissed(enter: Enter, objection: str) -> None:
    """The clerk takes the objection in, departments examine it, the approver concludes."""
    clerk, approver = enter("clerk"), enter("approver")
    do(clerk, objection, "受理")
    done(clerk)
    for name in ("housing", "finance"):
        reviewer = enter(name)
        do(reviewer, objection, "提出核查意见", opinion="经核查没有住房登记")
    do(approver, objection, "异议不成立", reason="经核查没有住房登记")
    done(approver)


def decided(enter: Enter, number: str) -> None:
    """Another person than the clerk decides, after she showed again who she is."""
    assert cases.settle()[0] == 1
    clerk, wang = enter("clerk"), enter("wang")
    clerk.goto(f"/desk/cases/{number}/")
    assert clerk.get_by_role("button", name="批准", exact=True, include_hidden=True).count() == 0
    give_second_factor(
        account_id=Account.objects.get(email="approver@example.cn").pk, secret=SECRET
    )
    approver = enter("approver", confirmed=False)
    do(approver, number, "批准")
    assert "reauthenticate" in approver.url
    approver.fill("input[name=code]", code())
    approver.keyboard.press("Enter")
    approver.wait_for_url("**/confirm/")
    assert f"批准 {number}" in approver.inner_text(".held")
    assert approver.input_value("[name=opinion], [name=amount]") == ""
    approver.get_by_role("button", name="确认提交").click()
    approver.wait_for_selector(".decision")
    wang.goto(f"/my/cases/{number}/")
    said = wang.inner_text(".decision")
    assert "予以批准" in said
    assert "10.8万元" in said
    assert "第19条" in said
