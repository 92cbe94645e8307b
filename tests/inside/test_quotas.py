"""Pages of posts and flats: asking, the office's work, lots that everybody sees."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.models import Draw, Pool, Request
from yanzhen.apps.quotas.tests.housing import COUNTY, Place, build_place

SHEET = "地址,房间数,面积,月租金\n一栋101,2,58.5,1200\n一栋102,3,88,\n"


@pytest.fixture
def place(db: None) -> Place:
    return build_place()


def browse(name: str) -> Client:
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"))
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def post(client: Client, path: str, status: int = 302, **data: Any) -> str:
    answer = client.post(path, data)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode() if status != 302 else answer["Location"]


def the_request() -> Request:
    with acting(SYSTEM):
        return Request.objects.latest("pk")


def test_a_post_from_the_employers_wish_to_its_release(place: Place) -> None:
    hr, office, county = browse("hr"), browse("office"), browse("county")
    assert "人才“编制池”" in page(hr, "/employer/quotas/")
    wish = {"pool": place.posts, "employer": place.subjects["hr"], "number": "1", "key": "k",
            "used_in": COUNTY, "reason": "引进博士"}  # fmt: skip
    post(hr, "/employer/quotas/", **wish)
    path = f"/desk/quotas/requests/{the_request().pk}/"

    for browser in (office, county):
        shown = page(browser, path)
        assert "衢州市" in shown
        assert "开化县" in shown
    assert 'value="reserve"' not in page(county, path)
    refused = post(county, path, status=400, action="reserve", reserve_reason="x")
    assert "只有管理这个额度的" in refused
    post(office, path, action="reserve", reserve_reason="组织部门确认")
    post(office, path, action="occupy")
    assert "已占用" in page(hr, "/employer/quotas/")
    post(office, path, action="release", release_reason="调离")
    assert place.held(place.posts) == (2, 0, 0)
    page(browse("elsewhere"), path, 404)
    page(browse("elsewhere"), f"/desk/quotas/{place.posts}/", 404)


def test_the_office_sizes_moves_and_reads_a_refusal(place: Place) -> None:
    office, path = browse("office"), f"/desk/quotas/{place.posts}/"
    first, second = place.ask("hr", place.posts), place.ask("hr", place.posts)
    assert post(office, path, action="size", size="9", size_reason="编办批复") == path
    assert "请写明理由" in post(office, path, 400, action="size", size="1", size_reason="")
    assert "不小于零" in post(office, path, 400, action="size", size="-", size_reason="x")

    wish = f"/desk/quotas/requests/{second.pk}/"
    assert "前面还有 1 件" in post(office, wish, 400, action="reserve", reserve_reason="x")
    post(office, wish, action="move", place="1", move_reason="急需")
    shown = page(office, path)
    assert shown.index(f"requests/{second.pk}/") < shown.index(f"requests/{first.pk}/")
    assert "由第2位调到第1位" in page(office, wish)


def test_pools_are_opened_and_drawn_as_bars(place: Place) -> None:
    office = browse("office")
    shown = page(office, "/desk/quotas/")
    assert "load-piece-free" in shown
    assert "市管县用" in shown
    new = {"action": "open", "place": "quzhou", "unit": "place", "name_zh": "学位",
           "name_en": "School places", "clause": "22"}  # fmt: skip
    assert "代号用小写字母" in post(office, "/desk/quotas/", 400, slug="学位", **new)
    post(office, "/desk/quotas/", slug="school", **new)
    assert "未设定" in page(office, "/desk/quotas/")
    again = post(office, "/desk/quotas/", action="from_pack", city="quzhou", pack_pool="post-pool")
    assert again == f"/desk/quotas/{place.posts}/"
    assert "没有这个额度" in post(office, "/desk/quotas/", 400, action="from_pack", city="quzhou",
                             pack_pool="none")  # fmt: skip


def test_a_flat_from_the_sheet_to_the_end_of_the_lease(place: Place) -> None:
    office, wang = browse("office"), browse("wang")
    stock = f"/desk/quotas/{place.flats}/flats/"
    sheet = SimpleUploadedFile("房源.csv", SHEET.replace(",88,", ",大,").encode())
    assert "第3行 面积" in post(office, stock, 400, action="sheet", sheet=sheet)
    post(office, stock, action="sheet", sheet=SimpleUploadedFile("房源.csv", SHEET.encode()))
    assert "一栋102" in page(office, stock)
    assert office.get(f"/desk/quotas/{place.flats}/flats.xlsx").content[:2] == b"PK"

    post(wang, "/my/homes/", pool=place.flats, reason="来衢工作", key="k")
    assert "第1位" in page(wang, "/my/homes/")
    assert "已有一件未结束" in post(wang, "/my/homes/", 400, pool=place.flats, reason="x", key="j")
    wish = f"/desk/quotas/requests/{the_request().pk}/"
    post(office, wish, action="reserve")
    with acting(place.office) as actor:
        flat = service.free_flats(actor, place.flats)[0].id
    today = timezone.localdate().isoformat()
    post(office, wish, action="let", flat=flat, since=today)
    assert "一栋101" in page(wang, "/my/homes/")
    with acting(place.office) as actor:
        lease = service.flat(actor, flat).leases[0].id
    path = f"/desk/quotas/flats/{flat}/"
    post(office, path, action="extend", lease=lease, until="2030-12-31", extend_reason="续租")
    assert "2030年12月31日" in page(office, path)
    post(office, path, action="end", lease=lease, on=today, end_reason="购房")
    assert "购房" in page(wang, "/my/homes/")
    post(office, path, action="out", out_reason="改作他用")
    assert place.held(place.flats) == (1, 0, 0)
    page(browse("county"), stock, 404)


def test_lots_that_everybody_sees(place: Place) -> None:
    office, wang, anybody = browse("office"), browse("wang"), Client()
    place.build("一栋101")
    for name in ("wang", "li"):
        place.ask(name, place.flats)
    pool = f"/desk/quotas/{place.flats}/"
    post(office, pool, action="terms", reserve_days="", by_draw="yes")
    today = timezone.localdate().isoformat()
    new = {"action": "draw", "title": "第一批", "flats": "1", "witness_source": "当日福彩3D"}
    assert "抽签日已经过去" in post(office, pool, 400, draws_on="", **new)
    path = post(office, pool, draws_on=today, **new)
    with acting(SYSTEM):
        draw = Draw.objects.get().pk
    page(anybody, f"/draws/{draw}/", 404)

    post(office, path, action="publish")
    before = page(anybody, f"/draws/{draw}/")
    number = re.search(r"您的编号：(P-\w+)", page(wang, "/my/homes/"))
    assert number is not None
    assert number[1] in before
    assert "wang" not in before
    assert "见证数" in post(office, path, 400, action="draw", witness="")
    post(office, path, action="draw", witness="584")

    after = page(anybody, f"/draws/{draw}/")
    with acting(SYSTEM):
        found = Draw.objects.get()
    assert found.seed in after
    assert found.commitment in before
    assert found.commitment in after
    assert place.held(place.flats) == (0, 1, 0)


def test_asking_back_and_what_makes_no_sense(place: Place) -> None:
    wang, hr = browse("wang"), browse("hr")
    assert "请选择申请哪一项" in post(wang, "/my/homes/", 400, pool="x", reason="x", key="k")
    post(wang, "/my/homes/", pool=place.flats, reason="来衢工作", key="k")
    mine = the_request().pk
    assert hr.post("/employer/quotas/", {"action": "withdraw", "wish": mine}).status_code == 404
    post(wang, "/my/homes/", action="withdraw", wish=mine)
    assert "已撤回" in page(wang, "/my/homes/")
    page(wang, "/employer/quotas/", 404)


@pytest.mark.parametrize("path", ["/desk/quotas/", "/desk/quotas/{posts}/",
                                  "/desk/quotas/{flats}/flats/"])  # fmt: skip
def test_the_pages_speak_english(place: Place, path: str) -> None:
    office = browse("office")
    office.cookies["django_language"] = "en"
    place.build("1-101")
    shown = page(office, path.format(posts=place.posts, flats=place.flats))
    assert 'lang="en"' in shown
    assert Pool.objects.count() == 2
