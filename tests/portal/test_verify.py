"""The doorkeeper's page as it is served: what it may load, and what its worker keeps."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from yanzhen.apps.cards.offline import SENTENCES
from yanzhen.portal.verify import sources
from yanzhen.portal.verify.sources import Source, policy
from yanzhen.portal.words.verify import PAGE_WORDS, TONES, WORDS

pytestmark = pytest.mark.django_db


def kept(client: Client) -> dict[str, list[str]]:
    """What the worker keeps."""
    script = client.get("/verify/worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    found = re.search(r"^const KEPT = (\{.*\});$", script.content.decode(), re.MULTILINE)
    assert found
    data: dict[str, list[str]] = json.loads(found[1])
    return data


def test_it_loads_its_own_files_only_and_may_use_the_camera(client: Client) -> None:
    answer = client.get("/verify/")

    rules = dict(one.split(" ", 1) for one in answer["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert {rules[what] for what in ("script-src", "connect-src", "worker-src")} == {"'self'"}
    assert answer["Permissions-Policy"] == "camera=(self)"
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert not re.search(r"<script(?![^>]*(src=|application/json))", answer.content.decode())


def test_the_worker_keeps_all_that_the_page_loads(client: Client) -> None:
    data, page = kept(client), client.get("/verify/").content.decode()

    loaded = set(re.findall(r'(?:src|href|data-jsqr|data-noble)="(/static/[^"#]+)', page))
    assert loaded
    assert loaded <= set(data["files"])
    for one in data["files"]:
        is_static = one.startswith("/static/")
        found = finders.find(one[8:]) if is_static else client.get(one).status_code == 200
        assert found
    for one in data["pages"]:
        assert client.get(one).status_code == 200


def test_it_can_be_put_on_the_first_screen(client: Client) -> None:
    answer = client.get("/verify/manifest.webmanifest?lang=en")

    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.json()["scope"] == answer.json()["start_url"] == "/verify/"
    assert answer.json()["name"] == "Talent card check"


def test_another_installation_is_one_more_source(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Source(
        "https://cs.example/.well-known/jwks.json", "https://cs.example/cards/{city}/status"
    )
    monkeypatch.setattr(sources, "SOURCES", (*sources.SOURCES, other))

    assert "connect-src 'self' https://cs.example;" in policy()


def test_each_verdict_has_its_tone_and_the_page_its_words() -> None:
    assert set(TONES) == set(SENTENCES)
    assert set(TONES.values()) <= set(PAGE_WORDS)
    assert {f"verify_{key}" for key in PAGE_WORDS} <= set(WORDS)
