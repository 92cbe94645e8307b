"""Parts that say the same have one number, and keeping what is found of them changes no answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.drawing import Drawn, subjects
from tests.policy.mini import DAY, mini, reading, rule

from yanzhen.policy import Engine, Pack, admit, canonical, load_pack
from yanzhen.policy import expression as e
from yanzhen.policy.alike import FACTS, READING, RECORD, Alike, Part

PACKS = {city: load_pack(city) for city in ("quzhou", "xiangtan")}
STAR = "any(h.award == 'star' for h in honours)"
COUNTED = "count(h.award == 'star' for h in honours) >= 1"


def nodes(*conditions: str, **more: Any) -> list[e.Node]:
    pack = mini(*(rule(f"r{n}", when=[one]) for n, one in enumerate(conditions)), **more)
    return [one.when[0].node for one in pack.rules.values()]


def test_the_same_words_have_one_number_in_every_rule() -> None:
    alike = Alike()
    first, second, other = (alike.of(one) for one in nodes(STAR, STAR, COUNTED))

    assert first.number == second.number != other.number
    assert first.is_kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jobs == 1", "jobs == 2"),
        ("jobs >= 1", "jobs > 1"),
        ("jobs >= 1", "flats >= 1"),
        (STAR, STAR.replace("star", "moon")),
        (STAR, STAR.replace("any", "all")),
        ("degree in ('doctor', 'master')", "degree in ('doctor', 'bachelor')"),
    ],
)
def test_what_differs_has_two_numbers(one: str, other: str) -> None:
    alike = Alike()
    first, second = nodes(one, other)
    assert alike.of(first).number != alike.of(second).number


def test_a_truth_and_a_number_that_are_equal_are_not_alike() -> None:
    alike = Alike()
    numbers = {alike.of(e.Literal(value, e.INTEGER)).number for value in (True, 1)}
    assert len(numbers) == 2


def test_a_part_depends_on_its_record_on_readings_or_on_facts_alone() -> None:
    alike = Alike()
    whole, by_reading, by_tier, by_rule = nodes(
        STAR,
        "works and how == 'wide'",
        "tier == 'A'",
        "eligible('r0')",
        readings=[reading("how", "wide", "narrow")],
    )
    assert isinstance(whole, e.Some)
    inner = alike.of(whole.condition)

    assert (alike.of(whole).depends_on, inner.depends_on) == (FACTS, RECORD)
    assert not inner.is_kept
    assert {alike.of(one).depends_on for one in (by_reading, by_tier, by_rule)} == {READING}


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Everything is worked out anew each time it is asked for."""
    of = Alike.of

    def forgetful(self: Alike, node: e.Node) -> Part:
        return of(self, node)._replace(is_kept=False)

    with patch.object(Alike, "of", forgetful):
        yield


def answer(pack: Pack, drawn: Drawn, facts: dict[str, Any]) -> bytes:
    subject = admit({"subject": drawn.kind, "facts": facts}, pack.vocabulary)
    return canonical(Engine(pack).assess(subject, DAY))


@pytest.mark.parametrize("city", PACKS)
def test_keeping_what_was_found_changes_no_answer(city: str) -> None:
    pack, seen = PACKS[city], []

    @given(subjects(pack), st.booleans())
    @settings(derandomize=True, deadline=None, max_examples=40)
    def same(drawn: Drawn, in_part: bool) -> None:
        facts = drawn.part if in_part else drawn.whole
        kept = answer(pack, drawn, facts)
        with nothing_kept():
            assert answer(pack, drawn, facts) == kept
        seen.append(kept)

    same()
    assert len(set(seen)) > 5
