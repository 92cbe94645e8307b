"""The browser tests: Debian's chromium against a running service.

    def test_start(page: Page, live_server: LiveServer) -> None:
        page.goto(live_server.url)

`phone` is a page of a phone's width, `sized` a browser as wide as a phone, then as a desk's screen;
`axe(page)` gives the serious accessibility findings; `site` is the address of a service that has
published the packs of the disk; `enter("clerk")` is a page of somebody of the `town`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Enter, sign_in_as

from yanzhen.apps.cases.tests.town import Town, build_town
from yanzhen.apps.policies.service import publish_packs_from_disk

# Playwright's loop runs in the test's thread, and Django would take it for a caller without one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

HERE = Path(__file__).parent
CHROMIUM = next(
    filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("no chromium: sudo apt-get install chromium fonts-noto-cjk")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # chromium's own refuses root
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [*sandbox, "--disable-dev-shm-usage"],
    }


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide as a phone, with a finger instead of a mouse."""
    context = browser.new_context(
        viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


@pytest.fixture(params=[390, 1280])
def sized(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser as wide as a phone, then as a desk's screen."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 844}, reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def town(live_server: LiveServer, settings: Any, tmp_path: Path) -> Town:
    """People with posts and rules in force, behind a running service."""
    settings.MEDIA_ROOT = tmp_path
    return build_town()


@pytest.fixture
def enter(browser: Browser, town: Town, live_server: LiveServer) -> Iterator[Enter]:
    """A browser of her own for each of them."""
    contexts: list[BrowserContext] = []

    def entered(name: str = "", confirmed: bool = True) -> Page:
        context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
        contexts.append(context)
        if not name:
            return context.new_page()
        return sign_in_as(context, name, live_server.url, confirmed)

    yield entered
    for context in contexts:
        context.close()


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address of a running service with the packs published."""
    publish_packs_from_disk()
    return str(live_server.url)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """The accessibility findings of a page that are serious or critical, one line each."""

    def findings(page: Page) -> list[str]:
        violations = Axe().run(page).response["violations"]
        return [
            f"{found['id']}: {found['help']} {[node['target'] for node in found['nodes']]}"
            for found in violations
            if found["impact"] in {"serious", "critical"}
        ]

    return findings
