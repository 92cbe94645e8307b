"""All movements in any order: after each step the books add up, and a plain model says the same."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from yanzhen.apps.accounts.service import SYSTEM
from yanzhen.apps.ledgers import service
from yanzhen.apps.ledgers.actions import ALLOT, CARRY, PASS_DOWN, RECALL
from yanzhen.apps.ledgers.movements import Way, write
from yanzhen.apps.ledgers.service import LedgerRefused, NotEnough
from yanzhen.apps.ledgers.tests.town import COUNTY, YEAR, build_books, posting

LINES = (YEAR, COUNTY)
WAYS = (ALLOT, RECALL, service.HOLD, service.COMMIT, service.COMMIT_HELD, service.SPEND,
        service.RELEASE, service.RELEASE_HELD, service.GIVE_BACK)  # fmt: skip
STAGES = ("source", "available", "held", "committed", "spent")
amounts = st.integers(1, 60)
Model = dict[tuple[str, str], int]


class Books(RuleBasedStateMachine):
    """Two lines of a fund, moved at random, beside a model in plain Python."""

    def __init__(self) -> None:
        super().__init__()
        self.model: Model = {(line, stage): 0 for line in LINES for stage in STAGES}
        self.done: list[tuple[str, str, str, str, str, int]] = []
        self.seen: list[tuple[Any, Model]] = []

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    def move(self, way: Way, line: str, amount: int, to: str = "") -> None:
        begin, end = (line, way.taken_from.value), (to or line, way.given_to.value)
        fits = begin[1] == "source" or self.model[begin] >= amount
        one = posting(line, amount, to=to)
        if not fits:
            with pytest.raises(NotEnough) as refused:
                write(SYSTEM, way, [one])
            short = refused.value
            assert (short.available, short.wanted) == (self.model[begin], amount)
            return
        assert write(SYSTEM, way, [one]) == 1
        self.put(begin, end, amount)
        self.done.append((one.key, *begin, *end, amount))

    def put(self, begin: tuple[str, str], end: tuple[str, str], amount: int) -> None:
        self.model[begin] -= amount
        self.model[end] += amount

    @rule(way=st.sampled_from(WAYS), line=st.sampled_from(LINES), amount=amounts)
    def within(self, way: Way, line: str, amount: int) -> None:
        self.move(way, line, amount)

    @rule(way=st.sampled_from((PASS_DOWN, CARRY)), down=st.booleans(), amount=amounts)
    def across(self, way: Way, down: bool, amount: int) -> None:
        begin, end = LINES if down else LINES[::-1]
        self.move(way, begin, amount, to=end)

    @rule(line=st.sampled_from(LINES), amount=amounts)
    def up_to(self, line: str, amount: int) -> None:
        one = posting(line, amount)
        free = self.model[line, "available"]
        assert service.take_up_to(acting=SYSTEM, posting=one) == min(free, amount)
        if free:
            begin, end = (line, "available"), (line, "committed")
            self.put(begin, end, min(free, amount))
            self.done.append((one.key, *begin, *end, min(free, amount)))

    @rule(which=st.integers(0, 200))
    def undo(self, which: int) -> None:
        if not self.done:
            return
        key, *ends, amount = self.done[which % len(self.done)]
        begin, end = (ends[0], ends[1]), (ends[2], ends[3])
        undone = key in {one[0] for one in self.done if f"undo {key}" in self.model_keys}
        fits = end[1] == "source" or self.model[end] >= amount
        try:
            fresh = service.reverse(acting=SYSTEM, key=key, new_key=f"undo {key}", reason="测试")
        except NotEnough:
            assert not fits
            return
        if undone:
            assert fresh == 0
            return
        assert fresh == 1
        self.model_keys.add(f"undo {key}")
        self.put(end, begin, amount)

    @property
    def model_keys(self) -> set[str]:
        return self.__dict__.setdefault("_undone", set())  # type: ignore[no-any-return]

    @rule(which=st.integers(0, 200), by=st.integers(1, 3))
    def again(self, which: int, by: int) -> None:
        """A reversal of a reversal is none."""
        if not self.model_keys:
            return
        key = sorted(self.model_keys)[which % len(self.model_keys)]
        with pytest.raises(LedgerRefused):
            service.reverse(acting=SYSTEM, key=key, new_key=f"{key} {by}", reason="测试")

    @rule()
    def look(self) -> None:
        """A moment to come back to."""
        self.seen.append((timezone.now(), dict(self.model)))

    @invariant()
    def holds(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        for line in LINES:
            assert_says(service.balance(line), self.model, line)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('yanzhen.all', 'on', true)")
            cursor.execute("SELECT sum(balance), min(balance) FILTER (WHERE stage <> 'source') "
                           "FROM ledgers_account")  # fmt: skip
            kept = [has for (_, stage), has in self.model.items() if stage != "source"]
            assert cursor.fetchone() == (0, min(0, *kept))
            cursor.execute("SELECT set_config('yanzhen.all', '', true)")
        assert service.recompute().first_difference is None
        if self.seen:
            moment, was = self.seen[-1]
            for line in LINES:
                assert_says(service.balance_at(line, moment), was, line)


def assert_says(balance: service.Balance, model: Model, line: str) -> None:
    for stage in STAGES[1:]:
        assert getattr(balance, stage) == model[line, stage]


def run(examples: int, steps: int) -> None:
    build_books()
    Books.TestCase.settings = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    case = Books.TestCase()
    case.runTest()


@pytest.mark.django_db
def test_any_order_of_movements() -> None:
    run(12, 20)


@pytest.mark.slow
@pytest.mark.django_db
def test_any_long_order_of_movements() -> None:
    run(200, 50)
