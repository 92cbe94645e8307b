"""The twenty-five rules of three cities that a population is put through beside the peers.

The twenty of Xiangtan, and five of Quzhou and Hengyang that look at records or at a position. All
readings that they depend on are settled, because the peers know none.

    answers(packs(), population)["xiangtan/art-19-rent"]   ->  array([-1, 18000000, -2, ...])
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from people import asked
from twenty import AS_OF, RULES, SETTLED

from yanzhen.policy import load_pack
from yanzhen.policy.columnar.found import ELIGIBLE, INELIGIBLE
from yanzhen.policy.columnar.masks import full
from yanzhen.policy.columnar.program import program_for
from yanzhen.population.run import Job, chunks, tasks

if TYPE_CHECKING:
    from yanzhen.policy import Pack
    from yanzhen.policy.columnar.rivals import RuleColumns
    from yanzhen.population.chunks import Population

ONLY = {
    "xiangtan": RULES,
    "quzhou": ("art-16-postdoc-allowance", "art-18-high-honour", "art-18-social-worker"),
    "hengyang": ("pei-a3-doctorate-award", "pei-b2-skill-promotion"),
}
NAMES = tuple(f"{city}/{rule}" for city, rules in ONLY.items() for rule in rules)
NOT_MET, NOT_KNOWN = -1, -2


def packs() -> tuple[Pack, ...]:
    """The three packs, the readings that the twenty depend on settled."""
    return tuple(_settled(load_pack(city)) for city in ONLY)


def _settled(pack: Pack) -> Pack:
    readings = {
        name: replace(one, settled=SETTLED.get(name, one.settled))
        for name, one in pack.readings.items()
    }
    return replace(pack, readings=readings, content_hash=f"{pack.content_hash}-settled")


def job(packs_: tuple[Pack, ...]) -> Job:
    """Totals only, of the twenty-five only."""
    return Job(packs_, AS_OF, flows=False, only=ONLY)


def facts(packs_: tuple[Pack, ...]) -> set[str]:
    """Every fact that decides one of the twenty-five or its sum."""
    found: set[str] = set()
    for pack in packs_:
        rules = {name: pack.rules[name] for name in ONLY[pack.city]}
        found |= asked(replace(pack, rules=rules))
    return found


def answers(packs_: tuple[Pack, ...], population: Population) -> dict[str, Any]:
    """By rule each person's greatest sum in fen; NOT_MET, or NOT_KNOWN where facts are missing."""
    asked_for = job(packs_)
    found: dict[str, list[Any]] = {name: [] for name in NAMES}
    for part in tasks(asked_for, population):
        for chunk in chunks(asked_for, population, part):
            taken_in: dict[str, Any] = {}
            for pack in packs_:
                evaluated = program_for(pack).evaluate(
                    chunk.kind, chunk.columns, len(chunk), AS_OF,
                    missing=True, only=ONLY[pack.city], taken_in=taken_in,
                )  # fmt: skip
                for rule, columns in evaluated.rules.items():
                    found[f"{pack.city}/{rule}"].append(_greatest(columns, len(chunk)))
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _greatest(columns: RuleColumns, size: int) -> Any:
    answer = np.full(size, NOT_MET, dtype=np.int64)
    status = columns.found.status
    rows = np.arange(size) if columns.rows is None else columns.rows
    met = status == ELIGIBLE
    for gap in columns.missing.values():  # met, but of a sum of which only the limits are known
        met = met & ~full(gap, len(status))
    high = np.broadcast_to(columns.found.sums.high.value, status.shape)
    answer[rows] = np.select([met, status == INELIGIBLE], [high, NOT_MET], NOT_KNOWN)
    return answer
