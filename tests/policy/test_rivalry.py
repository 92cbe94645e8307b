"""Benefits of one kind that a document does not say add up or not."""

from typing import Any

import pytest
from tests.policy.mini import assessed, mini, reading, rule, sources

from yanzhen.policy import Pack, read_pack

WAN = 1_000_000
GROUP = {
    "id": "x", "clause": "1", "rules": ["a", "b"], "note": {"zh": "能否同享", "en": "adding up"},
    "under": {"stacking": "highest"},
}  # fmt: skip
BOTH = {"works": True, "local": True}


def two_benefits(settled: str | None = None, **group: Any) -> Pack:
    return mini(
        rule("a", when=["works"], amount="3万元"), rule("b", when=["local"], amount="2万元"),
        exclusive=[{**GROUP, **group}],
        readings=[reading("stacking", "highest", "each", settled=settled)],
    )  # fmt: skip


STATUSES = [
    (BOTH, "eligible", "pending_interpretation", 3),
    ({"local": True}, "unknown", "eligible", 2),  # what is unknown contests nobody
    ({"works": False, "local": True}, "ineligible", "eligible", 2),
    ({"works": True, "local": False}, "eligible", "ineligible", 3),
    ({}, "unknown", "unknown", 0),
]


@pytest.mark.parametrize(("facts", "greater", "lesser", "sure"), STATUSES)
def test_while_open_the_lesser_of_those_met_is_pending(
    facts: dict[str, Any], greater: str, lesser: str, sure: int
) -> None:
    found = assessed(two_benefits(), facts)
    assert (found.outcome("a").status, found.outcome("b").status) == (greater, lesser)
    assert found.totals.sure == sure * WAN


def test_the_lesser_shows_what_each_reading_gives() -> None:
    found = assessed(two_benefits(), BOTH).outcome("b")
    assert [(one.choices, one.status, one.sums.total) for one in found.readings] == [
        ({"stacking": "highest"}, "ineligible", None), ({"stacking": "each"}, "eligible", 2 * WAN),
    ]  # fmt: skip
    assert (found.sums.total, found.sums.low, found.sums.high) == (None, 0, 2 * WAN)
    assert (found.schedule, found.exclusive_with) == ((), ())


def test_an_answer_for_one_subject_leaves_the_next_untouched() -> None:
    """What strangers get is kept between subjects and must not be changed."""
    pack = mini(
        rule("a", when=[], amount="3万元"), rule("b", when=[], amount="2万元"),
        exclusive=[GROUP], readings=[reading("stacking", "highest", "each")],
    )  # fmt: skip
    first, second = assessed(pack, {}), assessed(pack, {})
    assert first.outcome("b").status == second.outcome("b").status == "pending_interpretation"


SETTLED = [("highest", ("b",), 3), ("each", (), 5)]


@pytest.mark.parametrize(("option", "rivals", "sure"), SETTLED)
def test_settled_it_excludes_or_falls_away(option: str, rivals: tuple[str, ...], sure: int) -> None:
    found = assessed(two_benefits(option), BOTH)
    assert found.outcome("b").status == "eligible"
    assert found.outcome("a").exclusive_with == rivals
    assert found.totals.sure == sure * WAN


WRONG = [({"stakcing": "highest"}, "unknown-reference"), ({"stacking": "higest"}, "unknown-option")]


@pytest.mark.parametrize(("under", "code"), WRONG)
def test_a_reading_or_option_that_does_not_exist_is_found(under: dict[str, str], code: str) -> None:
    found = read_pack(
        sources(
            rule("a"), rule("b"), exclusive=[{**GROUP, "under": under}],
            readings=[reading("stacking", "highest", "each")],
        )
    )  # fmt: skip
    assert [one.code for one in found.findings] == [code]
