"""Both readings of a pack say the same of drawn cities and drawn people, gaps and all."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.agreement.agreeing import compiled, differences
from tests.policy.drawing import Drawn, cities, subjects
from tests.policy.mini import DAY

from yanzhen.policy import Engine, Pack, admit, load_pack
from yanzhen.policy.columnar.program import Program

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
FIXED = settings(derandomize=True, deadline=None, max_examples=200, suppress_health_check=QUIET)
LONG = settings(deadline=None, max_examples=10_000, suppress_health_check=QUIET)
CITIES = ("hengyang", "quzhou", "changsha", "xiangtan")


def hold_to_it(engine: Engine, program: Program, drawn: list[Drawn]) -> None:
    """All drawn subjects of one kind at once: what one row says must not reach another."""
    for kind in sorted({one.kind for one in drawn}):
        raws = [
            {"subject": kind, "facts": facts}
            for one in drawn if one.kind == kind for facts in (one.whole, one.part)
        ]  # fmt: skip
        people = [admit(raw, engine.pack.vocabulary) for raw in raws]
        assert differences(engine, program, people, DAY) == []


def drawn_city() -> st.SearchStrategy[tuple[Pack, list[Drawn]]]:
    return cities().flatmap(
        lambda pack: st.lists(subjects(pack), min_size=1, max_size=5).map(lambda some: (pack, some))
    )


@FIXED
@given(drawn_city())
def test_of_drawn_cities(drawn: tuple[Pack, list[Drawn]]) -> None:
    pack, some = drawn
    hold_to_it(*compiled(pack), some)


@pytest.mark.slow
@LONG
@given(drawn_city())
def test_of_very_many_drawn_cities(drawn: tuple[Pack, list[Drawn]]) -> None:
    pack, some = drawn
    hold_to_it(*compiled(pack), some)


@pytest.mark.parametrize("city", CITIES)
def test_of_drawn_people(city: str) -> None:
    pack = load_pack(city)
    engine, program = compiled(pack)

    @settings(FIXED, max_examples=40)
    @given(st.lists(subjects(pack), min_size=1, max_size=8))
    def hold(some: list[Drawn]) -> Any:
        hold_to_it(engine, program, some)

    hold()
