"""Sixty-four at once for the last post, and one form sent sixty-four times."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.models import Request
from yanzhen.apps.quotas.service import QuotaRefused, Wish
from yanzhen.apps.quotas.tests.housing import Place, build_place

RACERS = 64
pytestmark = pytest.mark.django_db(transaction=True)


def race(run: Callable[[int], str]) -> list[str]:
    """What became of each racer, all let loose at once with connections of their own."""
    got: list[str] = []
    start = Barrier(RACERS)

    def racer(number: int) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            got.append(run(number))
        finally:
            connection.close()

    threads = [Thread(target=racer, args=(number,)) for number in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == RACERS
    return got


def test_for_the_last_post_the_first_in_line_gets_it() -> None:
    place = build_place(posts=1)
    asked = [place.ask("hr", place.posts) for _ in range(RACERS)]

    def reserve(number: int) -> str:
        with acting(place.office) as office:
            try:
                service.reserve(acting=office, request_id=asked[number].pk)
            except QuotaRefused as refused:
                return refused.refusals[0].code
        return "reserved"

    got = race(reserve)

    assert got.count("reserved") == 1
    assert set(got) <= {"reserved", "not_first", "none_free"}
    assert place.state(asked[0]) == "reserved"
    assert place.held(place.posts) == (0, 1, 0)
    assert ledgers.recompute().first_difference is None


def test_a_release_that_is_asked_for_at_once_happens_once() -> None:
    place = build_place(posts=1)
    held = place.ask("hr", place.posts)
    with acting(place.office) as office:
        service.reserve(acting=office, request_id=held.pk)

    def release(_number: int) -> str:
        with acting(place.office) as office:
            try:
                service.release(acting=office, request_id=held.pk, reason="放弃")
            except QuotaRefused as refused:
                return refused.refusals[0].code
        return "released"

    got = race(release)

    assert (got.count("released"), got.count("wrong_state")) == (1, RACERS - 1)
    assert place.held(place.posts) == (1, 0, 0)


def test_a_form_sent_many_times_is_one_request() -> None:
    place: Place = build_place()
    wish = Wish("来衢工作", employer_id=place.subjects["hr"])

    def ask(_number: int) -> str:
        with acting(place.hr) as hr:
            return str(service.ask(acting=hr, pool_id=place.posts, key="one", wish=wish).pk)

    assert len(set(race(ask))) == 1
    with acting(SYSTEM):
        assert Request.objects.count() == 1


def test_everybody_who_asks_at_once_has_a_place_of_her_own() -> None:
    place: Place = build_place()
    wish = Wish("来衢工作", employer_id=place.subjects["hr"])

    def ask(number: int) -> str:
        with acting(place.hr) as hr:
            made = service.ask(acting=hr, pool_id=place.posts, key=f"k{number}", wish=wish)
            return str(made.rank)

    assert len(set(race(ask))) == RACERS
