"""The published list: what changed shows at the next fetch, what did not is the same text."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.cards import service, status
from yanzhen.apps.cards.models import Published
from yanzhen.apps.cards.offline import StatusList, trusted_keys
from yanzhen.apps.cards.service import StatusFile
from yanzhen.apps.cards.tests.town import CITY, Town
from yanzhen.apps.signing.service import jwks, rotate


def fetched() -> StatusFile:
    found = service.published_status(CITY)
    assert found is not None
    return found


def state(place: int) -> str:
    return StatusList.read(fetched().token, trusted_keys(jwks()), timezone.now())[place]


def test_a_city_without_cards_has_no_list(town: Town) -> None:
    assert service.published_status(CITY) is None
    assert service.published_status("no-such-city") is None


def test_every_change_shows_at_the_next_fetch(town: Town) -> None:
    card = town.issue("wang")
    place = card.status_index
    seen = [state(place)]
    for do, given in (
        (service.suspend, "核实中"), (service.restore, "核实完毕"), (service.revoke, "撤销决定"),
    ):  # fmt: skip
        with acting(town.office):
            do(acting=town.office, card_id=card.pk, reason=given)
        seen.append(state(place))

    assert seen == ["valid", "suspended", "valid", "revoked"]


def test_a_place_that_was_given_up_stays_refused(town: Town) -> None:
    card = town.issue("wang")
    with acting(town.wang):
        service.lost(acting=town.wang, card_id=card.pk)
        service.recovered(acting=town.wang, card_id=card.pk)

    assert state(card.status_index) == "revoked"
    assert state(town.card("wang").status_index) == "valid"


def test_what_did_not_change_is_read_in_one_query_and_is_the_same(town: Town) -> None:
    town.issue("wang")
    first = fetched()

    with CaptureQueriesContext(connection) as queries:
        again = fetched()

    assert again == first
    assert not [one for one in queries if "cards_card" in one["sql"]]


@pytest.mark.parametrize("make_old", ["rotate", "half its time is over"])
def test_it_is_built_anew_by_another_key_and_before_it_runs_out(town: Town, make_old: str) -> None:
    town.issue("wang")
    first = fetched()

    if make_old == "rotate":
        with acting(SYSTEM):
            rotate(acting=SYSTEM, city=CITY)
    else:
        with acting(SYSTEM):
            Published.objects.update(until=timezone.now() + status.LASTS / 2 - timedelta(minutes=1))

    assert fetched().built_at > first.built_at


def test_the_address_sends_it_once_and_says_unchanged_then(town: Town, client: Any) -> None:
    town.issue("wang")
    address = f"/cards/{CITY}/status"

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    with acting(town.office):
        service.suspend(acting=town.office, card_id=town.card("wang").pk, reason="核实中")
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert first.headers["Content-Type"] == "application/statuslist+jwt"
    assert again.content == b""
    assert client.get("/cards/nowhere/status").status_code == 404
