"""Pages of expert review: the office from the register to the minutes, experts, everybody."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.panels import service
from yanzhen.apps.panels.models import Matter, Panel
from yanzhen.apps.panels.tests.court import Court, build_court

PLAN = {
    "title": "第一次评审", "place": "xiangtan", "size": "3", "quorum": "2", "rule": "majority",
    "basis": "评审方案", "criterion1": "水平", "weight1": "3", "criterion2": "贡献", "weight2": "1",
}  # fmt: skip
SHEET = {"score1": "80", "score2": "60", "vote": "C", "comment": "成果突出"}


@pytest.fixture
def court(db: None) -> Court:
    court = build_court()
    for name in ("jia", "yi", "bing", "ding"):
        court.expert(name, ties=[])
        court.relate(name, "works_for", "韶山大学")
    return court


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


def to_the_draw(court: Court, **other: str) -> str:
    """The path of a panel that the office has set up, listed and drawn on its pages."""
    office, number = browse("office"), court.file("lin")
    assert number in page(office, "/desk/panels/")
    path = post(office, "/desk/panels/", **{**PLAN, **other})
    assert "相当于C类" in page(office, f"{path}?case={number}")
    post(office, path, action="lay", number=number, finding="equivalent_tier|C")
    today = timezone.localdate().isoformat()
    post(office, path, action="publish", draws_on=today)
    post(office, path, action="draw")
    return path


def the_panel() -> Panel:
    with acting(SYSTEM):
        return Panel.objects.latest("pk")


def the_matter() -> Matter:
    with acting(SYSTEM):
        return Matter.objects.latest("pk")


def test_from_the_set_up_to_the_minutes(court: Court) -> None:
    path = to_the_draw(court)
    office, panel, matter = browse("office"), the_panel(), the_matter()
    members = court.members(panel)
    own = f"/expert/panels/{panel.pk}/"
    case = f"{own}cases/{matter.pk}/"
    for name in members:
        browser = browse(name)
        assert "请先声明" in page(browser, "/expert/")
        shown = page(browser, own)
        assert "lin" in shown
        assert "湘江厂" in shown
        assert "请先声明" in page(browser, case, 400)
        post(
            browser,
            own,
            action="clear",
            answered=re.findall(r'name="answered" value="(\w+)"', shown),
        )
    post(office, path, action="open")
    for name in members:
        browser = browse(name)
        assert "评分表" in page(browser, case)
        post(browser, case, **SHEET)
        if name != members[-1]:
            assert "您已对这件申请评分" in post(browser, case, 400, **SHEET)
            assert "75.00" not in page(office, path)
    assert "75.00" in page(office, path)
    assert "评审已经结束" in page(browse(members[0]), case, 400)
    post(office, path, action="confirm", matter=str(matter.pk))
    minutes = page(office, f"{path}minutes/")
    assert "结论已确认" in minutes
    assert minutes.count("成果突出") == 3
    assert "依据登记：韶山大学" in minutes


def test_a_draw_is_public_without_names(court: Court) -> None:
    to_the_draw(court)
    shown = page(Client(), f"/panels/{the_panel().pk}/")

    assert the_panel().seed in shown
    assert not any(f">{name}<" in shown for name in court.experts)
    assert page(Client(), "/panels/0/", 404)


def test_an_applicant_objects_and_the_office_decides(court: Court) -> None:
    path = to_the_draw(court, objections_until=timezone.localdate().isoformat())
    lin, office, panel = browse("lin"), browse("office"), the_panel()
    own = f"/my/panels/{panel.pk}/"
    (seat, *_) = re.findall(r'name="seat" value="(\d+)"', page(lin, own))
    post(lin, own, seat=seat, reason="她是我的导师")
    assert "她是我的导师" in page(office, path)
    (objection,) = re.findall(r'name="objection" value="(\d+)"', page(office, path))
    post(office, path, action="answer", objection=objection, upheld="yes", answer="属实")
    assert "属实" in page(lin, own) or "导师" not in page(lin, own)
    assert len(court.members(panel)) == 3
    assert page(browse("jia"), own, 404)


def test_an_expert_declares_and_stays_away(court: Court) -> None:
    jia = browse("jia")
    post(jia, "/expert/declaration/", kind=["supervision", "family"], name=["李教授", ""],
         away="yes", away_until="2099-01-01")  # fmt: skip
    with acting(court.jia) as actor:
        (entry,) = service.own_entries(actor)
    assert [(one.kind, one.name) for one in entry.ties] == [("supervision", "李教授")]
    assert entry.state == "away"
    assert "李教授" in page(browse("office"), f"/desk/panels/experts/{entry.id}/")
    assert page(browse("lin"), "/expert/declaration/", 404)
    assert "不在评审专家库" in page(browse("lin"), "/expert/")


def test_what_is_refused_stands_on_the_page(court: Court) -> None:
    office = browse("office")
    shown = post(office, "/desk/panels/", 400, title="第一次评审", place="xiangtan")
    assert "人数应为1至99" in shown
    assert 'value="第一次评审"' in shown
    path = post(office, "/desk/panels/", **PLAN)
    assert "没有这件申请" in page(office, f"{path}?case=XIANGTAN-2026-999999")
    assert "还没有上会的申请" in post(
        office, path, 400, action="publish", draws_on=timezone.localdate().isoformat()
    )


def test_somebody_of_the_registry_is_taken_in_and_out(court: Court) -> None:
    court.settle("zhou")
    office = browse("office")
    assert "zhou" in page(office, "/desk/panels/experts/?find=zhou")
    path = post(office, "/desk/panels/experts/", subject=str(court.subjects["zhou"]),
                place="xiangtan", specialities="材料，医学")  # fmt: skip
    assert "材料、医学" in page(office, path)
    post(office, path, action="tie", kind="family", name="某某")
    assert "由机构登记" in page(office, path)
    assert "请写明理由" in post(office, path, 400, action="out", out_reason=" ")
    post(office, path, action="out", out_reason="换届")
    assert "已出库" in page(office, path)
