"""Journeys through the calculator in a browser."""

import re

from playwright.sync_api import Browser, Page, expect
from tests.browser.calculator import (
    NEWCOMER,
    XIANGTAN,
    answer,
    answer_all,
    arrive,
    asked,
    card,
    go_on,
    rest,
    totals,
)


def test_a_newcomer_of_tier_a_gets_the_right_answer(page: Page, site: str) -> None:
    """Article 2: up to 500万元 after an assessment. Article 19: 10000元 a month for 36 months."""
    page.goto(site)
    page.get_by_role("radio", name="湘潭市").check()
    page.get_by_role("button", name="开始测算").click()
    page.wait_for_url("**/calculator/xiangtan/?who=person")

    answer_all(page, NEWCOMER)

    assert totals(page) == ["36万元", "0元", "0元"]
    assert "36万元" in card(page, "art-19-rent")
    assert "最高500万元" in card(page, "art-2-full-time-award")
    assert page.locator("#section-decision #item-art-2-full-time-award").count() == 1

    page.get_by_role("button", name="已有评定结果").click()
    rest(page)
    answer(page, "introduction_assessment_passed", "yes")
    go_on(page)

    assert totals(page) == ["36万元", "500万元", "0元"]


def test_results_follow_while_one_answers(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)

    answer(page, "recognised_tier", "B")

    expect(page.locator(".tier-value")).to_have_text("领军人才（B类）")
    expect(page.locator("#announce")).to_contain_text("结果已更新")
    assert asked(page) == ["recognised_tier"]


def test_an_opened_result_stays_open(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)
    page.locator("#item-art-2-full-time-award > summary").click()

    answer(page, "recognised_tier", "B")
    expect(page.locator(".tier-value")).to_have_text("领军人才（B类）")

    expect(page.locator("#item-art-2-full-time-award")).to_have_attribute("open", "")
    expect(page.locator("#item-art-2-full-time-award")).to_contain_text("最高300万元")


def test_going_on_shows_the_next_questions_from_their_beginning(phone: Page, site: str) -> None:
    phone.goto(site + XIANGTAN)

    for _ in range(4):
        go_on(phone)
        title = phone.locator("#questions-title")
        expect(title).to_be_focused()
        expect(title).to_be_in_viewport()


def test_a_slip_is_told_at_the_field(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)
    answer_all(page, NEWCOMER, until="contract_years")

    answer(page, "contract_years", "很久")
    page.locator("#questions h2").click()

    error = page.locator("#q-contract_years-error")
    expect(error).to_have_text("请填写数字，例如 3 或 2.5。")
    expect(page.locator("#q-contract_years")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#q-contract_years")).to_have_value("很久")


def test_an_award_is_found_by_typing_and_brings_its_own_questions(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)
    answer_all(page, {}, until="honours")
    answer(page, "honours", "some")
    rest(page)

    page.get_by_role("searchbox").fill("诺贝尔")
    options = page.locator("#q-honours-0-award option").all_inner_texts()
    assert options[1:] == ["诺贝尔奖"]
    page.get_by_role("searchbox").fill("科学技术进步")
    page.locator("#q-honours-0-award").select_option("national_science_progress_award")
    expect(page.locator("#q-honours-0-rank")).to_be_visible()
    page.locator("#q-honours-0-grade").select_option("first")
    rest(page)
    page.locator("#q-honours-0-rank").fill("2")
    page.locator("#q-honours-0-rank").press("Tab")

    expect(page.locator(".tier-value")).to_have_text("顶尖人才（A类）")


def test_an_answer_can_be_changed(page: Page, site: str) -> None:
    arrive(page, site, NEWCOMER)

    page.locator("#given > summary").click()
    page.get_by_role("button", name="修改：劳动合同期限").click()
    expect(page.locator("#q-contract_years")).to_have_value("3")
    answer(page, "contract_years", "2")
    go_on(page)

    assert totals(page)[0] == "0元"
    expect(page.locator("#section-near #item-art-19-rent")).to_contain_text("现为2年，需不少于3年")


def test_the_keyboard_is_enough(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "a.recognised_tier":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#questions-title")).to_be_focused()
    assert asked(page) != ["recognised_tier"]

    expect(page.locator(".tier-value")).to_have_text("顶尖人才（A类）")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.parentElement.id") == "item-art-2-full-time-award":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#item-art-2-full-time-award .marks")).to_be_visible()


def test_switching_the_language_keeps_the_answers(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)
    answer_all(page, NEWCOMER, until="contract_years")

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".tier-value")).to_have_text("Top talent (A)")
    assert "contract_years" in asked(page)
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator(".tier-value")).to_have_text("顶尖人才（A类）")


def test_a_link_carries_the_situation_past_the_server(browser: Browser, site: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + XIANGTAN)
    answer_all(page, NEWCOMER, until="contract_years")
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator("[data-share-result]")).to_contain_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    context.close()
    assert re.fullmatch(re.escape(site + XIANGTAN) + r"#s=[\w-]+", link)

    elsewhere = browser.new_context().new_page()
    addresses: list[str] = []
    elsewhere.on("request", lambda request: addresses.append(request.url))
    elsewhere.goto(link)

    expect(elsewhere.locator(".tier-value")).to_have_text("顶尖人才（A类）")
    expect(elsewhere.locator("#given")).to_contain_text("新引进")
    assert "#" not in elsewhere.url
    assert not any("#" in address or "s=" in address for address in addresses)
    assert elsewhere.context.cookies() == []
    elsewhere.context.close()


def test_a_broken_link_is_told_in_a_sentence(page: Page, site: str) -> None:
    page.goto(f"{site}{XIANGTAN}#s=bm90LWpzb24")

    expect(page.get_by_role("alert")).to_contain_text("无法识别，请重新填写")


def test_it_works_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + XIANGTAN)

    for fact, value in (("recognised_tier", "A"), ("introduction", "new")):
        for _ in range(20):
            if fact in asked(page):
                break
            page.locator("#questions button[value=next]").click()
        answer(page, fact, value)
    page.locator("#questions button[value=next]").click()

    expect(page.locator(".tier-value")).to_have_text("顶尖人才（A类）")
    expect(page.locator("#item-art-19-apartment")).to_be_visible()
    context.close()


def test_printing_shows_the_results_and_hides_the_questions(page: Page, site: str) -> None:
    page.goto(site + XIANGTAN)
    page.emulate_media(media="print")

    expect(page.locator("#calculator")).to_be_hidden()
    expect(page.locator(".totals")).to_be_visible()
