"""Every page in both languages: it answers, names its language, and keeps to it."""

import html
import re

import pytest
from django.test import Client

from yanzhen.policy import Pack

ATTRIBUTES = r'(?:aria-label|placeholder|title|alt|data-[a-z-]+)="([^"]*)"'
LISTED = [
    "/",
    "/calculator/xiangtan/",
    "/calculator/xiangtan/?who=employer",
    "/calculator/xiangtan/?who=team",
    "/calculator/xiangtan/?who=intermediary",
    "/calculator/xiangtan/?who=institution",
    "/calculator/xiangtan/?who=project",
    "/policies/xiangtan/",
    "/policies/xiangtan/?who=employer",
    "/policies/xiangtan/documents/liancheng/",
    "/policies/xiangtan/tiers/",
]


def read(client: Client, address: str, language: str) -> str:
    answer = client.get(address, {"lang": language} | dict(_query(address)))
    assert answer.status_code == 200
    return str(answer.content.decode())


def _query(address: str) -> list[tuple[str, str]]:
    query = address.partition("?")[2]
    return [(part.split("=")[0], part.split("=")[1]) for part in query.split("&") if part]


def words_of(page: str, foreign: str) -> str:
    """What a visitor sees or hears, without the parts marked as another language."""
    page = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(rf'<(\w+)[^>]* lang="{foreign}[^"]*"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    page = re.sub(r'<span class="version">.*?</span>', "", page)
    spoken = " ".join(re.findall(ATTRIBUTES, re.sub(r' data-share-state="[^"]*"', "", page)))
    return html.unescape(re.sub(r"<[^>]+>", " ", page) + spoken)


@pytest.mark.parametrize("address", LISTED)
def test_chinese_pages_have_no_english_leftovers(client: Client, address: str) -> None:
    page = read(client, address, "zh")

    assert '<html lang="zh-Hans">' in page
    assert re.findall(r"[A-Za-z][A-Za-z_]+", words_of(page, "en")) == []


@pytest.mark.parametrize("address", LISTED)
def test_english_pages_have_no_chinese_leftovers(client: Client, address: str) -> None:
    page = read(client, address, "en")

    assert '<html lang="en">' in page
    assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", words_of(page, "zh")) == []


def test_every_rule_has_its_page_in_both_languages(client: Client, pack: Pack) -> None:
    for rule in pack.rules.values():
        zh = read(client, f"/policies/xiangtan/rules/{rule.id}/", "zh")
        en = read(client, f"/policies/xiangtan/rules/{rule.id}/", "en")

        assert rule.title.zh in html.unescape(zh)
        assert rule.title.en in html.unescape(en)
        assert re.findall(r"[A-Za-z][A-Za-z_]+", words_of(zh, "en")) == []
        assert re.findall(r"[\u3000-\u9fff\uff00-\uffef]+", words_of(en, "zh")) == []


def test_a_rule_page_shows_what_it_rests_on(client: Client, pack: Pack) -> None:
    page = read(client, "/policies/xiangtan/rules/art-2-flexible-award/", "zh")

    assert pack.clause_label("2").zh in page
    assert "50万元" in page
    assert pack.readings["flexible_full_time"].note.zh in html.unescape(page)
    assert "/policies/xiangtan/documents/liancheng/#clause-2" in page


def test_a_document_page_has_every_clause_figure_and_programme(client: Client, pack: Pack) -> None:
    page = html.unescape(read(client, "/policies/xiangtan/documents/liancheng/", "zh"))
    document = pack.documents["liancheng"]

    assert all(clause.heading.zh in page for clause in document.clauses.values())
    assert all(figure.token in page for figure in pack.figures if figure.document == "liancheng")
    assert all(programme.label.zh in page for programme in pack.programmes.values())


def test_the_notes_of_figures_are_said_in_english_too(client: Client, pack: Pack) -> None:
    page = html.unescape(read(client, "/policies/xiangtan/documents/liancheng/", "en"))
    notes = [figure.note for figure in pack.figures if figure.note]

    assert len(notes) > 10
    assert all(note.en in page and note.zh not in page for note in notes)


@pytest.mark.parametrize(
    "address",
    [
        "/calculator/nowhere/",
        "/policies/nowhere/",
        "/policies/xiangtan/rules/nothing/",
        "/policies/xiangtan/documents/nothing/",
        "/calculator/?city=nowhere",
        "/nothing/at/all",
    ],
)
def test_what_does_not_exist_gets_a_friendly_page(client: Client, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


def test_the_start_page_leads_to_the_calculator(client: Client) -> None:
    answer = client.get("/calculator/", {"city": "xiangtan", "who": "employer"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/calculator/xiangtan/?who=employer"


def test_the_language_is_kept_in_the_only_cookie(client: Client) -> None:
    assert not client.get("/").cookies

    assert client.get("/?lang=en").cookies.keys() == {"django_language"}
    assert '<html lang="en">' in client.get("/policies/xiangtan/").content.decode()
    assert '<html lang="en">' in client.get("/?lang=klingon").content.decode()


@pytest.mark.parametrize("address", LISTED)
def test_pages_load_nothing_from_elsewhere_and_hold_no_script(client: Client, address: str) -> None:
    page = client.get(address).content.decode()

    assert re.findall(r'(?:src|href|action)="(?:https?:)?//[^"]*"', page) == []
    assert re.findall(r"<script(?![^>]* src=)", page) == []
    assert re.findall(r' (?:style|on[a-z]+)="', page) == []
