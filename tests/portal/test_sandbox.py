"""The sandbox without scripts: make, move, run, look, keep, compare, export."""

import html
import io
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.portal.test_pages import words_of

from yanzhen.apps.policies.actions import publish_pack
from yanzhen.apps.scenarios.running import Worker
from yanzhen.policy import packs_on_disk, sources_on_disk
from yanzhen.portal.sandbox.export import guarded
from yanzhen.portal.sandbox.outcome import share_of

RENT = "c.xiangtan.rule.art-19-rent"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def city() -> None:
    publish_pack(acting_user="clerk", sources=sources_on_disk(packs_on_disk(), "xiangtan"))


def make(client: Client, name: str = "提高租房补贴", rule: str = "art-19-rent") -> str:
    """The address of a new scenario."""
    answer = client.post("/sandbox/", {"city": "xiangtan", "rule": rule, "name": name})
    assert answer.status_code == 302
    return answer.headers["Location"]


def run(client: Client, address: str, folder: Path, **moves: str) -> None:
    posted = {f"{RENT}.{name}": value for name, value in moves.items()}
    assert client.post(address, {"action": "run", **posted}).status_code == 302
    assert Worker(folder, people=2000).step()


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return html.unescape(answer.content.decode())


def test_looking_leaves_no_cookie_and_making_leaves_one_no_script_can_read(client: Client) -> None:
    client.get("/sandbox/")
    assert "yanzhen_sandbox" not in client.cookies

    make(client)

    cookie = client.cookies["yanzhen_sandbox"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_field_for_each_figure_with_its_unit_and_what_the_document_says(client: Client) -> None:
    page = read(client, make(client))

    assert re.search(r'type="range"[^>]*min="0" max="30000"[^>]*value="10000"', page)
    assert re.search(
        rf'name="{RENT}\.amount\.A" type="text" inputmode="decimal" value="10000"', page
    )
    assert "文件规定：1万元" in page
    assert re.search(rf'type="radio" name="{RENT}\.enabled" value="true" checked', page)
    assert "第19条" in page


def test_a_run_ends_in_sums_curves_and_counts_marked_as_invented(
    client: Client, tmp_path: Path
) -> None:
    address = make(client)
    run(client, address, tmp_path, **{"amount.D": "2000"})

    page = read(client, address)

    assert "从1000元改为2000元" in page
    assert '<polyline class="line line-after"' in page
    assert page.count("虚构数据") >= 4
    assert "确定发放" in page
    assert "最高限额" in page
    assert "已完成" in page


def test_the_progress_is_asked_for_until_the_run_is_over(client: Client, tmp_path: Path) -> None:
    address = make(client)
    client.post(address, {"action": "run", f"{RENT}.amount.D": "2000"})

    assert 'hx-trigger="load delay' in read(client, f"{address}progress/")
    Worker(tmp_path, people=300).step()

    part = read(client, f"{address}progress/")
    assert "hx-trigger" not in part
    assert 'hx-swap-oob="true"' in part


def test_a_run_can_be_cancelled(client: Client, tmp_path: Path) -> None:
    address = make(client)
    client.post(address, {"action": "run"})
    client.post(address, {"action": "cancel"})

    assert "已取消" in read(client, address)
    assert not Worker(tmp_path, people=300).step()


def test_slips_are_told_all_at_once_beside_their_fields(client: Client) -> None:
    address = make(client)

    answer = client.post(
        address, {"action": "run", f"{RENT}.amount.A": "很多", f"{RENT}.amount.D": "-1"}
    )

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    assert "有2处填写有误" in page
    assert 'value="很多"' in page
    assert page.count('aria-invalid="true"') == 2
    assert "请填写数字" in page


def test_a_name_is_kept_and_an_empty_one_is_refused(client: Client) -> None:
    address = make(client)

    assert client.post(address, {"action": "rename", "name": "  "}).status_code == 400
    client.post(address, {"action": "rename", "name": "<b>新名</b>"})

    assert "&lt;b&gt;新名&lt;/b&gt;" in client.get("/sandbox/").content.decode()


def test_another_browser_looks_by_the_link_and_changes_nothing(client: Client) -> None:
    address = make(client)
    other = Client()

    page = read(other, address)
    assert "只能查看" in page
    assert 'name="action" value="run"' not in page
    assert other.post(address, {"action": "rename", "name": "改名"}).status_code == 404
    assert other.post(address, {"action": "delete"}).status_code == 404
    assert "提高租房补贴" not in read(other, "/sandbox/")

    copied = other.post(address, {"action": "copy"})
    assert copied.headers["Location"] != address
    assert 'value="run"' in read(other, copied.headers["Location"])


def test_a_forged_cookie_is_nobodys(client: Client) -> None:
    make(client)
    client.cookies["yanzhen_sandbox"] = "forged:1:signature"

    assert "提高租房补贴" not in read(client, "/sandbox/")


def test_a_post_from_elsewhere_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/sandbox/", {"city": "xiangtan", "rule": "art-19-rent"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    ["/sandbox/no-such-scenario/", "/sandbox/no-such-scenario/progress/",
     "/sandbox/no-such-scenario/export.json", "/sandbox/compare/?s=a&s=b"],
)  # fmt: skip
def test_what_does_not_exist_gets_a_friendly_page(client: Client, address: str) -> None:
    assert "没有找到这一页" in read(client, address, 404)


