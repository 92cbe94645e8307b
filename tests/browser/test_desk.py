"""The pages of the desk, as a browser shows them: accessible, and no wider than a phone."""

import pytest
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer
from tests.browser.entering import Findings, look, sign_in_as
from tests.browser.test_pages import is_too_wide
from tests.inside.test_desk import make_late
from tests.inside.test_desk_people import ID_CARD, enrol
from tests.inside.test_keys import hooked

from yanzhen.apps.accounts.service import Role
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.clients.service import client_of


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


@pytest.mark.parametrize("language", ["zh", "en"])
def test_keys_are_given_and_looked_after_on_every_screen(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings, language: str
) -> None:
    town.employ("keeper", (Role.ADMINISTRATOR, "xiangtan"))
    prefix = hooked(failing=True)[0]
    page = sign_in_as(sized, "keeper", live_server.url)
    page.goto(f"{live_server.url}/desk/?lang={language}")

    found = look(page, live_server.url, ["/desk/keys/", f"/desk/keys/{prefix}/"], axe)
    page.goto(f"{live_server.url}/desk/keys/")
    page.locator("#name").fill("社保系统")
    page.locator("#organisation").select_option("xiangtan")
    page.locator("input[value=clerk]").check()
    page.locator("input[value='cases:read']").check()
    page.locator(".inside-page form button[type=submit]").click()
    secret = page.locator("#secret")
    secret.wait_for()
    found += axe(page)
    found += ["wider than the screen"] if is_too_wide(page) else []
    page.locator("[data-copy=secret]").click()

    assert found == []
    assert client_of(secret.input_value()) is not None
    assert secret.evaluate("one => one.selectionEnd - one.selectionStart") > 40


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


def test_what_is_found_and_what_is_received_is_entered_on_every_screen(
    sized: BrowserContext, town: Town, live_server: LiveServer, axe: Findings
) -> None:
    awaiting, asked = town.file("wang", "card", answers={}), town.file("li")
    town.act("clerk", awaiting, "accept")
    town.act("clerk", asked, "ask_supplement", supplements=("户口簿首页",))
    town.employ("both", (Role.CLERK, "xiangtan/hr_bureau"),
                (Role.REVIEWER, "xiangtan/housing_authority"))  # fmt: skip
    page = sign_in_as(sized, "both", live_server.url)

    found = look(page, live_server.url, [f"/desk/cases/{asked}/", f"/desk/cases/{awaiting}/"], axe)
    page.locator("#findings input[value=yes]").check()
    page.fill("#findings [name=seen]", "证卡原件")
    page.locator("#findings button[type=submit]").click()
    page.wait_for_selector(".notice-good")

    assert found == []
    assert "窗口核验" in page.inner_text("#findings")
