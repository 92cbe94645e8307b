"""The pages of recognition: where records place somebody, the register, a whole proceeding."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.access.world import sign_in

from yanzhen.apps.accounts.models import Account
from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.jobs import service as jobs
from yanzhen.apps.recognition.models import Rerun
from yanzhen.apps.recognition.tests.guild import FOR_C, FOR_D, KIND, Guild, build_guild, sources
from yanzhen.apps.registry.service import Grade

MOST = 12
DESK = "/desk/recognition/"


@pytest.fixture
def guild(db: None) -> Guild:
    return build_guild()


def browser(name: str) -> Client:
    """A browser in which somebody of the town has signed in, with her second factor."""
    client = Client()
    sign_in(client, Account.objects.get(email=f"{name}@example.cn"))
    return client


def test_the_case_says_where_the_records_place_her(guild: Guild) -> None:
    guild.honours("ding", FOR_D, grade=Grade.B)
    number = guild.town.file("ding", "tier-recognition", answers={})

    for client, address in ((browser("bureau"), "/desk/cases/"), (browser("ding"), "/my/cases/")):
        page = client.get(f"{address}{number}/")
        standing = page.context["standing"]
        assert standing.value == "高级人才（D类）"
        assert [one.split()[-1] for one in standing.carried] != []
        assert standing.near is not None
        assert any("C类" in one for one in standing.by_review)
        record = next(one for one in standing.records if one.carries)
        assert (record.grade.text, record.who) == ("窗口核验", "核验：市人社局")
        assert "更高类别尚未排除" in page.content.decode()


def test_unknown_stays_unknown_on_her_own_page(guild: Guild) -> None:
    page = browser("chen").get("/my/recognition/")
    (standing,) = [one for *_, one in page.context["standings"]]
    assert (standing.value, standing.tone, standing.carried) == ("尚不能确定", "open", ())
    assert "还没有认定" in page.content.decode()


def test_other_items_say_nothing_of_tiers(guild: Guild) -> None:
    number = guild.town.file("wang")
    assert browser("wang").get(f"/my/cases/{number}/").context["standing"] is None


def test_a_proceeding_goes_its_whole_way(guild: Guild) -> None:
    guild.honours("ding", FOR_C)
    guild.recognise("ding")
    number = guild.now("ding").number
    office, second, ding = browser("office"), browser("second"), browser("ding")

    bad = office.post(f"{DESK}{number}/open/", {"way": "cause", "aim": "withdraw"})
    assert bad.status_code == 400
    assert "请写明依据的文件和条款" in bad.content.decode()
    wanted = {
        "way": "cause",
        "aim": "lower",
        "to_level": "D",
        "cause": "材料不实",
        "clause": "某办法",
    }
    sent = office.post(f"{DESK}{number}/open/", wanted, follow=True)
    address = sent.redirect_chain[-1][0]
    proceeding = address.split("/")[-2]
    assert ding.get(f"/my/recognition/proceedings/{proceeding}/").status_code == 404

    until = (timezone.localdate() + timedelta(days=10)).isoformat()
    assert office.post(f"{address}act/", {"action": "tell", "answer_by": "?"}).status_code == 400
    office.post(f"{address}act/", {"action": "tell", "answer_by": until})
    assert "请陈述意见" in ding.get("/my/recognition/").content.decode()
    mine = f"/my/recognition/proceedings/{proceeding}/"
    assert ding.post(mine, {"action": "answer", "text": ""}).status_code == 400
    assert ding.post(mine, {"action": "answer", "text": "属实"}).status_code == 302
    assert office.post(f"{address}act/", {"action": "decide", "reason": "x"}).status_code == 400
    sent = second.post(f"{address}act/", {"action": "decide", "reason": "事实清楚"}, follow=True)
    assert "已生效" in sent.content.decode()

    page = ding.get("/my/recognition/").content.decode()
    assert "高级人才（D类）" in page
    assert "文件没有写有效期" in page
    assert "文件没有写申诉途径和期限" in ding.get(mine).content.decode()


def test_terms_are_entered_with_a_basis(guild: Guild) -> None:
    office = browser("office")
    asked = {"what": f"xiangtan/{KIND}", "valid_months": "36", "basis": ""}
    assert office.post(f"{DESK}terms/", asked).status_code == 400
    assert office.post(f"{DESK}terms/", asked | {"basis": "潭人才〔2026〕1号"}).status_code == 302
    assert "有效期36个月" in office.get(f"{DESK}terms/").content.decode()
    assert browser("yuhu_office").post(f"{DESK}terms/", asked).status_code == 400


def test_a_new_catalogue_is_tried_and_movers_are_looked_into(guild: Guild) -> None:
    guild.honours("ding", FOR_C, FOR_D)
    guild.recognise("ding")
    text = next(one.text for one in sources() if one.name == "xiangtan/tiers.yaml")
    body = text.replace(f"h.award == '{FOR_C}'", "h.award == 'cas_academician'").encode()
    office = browser("office")
    file = SimpleUploadedFile("tiers.yaml", b"classes: [")
    assert office.post(f"{DESK}reruns/", {"city": "xiangtan", "file": file}).status_code == 400
    file = SimpleUploadedFile("tiers.yaml", body)
    sent = office.post(f"{DESK}reruns/", {"city": "xiangtan", "file": file}, follow=True)
    assert sent.status_code == 200
    jobs.work_off()

    with acting(SYSTEM):
        address = f"{DESK}reruns/{Rerun.objects.get().pk}/"
    page = office.get(address)
    assert "高端人才（C类）→高级人才（D类）" in page.content.decode()
    assert page.context["picture"] is not None
    sheet = office.post(address, {"action": "export"})
    assert sheet["Content-Type"].startswith("application/vnd")
    office.post(address, {"action": "all"})
    page = office.get(f"{DESK}proposals/")
    (row,) = page.context["rows"]
    assert (row["found"], row["lower"]) == ("高级人才（D类）", True)
    office.post(f"{DESK}proposals/{row['id']}/dismiss/", {"reason": "新目录尚未施行"})
    assert "没有待核实的认定" in office.get(f"{DESK}proposals/").content.decode()


def test_pages_ask_few_questions(
    guild: Guild, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("ding", "chen"):
        guild.honours(name, FOR_C)
        guild.recognise(name)
    number = guild.now("ding").number
    proceeding = guild.heard_of("ding")
    office, ding = browser("office"), browser("ding")
    pages = (DESK, f"{DESK}{number}/", f"{DESK}proceedings/{proceeding}/", f"{DESK}proposals/",
             f"{DESK}terms/", f"{DESK}reruns/")  # fmt: skip
    own = ("/my/recognition/", f"/my/recognition/proceedings/{proceeding}/")
    for client, addresses in ((office, pages), (ding, own)):
        client.get("/my/notices/")
        for address in addresses:
            with django_assert_max_num_queries(MOST):
                assert client.get(address).status_code == 200
