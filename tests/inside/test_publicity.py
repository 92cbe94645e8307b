"""Publicity as the public reads it: the list with its days, and an objection without an account."""

import re

from django.test import Client
from tests.inside.conftest import Visits

from yanzhen.apps.cases.tests.test_publicity import published
from yanzhen.apps.cases.tests.town import Town

SAID = {"name": "赵六", "contact": "13800001234", "text": "他在本地有住房"}


def entry_of(page: str) -> str:
    found = re.search(r'href="(/publicity/xiangtan/\d+/)"', page)
    assert found
    return found[1]


def test_the_list_counts_down_and_shows_no_more_than_it_may(town: Town) -> None:
    number = published(town)

    page = Client().get("/publicity/xiangtan/").content.decode()

    assert "还有7天" in page
    assert "wang" in page
    assert number not in page


def test_anybody_objects_and_gets_a_number(town: Town, visit: Visits) -> None:
    published(town)
    visitor = Client()
    entry = entry_of(visitor.get("/publicity/xiangtan/").content.decode())
    form = visitor.get(entry).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key

    first = visitor.post(entry, {**SAID, "key": key[1]})
    again = visitor.post(entry, {**SAID, "key": key[1]})
    page = visitor.get(first.headers["Location"]).content.decode()

    assert first.headers["Location"] == again.headers["Location"]
    assert "异议已收到" in page
    assert "XIANGTAN-" in page


def test_what_is_missing_is_said_at_its_field(town: Town) -> None:
    published(town)
    entry = entry_of(Client().get("/publicity/xiangtan/").content.decode())

    answer = Client().post(entry, {"name": "赵六"})

    assert answer.status_code == 400
    page = answer.content.decode()
    assert re.search(r'id="contact-error">[^<]+<', page)
    assert re.search(r'id="text-error">[^<]+<', page)


def test_an_entry_that_is_not_public_is_not_there(town: Town) -> None:
    assert Client().get("/publicity/xiangtan/99/").status_code == 404
    assert "现在没有公示" in Client().get("/publicity/xiangtan/").content.decode()
