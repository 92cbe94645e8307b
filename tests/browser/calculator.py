"""A visitor at the calculator: answers the questions as they come, like a person would."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from playwright.sync_api import Page

XIANGTAN = "/calculator/xiangtan/"
AT_REST = "document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling') === null"
# Tier A, newly introduced full time to an enterprise, living in a rented flat.
NEWCOMER = {
    "recognised_tier": "A",
    "introduction": "new",
    "employment_mode": "full_time",
    "host_kind": "enterprise",
    "contract_years": "3",
    "months_worked_locally_per_year": "12",
    "housing_benefit_enjoyed": "no",
    "local_home_purchase": "none",
    "rent_subsidy_months": "36",
}


def arrive(page: Page, site: str, known: Mapping[str, str]) -> None:
    """Come with a link that carries these answers: the fast way to a page with results."""
    line = json.dumps({"who": "person", "given": known}).encode()
    code = urlsafe_b64encode(line).decode().rstrip("=")
    page.goto(f"{site}{XIANGTAN}#s={code}")
    page.wait_for_selector("#given")
    rest(page)


def asked(page: Page) -> list[str]:
    return page.locator("input[name=asked]").input_value().split()


def rest(page: Page) -> None:
    """Wait until nothing is under way between page and service."""
    page.wait_for_function(f"() => {AT_REST}")


def answer(page: Page, fact: str, value: str) -> None:
    """Choose or type one answer."""
    field = page.locator(f'[name="a.{fact}"]')
    if field.first.get_attribute("type") in ("radio", "checkbox"):
        page.locator(f'label:has([name="a.{fact}"][value="{value}"])').click()
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def go_on(page: Page) -> None:
    """Press “continue” and wait for the next questions."""
    before = " ".join(asked(page))
    page.locator("#questions button[value=next]").click()
    page.wait_for_function(
        f"before => document.querySelector('input[name=asked]').value !== before && {AT_REST}",
        arg=before,
    )


def answer_all(page: Page, known: Mapping[str, str], until: str = "") -> None:
    """Answer what is known and pass over the rest, to the end or to a certain question."""
    for _ in range(60):
        facts = asked(page)
        if not facts or until in facts:
            return
        for fact in facts:
            if fact in known:
                answer(page, fact, known[fact])
        go_on(page)
    raise AssertionError("the questions do not end")


def card(page: Page, rule: str) -> str:
    """The text of one result."""
    return page.locator(f"#item-{rule}").inner_text()


def totals(page: Page) -> list[str]:
    return page.locator(".total strong").all_inner_texts()
