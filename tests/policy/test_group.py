"""Several subjects of one owner share the caps that speak of the owner."""

from typing import Any

import pytest
from tests.policy.mini import DAY, mini, rule

from yanzhen.policy import Engine, admit
from yanzhen.policy.group import assess_group

WAN = 1_000_000
PACK = mini(
    rule(subject="employer", for_each={"records": "hires", "as": "h", "when": ["h.confirmed"]},
         amount={"by": "h.tier", "A": "6万元", "B": "2万元"},
         caps=[{"per": "year", "field": "year", "limit": "10万元"}]),
)  # fmt: skip
A = {"tier": "A", "year": 2025, "confirmed": True}
B = {"tier": "B", "year": 2025, "confirmed": True}


def together(*cases: tuple[int | None, list[dict[str, Any]]]) -> list[tuple[int | None, ...]]:
    """Settled, least and greatest sum of each, in 万元; `jobs` stands for whose it is."""
    subjects = [
        admit({"subject": "employer", "facts": {"jobs": owner, "hires": hires}}, PACK.vocabulary)
        for owner, hires in cases
    ]
    found = [one.outcome("aid").sums for one in assess_group(Engine(PACK), subjects, "jobs", DAY)]
    return [
        tuple(None if fen is None else fen // WAN for fen in (one.total, one.low, one.high))
        for one in found
    ]


SHARED = [
    ([(1, [A]), (1, [A])], [(6, 6, 6), (4, 4, 4)]),
    ([(1, [A]), (2, [A])], [(6, 6, 6), (6, 6, 6)]),
    ([(1, [A, A]), (1, [B])], [(10, 10, 10), (0, 0, 0)]),
    ([(1, [A]), (1, [{**A, "year": 2024}])], [(6, 6, 6), (6, 6, 6)]),
    ([(1, [B]), (None, [B])], [(2, 2, 2), (2, 2, 2)]),  # all together stay below the cap
    ([(1, [A]), (None, [A])], [(6, 6, 6), (None, 0, 6)]),  # unknown is not capless
    ([(1, [{"tier": "A", "year": 2025}]), (1, [A])], [(None, 0, 6), (None, 4, 6)]),
    ([(1, [{"tier": "A", "confirmed": True}]), (1, [A])], [(None, 0, 6), (None, 4, 6)]),
]


@pytest.mark.parametrize(("cases", "expected"), SHARED)
def test_claims_of_one_owner_share_the_cap(cases: Any, expected: Any) -> None:
    assert together(*cases) == expected
