"""Every page as a browser shows it: accessible, and no wider than the screen."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.calculator import NEWCOMER, answer_all, arrive

PAGES = [
    "/",
    "/calculator/xiangtan/",
    "/calculator/xiangtan/?who=employer",
    "/compare/",
    "/policies/xiangtan/",
    "/policies/xiangtan/rules/art-2-flexible-award/",
    "/policies/xiangtan/rules/art-19-first-home/",
    "/policies/xiangtan/documents/liancheng/",
    "/policies/xiangtan/tiers/",
    "/no/such/page",
]
Findings = Callable[[Page], list[str]]


@pytest.fixture(params=[390, 1280])
def sized(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page as wide as a phone, then as a desk's screen."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 844}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def is_too_wide(page: Page) -> bool:
    script = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(script))


def small_targets(page: Page) -> list[str]:
    """Buttons, boxes and stand-alone links less than 44 pixels high (links in a text may be)."""
    script = """() => [...document.querySelectorAll(
        "button, summary, select, input:not([type=hidden]), .tabs a, .filter a, .btn, .answer"
    )].filter(one => one.offsetParent && !one.closest(".visually-hidden")
        && !one.matches(".answer input, .tile input, .list-pick input, .entry-head input")
        && !one.matches(".choices input")
        && one.getBoundingClientRect().height < 44).map(one => one.outerHTML.slice(0, 120))"""
    return list(page.evaluate(script))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_accessible_and_fit(sized: Page, site: str, axe: Findings, language: str) -> None:
    found = []
    for address in PAGES:
        mark = "&" if "?" in address else "?"
        sized.goto(f"{site}{address}{mark}lang={language}")
        for details in sized.locator("details").all()[:6]:
            details.evaluate("one => one.open = true")
        found += [f"{address}: {line}" for line in axe(sized)]
        if is_too_wide(sized):
            found.append(f"{address}: wider than the screen")

    assert found == []


def test_the_calculator_with_results_is_accessible_and_fits(
    sized: Page, site: str, axe: Findings
) -> None:
    arrive(sized, site, NEWCOMER)
    for details in sized.locator("details").all():
        details.evaluate("one => one.open = true")

    assert axe(sized) == []
    assert not is_too_wide(sized)


def test_a_finger_finds_its_targets(phone: Page, site: str) -> None:
    found = []
    for address in PAGES:
        phone.goto(f"{site}{address}")
        found += small_targets(phone)

    assert found == []


def test_a_page_asks_no_other_host_and_breaks_no_rule_of_its_own(page: Page, site: str) -> None:
    requests, complaints = [], []
    page.on("request", lambda request: requests.append(request.url))
    # htmx itself notes in the console that a turn has taken the place of a request for results.
    page.on("console", lambda one: None if "htmx:" in one.text else complaints.append(one.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{site}/calculator/xiangtan/")
    answer_all(page, NEWCOMER, until="host_kind")

    assert [url for url in requests if not url.startswith((site, "data:"))] == []
    assert complaints == []
