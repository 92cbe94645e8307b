"""The comparison in a browser: from the calculator, on a phone and on a desk."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect
from tests.browser.calculator import NEWCOMER, arrive
from tests.browser.test_pages import is_too_wide, sized, small_targets

__all__ = ["sized"]
Findings = Callable[[Page], list[str]]


def come(page: Page, site: str) -> None:
    arrive(page, site, {**NEWCOMER, "degree": "doctor", "introduction_assessment_passed": "yes"})
    page.get_by_role("button", name="同一情况，看看别的城市").click()
    page.wait_for_url("**/compare/")


def test_the_comparison_is_accessible_and_fits(sized: Page, site: str, axe: Findings) -> None:
    come(sized, site)
    for details in sized.locator("details").all():
        details.evaluate("one => one.open = true")

    assert axe(sized) == []
    assert not is_too_wide(sized)
    assert small_targets(sized) == []


def test_a_ceiling_is_not_drawn_like_a_sum(page: Page, site: str) -> None:
    come(page, site)
    look = "one => getComputedStyle(one).fill"
    sure = page.locator("#city-xiangtan .bar-sure .bar-fill").evaluate(look)
    up_to = page.locator("#city-xiangtan .bar-up_to .bar-fill").evaluate(look)

    assert sure.startswith("rgb")
    assert "hatch" in up_to
    expect(page.locator("#city-changsha .no-sums")).to_contain_text("文件没有金额")
    assert page.locator("#city-changsha .bar").count() == 0


def test_a_shared_link_opens_the_same_comparison(page: Page, site: str) -> None:
    come(page, site)
    page.locator("[data-share]").click()
    link = page.locator("[data-share-result] input").input_value()
    cards = page.locator(".city-cards").inner_text()

    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("#given")).to_be_visible()

    assert page.url == f"{site}/compare/"
    assert page.locator(".city-cards").inner_text() == cards


def test_it_works_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/compare/")
    expect(page.locator(".city-card")).to_have_count(4)
    page.locator("#city-quzhou button").click()
    expect(page).to_have_url(f"{site}/calculator/quzhou/")
    context.close()
