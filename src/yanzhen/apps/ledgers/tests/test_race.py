"""Sixty-four at once for the last fen, the last seat, the rest of a cap: exact every time."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.ledgers import service
from yanzhen.apps.ledgers.service import NotEnough
from yanzhen.apps.ledgers.tests.town import build_books, give, posting
from yanzhen.policy.vocabulary import Label

RACERS, ROUNDS = 64, 3
pytestmark = pytest.mark.django_db(transaction=True)


def race(line: str, run: Callable[[str], int]) -> list[int]:
    """What each of the racers got, all of them let loose at once with connections of their own."""
    got: list[int] = []
    start = Barrier(RACERS)

    def racer() -> None:
        try:
            connection.ensure_connection()
            start.wait()
            got.append(run(line))
        finally:
            connection.close()

    threads = [Thread(target=racer) for _ in range(RACERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == RACERS
    return got


def commit_one(line: str) -> int:
    try:
        return service.commit(acting=SYSTEM, posting=posting(line, 1))
    except NotEnough:
        return 0


def take_seven(line: str) -> int:
    return service.take_up_to(acting=SYSTEM, posting=posting(line, 7))


def race_for(run: Callable[[str], int], unit: str, has: int, rounds: int) -> None:
    build_books()
    service.open_book(acting=SYSTEM, code="race", kind="pool", unit=unit, place="xiangtan",
                      name=Label("赛", "Race"))  # fmt: skip
    for number in range(rounds):
        line = service.open_line(acting=SYSTEM, book="race", programme=str(number)).code
        give(line, has)

        got = race(line, run)

        assert sum(got) == has
        balance = service.balance(line)
        assert (balance.available, balance.committed) == (0, has)
    assert service.recompute().first_difference is None


def test_for_the_last_fen() -> None:
    race_for(commit_one, "fen", 1, ROUNDS)


def test_for_the_last_seats() -> None:
    race_for(commit_one, "seat", 5, ROUNDS)


def test_for_what_a_cap_leaves() -> None:
    """Sixty-four times seven out of a hundred: fourteen whole, one of two, the others nothing."""
    race_for(take_seven, "fen", 100, ROUNDS)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("run", "unit", "has"),
    [(commit_one, "fen", 1), (commit_one, "seat", 1), (take_seven, "fen", 100)],
)  # fmt: skip
def test_a_hundred_rounds(run: Callable[[str], int], unit: str, has: int) -> None:
    race_for(run, unit, has, 100)
