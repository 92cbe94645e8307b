"""An employer uses its last seat, and is told so for the next; the office samples what it decided.

By the people who do it, each in a browser of her own: the office authorises, the employer's officer
recognises, the person sees it, the office draws a sample and notes a finding.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Enter, Findings, look, sign_in_as

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.recognition.seats import service
from yanzhen.apps.recognition.seats.tests.works import FIRM, Works, build_works

EMPLOYER, DESK = "/employer/recognition/", "/desk/recognition/seats/"


@pytest.fixture
def works(live_server: LiveServer, settings: Any) -> Works:
    """Hengyang; the employer's first authorisation is ended, so that the office gives a new one."""
    works = build_works()
    works.hire("zhao")
    with acting(works.office) as office:
        service.close(acting=office, key=works.authorisation, reason="上年度（测试）")
    return works


@pytest.fixture
def come(browser: Browser, works: Works, live_server: LiveServer) -> Iterator[Enter]:
    """A browser of her own for each of them."""
    contexts: list[BrowserContext] = []

    def entered(name: str = "", confirmed: bool = True) -> Page:
        contexts.append(browser.new_context(base_url=live_server.url, reduced_motion="reduce"))
        return sign_in_as(contexts[-1], name, live_server.url, confirmed)

    yield entered
    for context in contexts:
        context.close()


def test_the_last_seat_is_used_and_the_next_one_is_refused(come: Enter) -> None:
    office, hr = come("office"), come("hr")
    authorised(office, seats="2")

    recognise(hr, "li")
    assert "还剩 1 个名额" in hr.inner_text("main")
    recognise(hr, "wang")
    assert "本年度名额已用完" in hr.inner_text("section[aria-labelledby=own-title]")
    recognise(hr, "zhao")

    told = hr.inner_text("[role=alert]")
    assert "本年度名额已用完：共授权 2 名，已用 2 名" in told
    assert "请联系" in told
    assert hr.input_value("[name=papers]") == "学术委员会纪要"  # nothing typed is lost
    history = hr.inner_text("section[aria-labelledby=history-title]")
    assert "wang" in history
    assert "zhao" not in history

    office.goto(DESK)
    office.get_by_role("link", name=FIRM).first.click()
    assert office.locator(".load-totals dd").all_inner_texts() == ["2", "2", "0"]
    sampled(office)


def authorised(office: Page, seats: str) -> None:
    """By the form, for the rest of the year."""
    office.goto(DESK)
    office.locator("summary", has_text="授权一个单位").click()
    today = timezone.localdate()
    for name, value in (
        ("employer", FIRM), ("seats", seats), ("scope", "重点学科带头人（测试）"),
        ("basis", "测试文号"), ("valid_from", today.isoformat()),
        ("valid_until", today.isoformat()),
    ):  # fmt: skip
        office.fill(f"[name={name}]", value)
    office.get_by_role("button", name="授权一个单位").click()
    assert "授权中" in office.inner_text(".case-head")


def recognise(hr: Page, name: str) -> None:
    """Her employer's decision on one of its people."""
    hr.goto(EMPLOYER)
    hr.select_option("[name=person]", label=name)
    for field, value in (
        ("decision", f"雁大人（{name}）"), ("reason", "学科带头人"), ("papers", "学术委员会纪要"),
    ):  # fmt: skip
        hr.fill(f"[name={field}]", value)
    hr.get_by_role("button", name="认定一名人才").click()


def sampled(office: Page) -> None:
    """A sample of today's decisions, and a finding."""
    office.goto(f"{DESK}samples/")
    today = timezone.localdate().isoformat()
    for name, value in (("size", "1"), ("since", today), ("until", today), ("seed", "9f2c")):
        office.fill(f"[name={name}]", value)
    office.get_by_role("button", name="抽取").click()
    assert "从2件中抽取1件" in office.inner_text("main")
    office.fill("[name=note]", "缺评审记录")
    office.get_by_role("button", name="有问题").click()
    assert "缺评审记录" in office.inner_text("#item-1")
    office.get_by_role("link", name="打开认定").click()
    assert "R-HENGYANG" in office.inner_text("main")


def test_the_pages_fit_a_phone_and_a_desk_and_everybody(
    works: Works, sized: BrowserContext, live_server: LiveServer, axe: Callable[[Page], list[str]]
) -> None:
    given = works.authorise(2, valid_from=timezone.localdate())
    works.authorisation = given.pk
    works.recognise("li")
    with acting(works.office) as office:
        today = timezone.localdate()
        drawing = service.Drawing("hengyang", today, today, size=3)
        sample = service.draw(acting=office, drawing=drawing).pk
    found: Findings = axe
    site = str(live_server.url)
    addresses = [DESK, f"{DESK}{given.pk}/", f"{DESK}samples/", f"{DESK}samples/{sample}/"]
    assert look(sign_in_as(sized, "office", site), site, addresses, found) == []
    assert look(sign_in_as(sized, "hr", site), site, [EMPLOYER], found) == []
