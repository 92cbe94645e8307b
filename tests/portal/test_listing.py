"""Lists: what an address asks for is what is shown, in a stable order, and what a sheet holds."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from python_calamine import CalamineWorkbook

from yanzhen.portal.listing.columns import Cell, Column, Filter, Listing
from yanzhen.portal.listing.shown import Shown, show
from yanzhen.portal.listing.source import MOST_COUNTED, Held
from yanzhen.portal.listing.wanted import Wanted
from yanzhen.portal.listing.workbook import guarded, workbook


@dataclass(frozen=True)
class Paper:
    number: int
    name: str
    due: date
    state: str


PAPERS = [
    Paper(n, f"衡阳{n:03}", date(2026, 12, 1 + n % 3), "open" if n % 2 else "closed")
    for n in range(60)
]
LISTING = Listing[Paper](
    "papers",
    columns=(
        Column("name", "brand", lambda one, _: Cell(one.name, f"/p/{one.number}"), "name", "main"),
        Column("due", "shell_todo", lambda one, _: Cell(str(one.due), sheet=one.due), "due"),
        Column("number", "shell_more", lambda one, _: Cell(str(one.number), sheet=one.number)),
    ),
    filters=(Filter("state", "yes", lambda _: [("open", "未办"), ("closed", "已办")]),),
    searched="list_find",
    order="due",
    key=lambda one: str(one.number),
)
SOURCE = Held(
    PAPERS,
    orders={"name": lambda one: one.name, "due": lambda one: one.due},
    filters={"state": lambda one, value: one.state == value},
    search=lambda one: one.name,
)


def shown(query: str) -> Shown:
    return show(LISTING, SOURCE, Wanted.of(LISTING, QueryDict(query)), "zh")


def names(query: str) -> list[str]:
    return [line.name for line in shown(query).lines]


def test_every_row_stands_on_one_page_and_no_other() -> None:
    pages = [name for page in (1, 2, 3) for name in names(f"page={page}")]

    assert len(pages) == len(PAPERS)
    assert set(pages) == {one.name for one in PAPERS}
    assert pages[:2] == ["衡阳000", "衡阳003"]


def test_search_filter_and_order_together() -> None:
    found = names("q=衡阳00&state=open&sort=-name")

    assert found == ["衡阳009", "衡阳007", "衡阳005", "衡阳003", "衡阳001"]


def test_the_address_keeps_it_all() -> None:
    found = shown("q=衡阳&state=open&sort=-name&size=50&utm=x")

    assert QueryDict(found.query).dict() == {
        "q": "衡阳", "state": "open", "sort": "-name", "size": "50",
    }  # fmt: skip
    assert [head.sorted for head in found.headings] == ["descending", "", ""]
    assert QueryDict(found.headings[0].query).get("sort") == "name"


@pytest.mark.parametrize("query", ["page=99", "page=-1", "page=x", "sort=secret", "size=7", "q="])
def test_what_is_not_offered_is_passed_over(query: str) -> None:
    assert 0 < len(names(query)) <= 25


def test_nothing_found_says_so() -> None:
    found = shown("q=杭州")

    assert (found.total, found.lines) == ("共0条", ())
    assert found.empty == "没有符合条件的内容。"


def test_a_long_count_ends() -> None:
    many = Held([PAPERS[0]] * (MOST_COUNTED + 5))

    assert show(LISTING, many, Wanted(), "zh").total.startswith("超过3,000条")


def test_the_sheet_holds_all_pages_and_no_formula() -> None:
    rows = [*PAPERS, Paper(99, '=HYPERLINK("http://x")', date(2026, 1, 2), "open")]
    content = workbook(LISTING, Held(rows), Wanted(page=2), "zh")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert sheet[0] == ["雁阵", "待办", "更多"]
    assert len(sheet) == len(rows) + 1
    assert sheet[-1] == ['\'=HYPERLINK("http://x")', date(2026, 1, 2), 99]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "＝1", " =1", "\n=1"])
def test_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_the_page_has_a_table_that_can_be_sorted_and_picked() -> None:
    verb: dict[str, Any] = {"id": "accept", "label": "受理", "icon": "check"}
    page = render_to_string(
        "portal/listing/list.html",
        {"list": shown("sort=-name"), "verbs": [verb], "exports": True, "list_title": "办件"},
    )

    assert page.count('name="row"') == 25
    assert 'aria-sort="descending"' in page
    assert 'href="/p/59"' in page
    assert page.count('value="export"') == 1
