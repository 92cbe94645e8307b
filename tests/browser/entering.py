"""How the people of the town come into a browser: signed in, each with a page of her own.

    def test_a_case(town: Town, enter: Enter) -> None:
        enter("clerk").goto("/desk/")

`enter`, `town` and `sized` are fixtures of `conftest`.
"""

from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from tests.access.world import sign_in
from tests.browser.test_pages import is_too_wide, small_targets

from yanzhen.apps.accounts.models import Account

Findings = Callable[[Page], list[str]]


class Enter(Protocol):
    """A page on which somebody has signed in; with no name, a visitor's."""

    def __call__(self, name: str = "", confirmed: bool = True) -> Page: ...


def sign_in_as(context: BrowserContext, name: str, site: str, confirmed: bool = True) -> Page:
    """A page on which somebody of the town has signed in."""
    client, cookie = Client(), settings.SESSION_COOKIE_NAME
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"), confirmed=confirmed)
    value = client.cookies[cookie].value
    context.add_cookies([{"name": cookie, "value": value, "url": site}])
    return context.new_page()


def look(page: Page, site: str, addresses: list[str], axe: Findings) -> list[str]:
    """What is wrong with these pages."""
    found = []
    for address in addresses:
        answer = page.goto(f"{site}{address}")
        assert answer is not None
        assert answer.status == 200, address
        for details in page.locator("details.more").all():
            details.evaluate("one => one.open = true")
        found += [f"{address}: {line}" for line in axe(page)]
        found += [f"{address}: wider than the screen"] if is_too_wide(page) else []
        found += [f"{address}: {one}" for one in small_targets(page)]
    return found
