"""A journey through the sandbox: move a slider, run, see the result, name it, export, compare."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_pages import is_too_wide, sized, small_targets

from yanzhen.apps.scenarios.running import Worker

__all__ = ["sized"]
Findings = Callable[[Page], list[str]]
D = "#m-xiangtan-rule-art-19-rent-amount-D"
SLIDER = "[data-slides='m-xiangtan-rule-art-19-rent-amount-D']"


@pytest.fixture
def worker(site: str, tmp_path: Path) -> Iterator[None]:
    """A worker beside the service, on few people."""
    stop = Event()

    def work() -> None:
        Worker(tmp_path, people=2000).work(lambda: not stop.is_set())
        connection.close()

    thread = Thread(target=work)
    thread.start()
    yield
    stop.set()
    thread.join()


def make(page: Page, site: str) -> None:
    page.goto(f"{site}/sandbox/?city=xiangtan")
    page.locator("#rule").select_option("art-19-rent")
    page.get_by_role("button", name="开始改动").click()
    page.wait_for_selector(D)


def run(page: Page) -> None:
    page.get_by_role("button", name="运行").click()
    expect(page.get_by_role("heading", name="结果")).to_be_visible(timeout=60_000)


def test_a_slider_is_moved_and_the_cost_seen(page: Page, site: str, worker: None) -> None:
    make(page, site)
    page.locator(SLIDER).fill("2500")
    expect(page.locator(D)).to_have_value("2500")
    page.locator(D).fill("2000")
    expect(page.locator(SLIDER)).to_have_value("2000")

    run(page)

    expect(page.locator("#outcome")).to_contain_text("从1000元改为2000元")
    expect(page.locator(".point-after").first).to_be_visible()
    expect(page.get_by_role("button", name="运行")).to_be_visible()
    page.get_by_label("情景名称").fill("翻一番")
    page.get_by_role("button", name="保存名称").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("翻一番")
    expect(page.locator("#outcome")).to_contain_text("已完成")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出表格文件").click()
    assert download.value.suggested_filename.endswith(".xlsx")


def test_it_works_without_scripts(browser: Browser, site: str, worker: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    make(page, site)
    expect(page.locator(SLIDER)).to_be_hidden()
    page.locator(D).fill("2000")

    run(page)

    expect(page.locator("#outcome")).to_contain_text("从1000元改为2000元")
    context.close()


def test_the_sandbox_is_accessible_and_fits(
    sized: Page, site: str, axe: Findings, worker: None
) -> None:
    found = []

    def look() -> None:
        for details in sized.locator("details").all():
            details.evaluate("one => one.open = true")
        found.extend(axe(sized))
        found.extend(small_targets(sized))
        if is_too_wide(sized):
            found.append(f"{sized.url}: wider than the screen")

    make(sized, site)
    sized.locator(D).fill("很多")
    sized.get_by_role("button", name="运行").click()
    expect(sized.locator("#refusals")).to_be_focused()
    look()
    sized.locator(D).fill("2000")
    run(sized)
    look()
    sized.get_by_role("button", name="复制一份").click()
    sized.wait_for_load_state()
    run(sized)
    sized.goto(f"{site}/sandbox/")
    look()
    for box in sized.locator("input[name=s]").all():
        box.check()
    sized.get_by_role("button", name="并列比较").click()
    expect(sized.get_by_role("heading", level=1)).to_have_text("两个情景并列")
    look()

    assert found == []
