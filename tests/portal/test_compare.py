"""The comparison page: natures apart, nothing of one city in another, nothing where nothing is."""

import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.portal.sit import TODAY

from yanzhen.apps.policies.service import PublishedCity
from yanzhen.policy import Pack, cities_on_disk, load_pack, packs_on_disk
from yanzhen.portal import views
from yanzhen.portal.answers import Answers
from yanzhen.portal.comparison import comparison_view

NEWCOMER = {"introduction": "new", "employment_mode": "full_time", "host_kind": "enterprise",
            "recognised_tier": "A", "degree": "doctor"}  # fmt: skip


@pytest.fixture(scope="session")
def packs() -> dict[str, Pack]:
    return {city: load_pack(city) for city in cities_on_disk(packs_on_disk())}


@pytest.fixture(autouse=True)
def all_published(packs: dict[str, Pack], monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    cities = tuple(
        PublishedCity(one.city, one.title.zh, one.title.en, one.content_hash, now)
        for one in packs.values()
    )
    monkeypatch.setattr(views, "published_pack", packs.__getitem__)
    monkeypatch.setattr(views, "published_cities", lambda: cities)


def post(client: Client, address: str, **fields: str) -> str:
    answer = client.post(address, {"action": "load", "asked": "", **fields})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def state(page: str) -> dict[str, Any]:
    found = re.search(r'name="state" value="(\{.*?\})">', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


LINE = json.dumps({"who": "person", "given": NEWCOMER})


def test_what_one_city_recognised_stays_with_it(client: Client) -> None:
    kept = state(post(client, "/compare/", state=LINE, city="xiangtan"))

    assert kept["of_city"] == {"xiangtan": {"recognised_tier": "A"}}
    assert "recognised_tier" not in kept["given"]


def test_it_is_taken_up_again_in_its_own_city_only(client: Client) -> None:
    line = json.dumps(state(post(client, "/compare/", state=LINE, city="xiangtan")))

    home = state(post(client, "/calculator/xiangtan/", state=line, city=""))
    away = state(post(client, "/calculator/quzhou/", state=line, city=""))

    assert home["given"]["recognised_tier"] == "A"
    assert "recognised_tier" not in away["given"]
    assert away["of_city"] == {"xiangtan": {"recognised_tier": "A"}}


def test_from_calculator_to_calculator_no_tier_is_carried(client: Client) -> None:
    away = state(post(client, "/calculator/quzhou/", state=LINE, city="xiangtan"))

    assert "recognised_tier" not in away["given"]
    assert away["given"]["degree"] == "doctor"


def test_a_city_without_sums_has_no_bars_and_no_zero(packs: dict[str, Pack]) -> None:
    answers = Answers("person", dict(NEWCOMER)).leaving("xiangtan", packs["xiangtan"].vocabulary)

    view = comparison_view(list(packs.values()), answers, TODAY, "zh")
    cards = {one.id: one for one in view.cities}

    assert not cards["changsha"].has_sums
    assert [bar.kind for bar in cards["xiangtan"].bars] == ["sure", "up_to", "loan"]
    assert all("元" not in line.sum for row in view.rows for cell in row.cells
               if cell.city == "changsha" for line in cell.lines)  # fmt: skip
    assert "A类" in cards["xiangtan"].tier
    assert "单位性质" in view.supposed


@pytest.mark.parametrize("who", ["person", "employer", "team", "project", "institution"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_answers_for_everybody_without_a_situation(
    client: Client, who: str, language: str
) -> None:
    answer = client.get("/compare/", {"who": who, "lang": language})

    assert answer.status_code == 200
    assert list(answer.cookies) == ["django_language"]


def test_a_link_that_makes_no_sense_is_said(client: Client) -> None:
    assert 'role="alert"' in post(client, "/compare/", state="{", city="")


def test_a_shared_link_leaves_out_what_is_private(packs: dict[str, Pack]) -> None:
    aside = {"xiangtan": {"recognised_tier": "A"}}
    answers = Answers("employer", {"organisation_code": "X"}, of_city={})
    shared, private = answers.shared(packs["xiangtan"].vocabulary)

    assert (shared.given, private) == ({}, ("organisation_code",))
    kept = Answers("person", {}, of_city=aside)
    assert Answers.read(kept.line(), packs["xiangtan"].vocabulary) == (kept, 0)
