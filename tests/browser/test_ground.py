"""The ground under the browser tests: the service answers, and the browser is a browser."""

from collections.abc import Callable

from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


def test_browser_reaches_the_service(page: Page, live_server: LiveServer) -> None:
    answer = page.goto(f"{live_server.url}/healthz")

    assert answer is not None
    assert answer.status == 200
    assert page.inner_text("body") == "ok"


def test_axe_finds_what_is_wrong(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.set_content("<html lang=zh><title>t</title><main><h1>t</h1><img src=x></main></html>")

    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]


def test_phone_is_narrow(phone: Page) -> None:
    phone.set_content("<meta name=viewport content='width=device-width'>")

    assert phone.evaluate("innerWidth") == 375
