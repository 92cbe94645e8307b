"""A passkey in a real browser: registered by staff, then a second factor, then the only one.

Chromium's own virtual authenticator stands for the key. The content policy of the service holds:
whatever it stops is noted and fails the test.
"""

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, Role, create_account, give_assignment
from yanzhen.apps.organisations.service import load_organisations, organisation

PASSWORD = "a-long-enough-password"
EMAIL = "clerk@example.cn"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def site(live_server: LiveServer) -> str:
    """The address, with one clerk who has no second factor yet."""
    load_organisations()
    clerk = create_account(email=EMAIL, name="李娜", password=PASSWORD)
    give_assignment(
        acting=SYSTEM, account_id=clerk.pk, role=Role.CLERK,
        organisation_id=organisation("xiangtan").id,
    )  # fmt: skip
    return str(live_server.url)


@pytest.fixture
def stopped() -> list[str]:
    """What the content policy stopped, and faults of scripts."""
    return []


@pytest.fixture
def page(context: BrowserContext, stopped: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda fault: stopped.append(str(fault)))
    page.on(
        "console",
        lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None,
    )
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def enter_password(page: Page, site: str, going_to: str = "/desk/") -> None:
    page.goto(f"{site}/accounts/login/?next={going_to}")
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").click()


def register(page: Page, site: str, *, passwordless: bool = True) -> None:
    enter_password(page, site)
    page.wait_for_url("**/accounts/factors/")
    page.goto(f"{site}/accounts/factors/webauthn/add/")
    if "reauthenticate" in page.url:
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.locator("input[name=name]").fill("办公室的密钥")
    page.locator("input[name=passwordless]").set_checked(passwordless)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda address: "webauthn/add" not in address)


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


@pytest.mark.parametrize("passwordless", [True, False])
def test_staff_register_one_and_use_it_after_the_password(
    page: Page, site: str, stopped: list[str], passwordless: bool
) -> None:
    register(page, site, passwordless=passwordless)
    kept = Account.objects.get(email=EMAIL).authenticator_set.filter(type="webauthn").get()
    assert kept.wrap().name == "办公室的密钥"
    sign_out(page)

    enter_password(page, site)
    page.wait_for_url("**/accounts/factors/authenticate/**")
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/desk/")

    assert page.locator("h1").first.is_visible()
    assert stopped == []


def test_a_passkey_alone_opens_the_desk(page: Page, site: str, stopped: list[str]) -> None:
    register(page, site)
    sign_out(page)

    page.goto(f"{site}/accounts/login/?next=/desk/")
    page.locator("#passkey_login").click()
    page.wait_for_url("**/desk/")

    assert stopped == []


def test_it_confirms_what_needs_a_fresh_confirmation(
    page: Page, site: str, stopped: list[str]
) -> None:
    register(page, site)
    page.goto(f"{site}/accounts/factors/webauthn/reauthenticate/?next=/desk/")

    page.locator("#mfa_webauthn_reauthenticate").click()
    page.wait_for_url("**/desk/")

    assert stopped == []