def test_what_cannot_be_made_is_told(client: Client) -> None:
    answer = client.post("/sandbox/", {"city": "xiangtan", "rule": "no-such-rule"})

    assert answer.status_code == 400
    assert "请选一项政策" in answer.content.decode()
    assert client.post("/sandbox/", {"city": "nowhere", "rule": "x"}).status_code == 404


def test_two_scenarios_stand_side_by_side(client: Client, tmp_path: Path) -> None:
    addresses = [make(client, "甲"), make(client, "乙")]
    run(client, addresses[0], tmp_path, **{"amount.D": "2000"})
    ids = [address.split("/")[2] for address in addresses]
    assert client.get(f"/sandbox/compare/?s={ids[0]}&s={ids[1]}").status_code == 400
    run(client, addresses[1], tmp_path, **{"amount.D": "500"})

    page = read(client, f"/sandbox/compare/?s={ids[0]}&s={ids[1]}")

    assert "从1000元改为2000元" in page
    assert "从1000元改为500元" in page
    assert "虚构人口或政策版本不同" not in page


def test_the_exports_hold_the_result_and_no_formula(client: Client, tmp_path: Path) -> None:
    address = make(client, name='=HYPERLINK("x")')
    run(client, address, tmp_path, **{"amount.D": "2000"})

    found = json.loads(client.get(f"{address}export.json").content)
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{address}export.xlsx").content))

    assert found["invented"] is True
    assert found["set"] == {"xiangtan.rule.art-19-rent.amount.D": "2000元"}
    before, after = found["result"]["sums"]["sure"]
    sums = book.get_sheet_by_name("结果").to_python()
    assert ["确定发放", before / 100, after / 100] in [row[:3] for row in sums]
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]  # fmt: skip
    assert '\'=HYPERLINK("x")' in cells
    assert not any(isinstance(cell, str) and cell.startswith(("=", "@")) for cell in cells)
    assert all(
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)[0][0] == "虚构数据"
        for name in book.sheet_names
    )


def test_no_count_of_few_leaves_the_office(client: Client, tmp_path: Path) -> None:
    address = make(client)
    run(client, address, tmp_path, **{"amount.D": "2000"})

    result = json.loads(client.get(f"{address}export.json").content)["result"]
    counts = [
        value for dimension in result["groups"] for group in dimension["groups"]
        for key, value in group.items() if key == "people" or key.endswith(("_up", "_down"))
    ]  # fmt: skip
    counts += [value for key, value in result["people"].items() if key != "all"]

    assert counts
    assert None in counts
    assert not [count for count in counts if count is not None and 0 < count < result["few"]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert guarded("租房") == "租房"


@pytest.mark.parametrize(("language", "foreign", "strange"), [
    ("zh", "en", r"[A-Za-z][A-Za-z_]+"), ("en", "zh", r"[\u3000-\u9fff\uff00-\uffef]+"),
])  # fmt: skip
def test_each_page_keeps_to_its_language(
    client: Client, tmp_path: Path, language: str, foreign: str, strange: str
) -> None:
    name = "租房" if language == "zh" else "Rent"
    address = make(client, name)
    run(client, address, tmp_path, **{"amount.D": "2000"})

    for page in ("/sandbox/?city=xiangtan", address):
        mark = "&" if "?" in page else "?"
        text = client.get(f"{page}{mark}lang={language}").content.decode()
        text = re.sub(r' (?:value|data-slides)="[^"]*"', "", text)
        assert re.findall(strange, words_of(text, foreign)) == []
        assert re.findall(r' (?:style|on[a-z]+)="', text) == []


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(0, 100_000, "0.00"), (16, 100_000, "0.02"), (1, 100_000, "0.01"), (99_999, 100_000, "99.99"),
     (100_000, 100_000, "100.00"), (1, 3, "33.33"), (0, 0, "0.00")],
)  # fmt: skip
def test_some_are_never_nothing_and_not_all_never_everyone(
    part: int, whole: int, said: str
) -> None:
    assert share_of(part, whole) == said
