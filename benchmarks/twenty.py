"""The twenty rules of Xiangtan that the peers were given too, and our answers to them.

All ask a person and promise a sum. What a document leaves open is settled here in one way for
everybody, because the peers know no readings; the tier is a recorded recognition, because the
catalogue's 120 conditions over records are not part of the port.

    answers(engine, subject)  ->  {"art-19-rent": 18000000, "art-19-purchase": None, ...}
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yanzhen.policy import Engine, Pack, Subject

AS_OF = date(2026, 1, 1)
RULES = (
    "art-2-full-time-award", "art-2-flexible-award", "art-2-outstanding-stock-award",
    "art-3-living-allowance", "art-4-graduate-allowance", "art-5-overseas-award",
    "art-5-returnee-award", "art-5-returnee-outstanding-award", "art-7-academician-award",
    "art-7-ten-thousand-leader-award", "art-7-ten-thousand-other-award",
    "art-8-entrepreneur-award", "art-9-young-talent-award", "art-11-skill-award",
    "art-11-grand-skill-award", "art-13-startup-loan", "art-18-conversion-award",
    "art-19-purchase", "art-19-rent", "art-19-first-home",
)  # fmt: skip
SETTLED = {"flexible_full_time": "flexible_only", "young_talent_stacking": "both"}


def only_these(pack: Pack) -> Pack:
    """The pack with the twenty rules alone, its readings settled."""
    rules = {name: pack.rules[name] for name in RULES}
    exclusive = tuple(one for one in pack.exclusive if set(one.rules) <= set(rules))
    readings = {
        name: replace(one, settled=SETTLED.get(name, one.settled))
        for name, one in pack.readings.items()
    }
    mark = f"{pack.content_hash}-twenty"
    return replace(pack, rules=rules, exclusive=exclusive, readings=readings, content_hash=mark)


def answers(engine: Engine, subject: Subject) -> dict[str, int | None]:
    """For each rule the greatest sum in fen where its conditions are met, None where not."""
    outcomes = engine.assess(subject, AS_OF, near_misses=False).outcomes
    undecided = [one.rule.id for one in outcomes if one.status not in ("eligible", "ineligible")]
    assert not undecided, f"not fully known: {undecided}"
    return {one.rule.id: one.sums.high if one.status == "eligible" else None for one in outcomes}
