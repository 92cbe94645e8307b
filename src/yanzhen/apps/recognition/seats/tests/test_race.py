"""Sixty-four at once for the last seat: one is recognised, and the ledger is exact."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.recognition.models import Recognition
from yanzhen.apps.recognition.models.seat import SeatUse
from yanzhen.apps.recognition.seats.tests.works import Works, build_works

RACERS = 64
pytestmark = pytest.mark.django_db(transaction=True)


def race(works: Works, names: list[str], **more: str) -> list[str]:
    """What became of each, all let loose at once with connections of their own."""
    got: list[str] = []
    start = Barrier(len(names))

    def racer(name: str) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            got.append(",".join(works.refused(name, **more)) or "recognised")
        finally:
            connection.close()

    threads = [Thread(target=racer, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == len(names)
    return got


def test_for_the_last_seat_one_of_sixty_four_is_recognised() -> None:
    works = build_works(seats=2)
    works.recognise("li")
    with acting(SYSTEM):
        names = [f"racer {number}" for number in range(RACERS)]
        for name in names:
            works.hire(name)

    got = race(works, names)

    assert (got.count("recognised"), got.count("none_left")) == (1, RACERS - 1)
    assert (works.held().spent, works.left()) == (2, 0)
    with acting(SYSTEM):
        assert Recognition.objects.count() == SeatUse.objects.count() == 2
    assert ledgers.recompute().first_difference is None


def test_one_form_sent_sixty_four_times_spends_one_seat() -> None:
    works = build_works(seats=2)

    assert race(works, ["li"] * RACERS, key="one") == ["recognised"] * RACERS
    assert works.left() == 1
