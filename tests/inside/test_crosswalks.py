"""Pages of recognition between cities, up to where another installation begins."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.inside.conftest import Visits
from tests.inside.test_desk import text

from yanzhen.apps.accounts.service import SYSTEM, Role
from yanzhen.apps.cases.tests.town import Town
from yanzhen.apps.crosswalks import service as crosswalks
from yanzhen.apps.policies.service import publish_packs_from_disk, published_pack

DESK, PUBLIC, MINE, PEERS = (
    "/desk/crosswalks/", "/crosswalks/", "/my/elsewhere/", "/desk/crosswalks/peers/",
)  # fmt: skip
BY_CLAUSE = {"by": "changsha:home-purchase", "other": "xiangtan", "from_on": "2026-11-01"}


@pytest.fixture
def office(town: Town, visit: Visits) -> Client:
    publish_packs_from_disk()
    town.employ("keeper", (Role.TALENT_OFFICE, "changsha"), (Role.ADMINISTRATOR, "changsha"))
    return visit("keeper")


def drafted(office: Client, **given: str) -> Any:
    return office.post(DESK, BY_CLAUSE | given)


def latest() -> int:
    return max(one.id for one in crosswalks.documents(SYSTEM))


def test_a_clause_gives_its_own_right_and_names_what_it_leaves_open(
    office: Client, client: Client
) -> None:
    assert drafted(office).status_code == 302
    assert "还没有签署互认文件" in text(client.get(PUBLIC))
    assert office.post(DESK, {"sign": latest()}).status_code == 302
    shown = text(client.get(PUBLIC))
    assert "湘潭 → 长沙" in shown
    assert "株洲、湘潭认定人才购房同等保障" in shown
    assert "株洲、湘潭认定层次与长沙保障的对照" in shown
    assert "互认所说的重点优势产业名单" in shown
    assert "只互通信息，不互认" in shown
    document = crosswalks.published()[0].document
    assert document.rights == ("measure-15-parity-zhuzhou-xiangtan",)
    assert (document.levels, document.level, document.tells_level) == ((), "", False)


def test_more_than_the_clause_gives_is_refused(office: Client) -> None:
    pack_rights = crosswalks.Draft(
        "changsha", "xiangtan", parity="home-purchase", rights=("measure-15-rent-subsidy",),
        levels=("A",), from_on=date(2026, 1, 1),
    )  # fmt: skip
    with pytest.raises(crosswalks.CrosswalkRefused) as refused:
        crosswalks.draft(acting=SYSTEM, draft=pack_rights)
    assert {one.code for one in refused.value.refusals} == {"beyond", "two_bases"}
    assert drafted(office, other="hengyang").status_code == 400
    assert "请填写依据文件的名称" in text(drafted(office, by="changsha:", other="hengyang"))


def test_a_document_of_the_offices_own_says_that_the_policies_have_no_such_clause(
    office: Client, client: Client
) -> None:
    own = {"by": "changsha:", "other": "hengyang", "title": "合作协议", "number": "长人〔2026〕1号",
           "issued_on": "2026-05-01", "rights": "measure-15-rent-subsidy"}  # fmt: skip
    assert drafted(office, **own).status_code == 302
    office.post(DESK, {"sign": latest()})
    assert "政策文本没有这一条" in text(client.get(PUBLIC))


def test_kind_levels_and_catalogue_of_the_other_city_are_named_and_looked_at(
    office: Client, client: Client
) -> None:
    own = {"by": "changsha:", "other": "xiangtan", "title": "合作协议", "number": "长人〔2026〕2号",
           "issued_on": "2026-05-01", "rights": "measure-15-rent-subsidy"}  # fmt: skip
    wrong = drafted(office, **own, kind="xiangtan:tier", levels="甲、C", catalogue="v1")
    assert wrong.status_code == 400
    assert "对方城市没有这类认定或层次" in text(wrong)
    assert "64 位摘要" in text(wrong)
    assert drafted(office, **own, kind="hengyang:nothing").status_code == 400
    version = published_pack("xiangtan").content_hash
    right = drafted(office, **own, kind="xiangtan:tier", levels="C、B C", catalogue=version)
    assert right.status_code == 302
    office.post(DESK, {"sign": latest()})
    document = crosswalks.published()[0].document
    assert (document.kind, document.levels, document.tells_level) == ("tier", ("B", "C"), True)
    assert document.catalogue == version
    assert version[:12] in text(client.get(PUBLIC))


def test_versions_are_kept_and_show_what_has_changed(office: Client, client: Client) -> None:
    for last in ("2027-12-31", "2028-12-31"):
        drafted(office, until_on=last)
        office.post(DESK, {"sign": latest()})
    page = text(client.get("/crosswalks/changsha/xiangtan-changsha-home-purchase/"))
    assert "第 2 版" in page
    assert "2027-12-31 → 2028-12-31" in page
    assert office.post(DESK, {"revoke": latest(), "reason": ""}).status_code == 400
    assert office.post(DESK, {"revoke": latest(), "reason": "协议终止"}).status_code == 302
    assert "协议终止" in text(client.get(PUBLIC))
    assert client.get("/crosswalks/documents.json").json() == {"documents": []}


def test_another_citys_documents_and_peers_are_not_there(office: Client) -> None:
    crosswalks.draft(acting=SYSTEM, draft=crosswalks.Draft(
        "xiangtan", "changsha", rights=("art-19-rent",), from_on=date(2026, 1, 1),
        basis=crosswalks.OwnBasis("协议", "1号", date(2026, 1, 1)),
    ))  # fmt: skip
    assert office.post(DESK, {"sign": latest()}).status_code == 404
    assert office.post(PEERS, {"peer": "999999", "pin": "aaaaaaaa"}).status_code == 404
    other = {"city": "xiangtan", "other": "changsha", "url": "https://rc.example.cn"}
    assert office.post(PEERS, other).status_code == 404


def test_an_address_inside_the_house_is_no_peer(office: Client) -> None:
    inside = {"city": "changsha", "other": "xiangtan", "url": "https://127.0.0.1:1"}
    answer = office.post(PEERS, inside)
    assert answer.status_code == 400
    assert "内部网络" in text(answer)


def test_her_page_says_that_there_is_nothing_yet_and_takes_no_foreign_object(
    town: Town, visit: Visits
) -> None:
    town.settle("her")
    hers = visit("her")
    assert "您还没有认定" in text(hers.get(MINE))
    assert hers.post(MINE, {"offer": "999999", "agree": "1"}).status_code == 404
    assert hers.post(MINE, {"take_back": "nothing"}).status_code == 404
    assert hers.post(MINE, {"paper": "999999", "code": "7K2M" * 5}).status_code == 404
