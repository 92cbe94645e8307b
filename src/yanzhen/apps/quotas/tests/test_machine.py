"""Requests in any order: after each step the ledger says what the requests say."""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from yanzhen.apps.accounts.service import SYSTEM, acting
from yanzhen.apps.ledgers import service as ledgers
from yanzhen.apps.quotas import service
from yanzhen.apps.quotas.models import Request
from yanzhen.apps.quotas.service import QuotaRefused
from yanzhen.apps.quotas.tests.housing import Place, build_place

which = st.integers(0, 30)
PLACE: list[Place] = []


class Line(RuleBasedStateMachine):
    """One pool of posts with a plain model beside it: the order of those who wait, and counts."""

    def __init__(self) -> None:
        super().__init__()
        self.size = 3
        self.numbers: dict[int, int] = {}
        self.waiting: list[int] = []
        self.reserved: list[int] = []
        self.occupied: list[int] = []

    @initialize()
    def begin(self) -> None:
        self.savepoint = transaction.savepoint()
        self.place = PLACE[0]
        self.resize(3)

    def teardown(self) -> None:
        if hasattr(self, "savepoint"):
            transaction.savepoint_rollback(self.savepoint)

    @property
    def free(self) -> int:
        return self.size - sum(self.numbers[one] for one in (*self.reserved, *self.occupied))

    def do(self, deed: str, request: int, fits: bool, **given: Any) -> bool:
        """Do it; whether it was done, which has to be what the model says."""
        with acting(self.place.office) as office:
            try:
                getattr(service, deed)(acting=office, request_id=request, **given)
            except QuotaRefused:
                assert not fits
                return False
        assert fits
        return True

    @rule(number=st.integers(1, 3))
    def ask(self, number: int) -> None:
        made = self.place.ask("hr", self.place.posts, number=number).pk
        self.numbers[made] = number
        self.waiting.append(made)

    @rule(which=which)
    def reserve(self, which: int) -> None:
        if self.waiting:
            one = self.waiting[which % len(self.waiting)]
            fits = one == self.waiting[0] and self.numbers[one] <= self.free
            if self.do("reserve", one, fits):
                self.waiting.remove(one)
                self.reserved.append(one)

    @rule(which=which)
    def occupy(self, which: int) -> None:
        if self.numbers:
            one = sorted(self.numbers)[which % len(self.numbers)]
            if self.do("occupy", one, one in self.reserved):
                self.reserved.remove(one)
                self.occupied.append(one)

    @rule(which=which)
    def release(self, which: int) -> None:
        if self.numbers:
            one = sorted(self.numbers)[which % len(self.numbers)]
            has = one in self.reserved or one in self.occupied
            if self.do("release", one, has, reason="测试"):
                (self.reserved if one in self.reserved else self.occupied).remove(one)

    @rule(which=which, place=st.integers(1, 5))
    def move(self, which: int, place: int) -> None:
        if self.waiting:
            one = self.waiting[which % len(self.waiting)]
            self.do("move", one, True, place=place, reason="测试")
            self.waiting.remove(one)
            self.waiting.insert(place - 1, one)

    @rule(which=which)
    def refuse(self, which: int) -> None:
        if self.waiting:
            one = self.waiting[which % len(self.waiting)]
            self.do("refuse_request", one, True, reason="测试")
            self.waiting.remove(one)

    @rule(size=st.integers(0, 6))
    def resize(self, size: int) -> None:
        used = self.size - self.free
        with acting(self.place.office) as office:
            try:
                service.set_size(acting=office, pool_id=self.place.posts, size=size, reason="测试")
            except QuotaRefused:
                assert size < used
                return
        assert size >= used
        self.size = size

    @invariant()
    def the_ledger_says_the_same(self) -> None:
        if not hasattr(self, "savepoint"):
            return
        held = sum(self.numbers[one] for one in self.reserved)
        spent = sum(self.numbers[one] for one in self.occupied)
        assert self.place.held(self.place.posts) == (self.free, held, spent)
        with acting(SYSTEM):
            rows = Request.objects.filter(state="waiting").order_by("rank", "pk")
            assert list(rows.values_list("pk", flat=True)) == self.waiting
        assert ledgers.recompute().first_difference is None


@pytest.mark.django_db
def test_any_order_of_steps() -> None:
    PLACE[:] = [build_place(posts=3)]
    Line.TestCase.settings = settings(
        max_examples=50, stateful_step_count=12, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    Line.TestCase().runTest()
