"""The demo as a whole: everybody comes in, every case stands where it should, nothing doubles."""

import pytest
from django.conf import settings
from django.test import Client

from yanzhen.apps.accounts.service import SYSTEM, Role, account_id_of, acting, actor_by_id
from yanzhen.apps.cases import service
from yanzhen.apps.organisations.service import load_organisations
from yanzhen.apps.policies.service import publish_packs_from_disk
from yanzhen.config.demo.accounts import PASSWORD, SHOWN, listed
from yanzhen.config.demo.loading import load_demo
from yanzhen.config.demo.people import read_demo


@pytest.mark.django_db
def test_everybody_comes_in_once_and_every_case_stands_where_it_should(client: Client) -> None:
    with acting(SYSTEM):
        load_organisations()
        publish_packs_from_disk()

    assert load_demo() is not None
    assert load_demo() is None
    with acting(SYSTEM):
        rows = service.cases(SYSTEM).rows
    assert sorted(row.state for row in rows) == sorted(
        one["state"] for one in read_demo()["situations"]
    )
    assert {"green", "red"} <= {row.light for row in rows}
    for name in ("clerk", "reviewer", "approver"):
        assert waiting_for(f"{name}@demo.example") > 0
    page = client.get("/").content.decode()
    assert [one for one in SHOWN if one.email not in page] == []
    assert PASSWORD in page


def waiting_for(email: str) -> int:
    """How many works wait on an account of the demo."""
    actor = actor_by_id(account_id_of(email) or 0)
    with acting(actor):
        return len(service.queue(actor).rows)


def test_the_demo_has_an_account_for_every_role() -> None:
    assert settings.DEMO
    assert {one["role"] for one in listed()} == {str(role) for role in Role}
