"""The demo as a whole: everybody comes in, every case stands where it should, nothing doubles."""

import pytest
from django.conf import settings
from django.test import Client

from yanzhen.apps.accounts.service import SYSTEM, account_id_of, acting, actor_by_id
from yanzhen.apps.cases import service
from yanzhen.apps.organisations.service import load_organisations
from yanzhen.apps.policies.service import publish_packs_from_disk
from yanzhen.config.demo.accounts import PASSWORD, SHOWN, listed
from yanzhen.config.demo.loading import load_demo
from yanzhen.config.demo.people import read_demo


@pytest.fixture
def demo(db: None) -> None:
    with acting(SYSTEM):
        load_organisations()
        publish_packs_from_disk()
    load_demo()


def test_every_case_stands_where_it_should(demo: None) -> None:
    wanted = sorted(one["state"] for one in read_demo()["situations"])
    with acting(SYSTEM):
        page = service.cases(SYSTEM)

    assert sorted(row.state for row in page.rows) == wanted
    assert {"green", "yellow", "red"} <= {row.light for row in page.rows}


def test_loading_again_changes_nothing(demo: None) -> None:
    assert load_demo() is None


def test_staff_have_something_to_do(demo: None) -> None:
    for name in ("clerk@demo.example", "approver@demo.example"):
        actor = actor_by_id(account_id_of(name) or 0)
        with acting(actor):
            assert service.queue(actor).rows


def test_the_first_page_lists_who_can_sign_in(demo: None, client: Client) -> None:
    assert settings.DEMO
    page = client.get("/").content.decode()

    assert [one for one in SHOWN if one.email not in page] == []
    assert PASSWORD in page
    assert len(listed()) == len({one["role"] for one in listed()}) + 1  # two clerks
