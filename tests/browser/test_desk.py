"""The pages of the desk, as a browser shows them: accessible, and no wider than a phone."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer
from tests.access.world import sign_in
from tests.browser.test_pages import is_too_wide, small_targets
from tests.inside.test_desk import make_late
from tests.inside.test_desk_people import ID_CARD, enrol

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import Role
from yanzhen.apps.cases.tests.town import Town, build_town

Findings = Callable[[Page], list[str]]


@pytest.fixture
def town(live_server: LiveServer) -> Town:
    return build_town()


@pytest.fixture(params=[390, 1280])
def sized(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A browser as wide as a phone, then as a desk's screen."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 844}, reduced_motion="reduce"
    )
    yield context
    context.close()


def sign_in_as(context: BrowserContext, name: str, site: str) -> Page:
    """A page on which somebody of the town has signed in."""
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])
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


def fill(town: Town) -> tuple[str, str, int]:
    """Cases in several states; the one to approve, the one to accept, somebody's file."""
    approving, waiting = town.file("wang"), town.file("li")
    town.act("clerk", approving, "accept")
    for reviewer in ("housing", "finance"):
        town.act(reviewer, approving, "review_agree", opinion="情况属实，同意。")
    town.file("li", "wish")
    make_late(waiting)
    key = enrol("欧阳明月", ID_CARD)
    town.employ("all", (Role.CLERK, "xiangtan/hr_bureau"), (Role.REVIEWER, "xiangtan/finance"),
                (Role.TALENT_OFFICE, "xiangtan/talent_office"),
                (Role.APPROVER, "xiangtan/talent_office"), (Role.AUDITOR, "xiangtan"))  # fmt: skip
    return approving, waiting, key


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_is_for_everybody_and_every_screen(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings, language: str
) -> None:
    approving, waiting, key = fill(town)
    page = sign_in_as(sized, "all", live_server.url)
    page.goto(f"{live_server.url}/desk/?lang={language}")

    found = look(
        page, live_server.url,
        ["/desk/", "/desk/cases/", f"/desk/cases/{approving}/", f"/desk/cases/{waiting}/",
         "/desk/load/", "/desk/publicity/", "/desk/people/", f"/desk/people/{key}/",
         "/desk/people/alike/", "/desk/import/", "/desk/registers/", "/desk/away/",
         "/desk/terms/", f"/desk/log/?q={approving}"], axe,
    )  # fmt: skip

    assert found == []


def test_many_are_accepted_with_the_keyboard(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings
) -> None:
    number = town.file("wang")
    page = sign_in_as(sized, "clerk", live_server.url)
    page.goto(f"{live_server.url}/desk/")

    page.locator(f'input[name=row][value="{number}"]').focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="受理", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".preview-list")
    assert axe(page) == []
    assert not is_too_wide(page)
    page.get_by_role("button", name="受理：1件").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice-good")

    assert number not in page.content()
