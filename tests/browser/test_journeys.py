"""Journeys in the browser: an officer files for thirty; another county finds nothing."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import xlsxwriter
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook
from tests.browser.entering import Enter

from yanzhen.apps.accounts.service import acting
from yanzhen.apps.cases import service as cases
from yanzhen.apps.cases.tests.test_files_and_lists import PDF
from yanzhen.apps.cases.tests.test_people import check_digit, employer
from yanzhen.apps.cases.tests.town import ENTITLED, Town, numbered
from yanzhen.apps.policies.service import published_pack
from yanzhen.portal.listing.workbook import XLSX

NUMBER = "证件号码"


def filled(template: bytes) -> bytes:
    """The template with thirty rows; rows 5, 17 and 31 are bad, each in its own way."""
    book = CalamineWorkbook.from_filelike(BytesIO(template))
    heads = [str(head) for head in book.get_sheet_by_index(0).to_python()[0]]
    labels = _labels()
    body = BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as made:
        page = made.add_worksheet("申请")
        page.write_row(0, 0, heads)
        for row in range(1, 31):
            cells = _cells(row) | {labels[name]: value for name, value in _answers(row).items()}
            page.write_row(row, 0, [cells.get(head, "") for head in heads])
    return body.getvalue()


def _cells(row: int) -> dict[str, str]:
    number = check_digit(f"430302199001{1 + row % 28:02}{100 + row}")
    if row == 4:
        number = number[:-1] + ("0" if number[-1] != "0" else "1")
    return {"姓名": f"员工{row:02}", NUMBER: number}


def _answers(row: int) -> dict[str, Any]:
    bad = {16: {"contract_years": "很多"}, 30: {"local_home_purchase": "commercial"}}
    return ENTITLED | bad.get(row, {})


def _labels() -> dict[str, str]:
    facts = published_pack("xiangtan").vocabulary.facts
    return {name: facts[name].label.zh for name in ENTITLED}


def test_an_officer_applies_for_thirty_people_from_a_sheet_with_three_bad_rows(
    town: Town, enter: Enter
) -> None:
    employer(town)
    page = enter("hr")
    page.goto("/employer/")
    page.locator(".page-links").get_by_role("link").click()
    page.goto("/employer/file/?city=xiangtan")
    with page.expect_download() as coming:
        page.locator("a[href$='/rent.xlsx']").click()
    page.select_option("#item", "rent")
    sheet = filled(coming.value.path().read_bytes())
    page.set_input_files("#sheet", {"name": "三十人.xlsx", "mimeType": XLSX, "buffer": sheet})
    page.get_by_role("button", name="预审").click()

    bad = page.locator(".preview-list").first.locator("li").all_inner_texts()
    assert [line.split()[0] for line in bad] == ["第5行", "第17行", "第31行"]
    assert "校验" in bad[0]
    assert "很多" in bad[1] or "合同" in bad[1]
    assert all(page.locator(".preview-list").first.locator(".preview-reason").all_inner_texts())
    page.get_by_role("button", name="提交27人的申请").click()
    assert "已提交27件，未受理3行" in page.inner_text(".page-head")

    with page.expect_download() as coming:
        page.get_by_role("link", name="下载未受理的行").click()
    refused = CalamineWorkbook.from_path(coming.value.path()).get_sheet_by_index(0).to_python()
    assert [(int(str(row).removesuffix(".0")), name) for row, name, _ in refused[1:]] == [
        (5, "员工04"), (17, "员工16"), (31, "员工30"),
    ]  # fmt: skip
    assert all(why for _, _, why in refused[1:])

    page.get_by_role("link", name="查看全部办件").click()
    assert "共27条" in page.inner_text(".list-total")
    page.fill("input[type=search]", "员工07")
    page.get_by_role("button", name="查询").click()
    page.locator(".list-table .look-main a").click()
    assert "员工07" in page.inner_text(".case-head")
    assert "轮到" in page.inner_text(".turn")


def test_a_case_of_another_county_is_as_if_there_were_none(town: Town, enter: Enter) -> None:
    own = town.file("wang", place="xiangtan/yuhu")
    draft = town.draft("li", place="xiangtan/yuetang")
    with acting(town.li) as li:
        asked = cases.form(li, draft).papers[0].wanted.id
        file = cases.upload(li, draft, asked, "合同.pdf", PDF).id
        foreign = cases.submit(li, draft, confirmed=True).number
    there, here = enter("yuetang_clerk"), enter("yuhu_clerk")
    places = [f"/desk/cases/{foreign}/", f"/files/{file}/"]
    absent = [f"/desk/cases/{numbered(999_999)}/", f"/files/{uuid4()}/"]

    for place, nothing in zip(places, absent, strict=True):
        assert there.request.get(place).status == 200
        seen = [_answered(here, one) for one in (place, nothing)]
        assert seen[0] == seen[1]
        assert seen[0][0] == 404
    for place in ("/desk/", "/desk/cases/"):
        there.goto(place)
        assert foreign in there.content()
        here.goto(place)
        assert own in here.content()
        assert foreign not in here.content()
        found = []
        for words in (foreign, numbered(999_999)):
            here.goto(f"{place}?q={words}")
            found.append(here.inner_text(".list-none"))
        assert found[0] == found[1]
    assert _exported(there) == [foreign]
    assert _exported(here) == [own]


def _answered(page: Page, place: str) -> tuple[int, str]:
    """A page without its own address, and without what differs from one answer to the next."""
    answer = page.goto(place)
    assert answer is not None
    shown = page.content()
    for address in (quote(place, safe=""), quote(place), place):
        shown = shown.replace(address, "")
    return answer.status, re.sub(r'(nonce|csrfmiddlewaretoken" value)="[^"]*"', "", shown)


def _exported(page: Page) -> list[str]:
    """The numbers in the sheet of all cases that she sees."""
    page.goto("/desk/cases/")
    with page.expect_download() as coming:
        page.get_by_role("button", name="导出表格").click()
    sheet = CalamineWorkbook.from_path(coming.value.path()).get_sheet_by_index(0).to_python()
    return [str(cell) for row in sheet for cell in row if str(cell).startswith("XIANGTAN-")]
